import { usualPublisher } from "../policy.ts";
import type { Scenario } from "../scenario.ts";
import { tokens } from "../tokens.ts";
import { steps, type NpmVersion } from "../versions.ts";

const newest: readonly NpmVersion[] = ["11.21.2", "12.2.2"];
const workspaces = { name: "root", private: true, workspaces: ["packages/*"], repository: undefined };
const own = (name: string): string =>
  `${JSON.stringify({ name, version: "1.0.1", repository: "github:acme/widgets" }, null, 2)}\n`;

/** Where npm publishes from and to. */
export const places: readonly Scenario[] = [
  {
    id: "c.workspace-npmrc",
    title: "In a workspace, whose own `.npmrc` has a bad token",
    manifest: workspaces,
    files: { "packages/a/package.json": own("a"), "packages/a/.npmrc": `//REGISTRY/:_authToken=${tokens.revoked}\n` },
    folder: "packages/a",
  },
  {
    id: "c.workspace-option",
    title: "`-w packages/a`, whose own `.npmrc` has a bad token",
    manifest: workspaces,
    files: { "packages/a/package.json": own("a"), "packages/a/.npmrc": `//REGISTRY/:_authToken=${tokens.revoked}\n` },
    command: "npm publish -w packages/a",
  },
  {
    id: "c.workspaces",
    title: "`--workspaces`, two packages",
    manifest: workspaces,
    files: { "packages/a/package.json": own("a"), "packages/b/package.json": own("b") },
    command: "npm publish --workspaces",
  },
  {
    id: "c.workspaces-one-refused",
    title: "`--workspaces`, and only the first package has a trusted publisher",
    npm: ["11.5.1", "11.20.0", ...newest],
    manifest: workspaces,
    files: { "packages/a/package.json": own("a"), "packages/b/package.json": own("b") },
    command: "npm publish --workspaces",
    world: { publishers: [{ ...usualPublisher, package: "a" }] },
  },
  {
    id: "c.scope-registry",
    title: "The scope has another registry, and `publishConfig.registry` is npm's",
    manifest: { name: "@acme/widgets", publishConfig: { registry: "https://REGISTRY/" } },
    npmrc: "@acme:registry=http://127.0.0.1:9/\n",
    understood: { publish: false },
  },
  {
    id: "c.registry-with-path",
    title: "A registry with a path",
    npm: newest,
    npmrc: "registry=https://REGISTRY/api/npm/\n",
    understood: { publish: false },
  },
  {
    id: "c.tarball-without-dot",
    title: "A tarball's path that doesn't begin with `./`",
    files: { "dist/widgets-1.0.1.tgz": "" },
    command: "npm publish dist/widgets-1.0.1.tgz",
  },
];

/** Commands other than publish, where OIDC is all there is. */
export const commands: readonly Scenario[] = [
  { id: "i.stage-publish", title: "`npm stage publish`, no token", npm: steps, command: "npm stage publish" },
  {
    id: "i.stage-publish-refused-dummy",
    title: "`npm stage publish`; the exchange is refused; the placeholder of setup-node v6",
    npm: newest,
    setupNode: 6,
    command: "npm stage publish",
    world: { publishers: [] },
  },
  {
    id: "i.dist-tag",
    title: "`npm dist-tag add`, no token",
    npm: steps,
    command: "npm dist-tag add widgets@1.0.0 stable",
    understood: { publish: false },
  },
  {
    id: "i.trust-list",
    title: "`npm trust list`, no token",
    npm: ["11.5.1", ...newest],
    command: "npm trust list widgets --json",
    understood: { publish: false },
  },
  {
    id: "i.trust-list-valid",
    title: "`npm trust list`, a good token",
    npm: newest,
    setupNode: 6,
    env: { NODE_AUTH_TOKEN: tokens.valid },
    command: "npm trust list widgets --json",
    world: {
      trust: [
        {
          id: "00000000-0000-4000-8000-000000000001",
          type: "github",
          claims: { repository: "acme/widgets", workflow_ref: { file: "release.yml" }, environment: "npm" },
          permissions: ["createPackage", "createStagedPackage"],
        },
      ],
    },
    understood: { publish: false },
  },
  { id: "j.whoami", title: "`npm whoami`, no token", command: "npm whoami", understood: { publish: false } },
  {
    id: "j.whoami-dummy",
    title: "`npm whoami`, the placeholder of setup-node v6",
    setupNode: 6,
    command: "npm whoami",
    understood: { publish: false },
  },
  {
    id: "j.deprecate",
    title: "`npm deprecate`, no token",
    command: "npm deprecate widgets@1.0.0 gone",
    understood: { publish: false },
  },
  {
    id: "j.access",
    title: "`npm access set`, no token",
    npm: newest,
    manifest: { name: "@acme/widgets" },
    command: "npm access set status=public @acme/widgets",
    understood: { publish: false },
  },
  {
    id: "k.npm-12-on-node-20",
    title: "`npm install -g npm@12.2.2` on Node 20",
    npm: ["10.9.9", "11.21.2"],
    node: "20.20.2",
    command: "npm install -g npm@12.2.2",
    understood: { publish: false },
  },
  {
    id: "k.npm-11-on-node-20",
    title: "`npm install -g npm@11.21.2` on Node 20",
    npm: ["10.9.9"],
    node: "20.20.2",
    command: "npm install -g npm@11.21.2",
    understood: { publish: false },
  },
  {
    id: "k.npm-replaces-itself",
    title: "`npm install -g npm@11.21.2`, which puts it in the place of the npm that runs",
    npm: ["10.9.7", "10.9.9"],
    command: "npm install -g npm@11.21.2",
    inPlace: true,
    understood: { publish: false },
  },
];
