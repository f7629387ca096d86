import { usualClaims } from "../github.ts";
import type { Scenario } from "../scenario.ts";
import { tokens } from "../tokens.ts";
import type { NpmVersion } from "../versions.ts";

const newest: readonly NpmVersion[] = ["11.21.2", "12.2.2"];
const compares = "E422 where `repository` isn't the one that ran the workflow";

/** What package.json says, and whether npm signs. */
export const packages: readonly Scenario[] = [
  {
    id: "g.missing",
    title: "package.json names no `repository`",
    npm: ["11.5.1", ...newest],
    manifest: { repository: undefined },
    reported: compares,
  },
  { id: "g.empty", title: "`repository` is empty", npm: newest, manifest: { repository: "" }, reported: compares },
  {
    id: "g.other",
    title: "`repository` is another one",
    npm: newest,
    manifest: { repository: "github:acme/gadgets" },
    reported: compares,
  },
  {
    id: "g.other-case",
    title: "`repository` is written in another case",
    npm: newest,
    manifest: { repository: "github:Acme/Widgets" },
    reported: compares,
  },
  { id: "g.shorthand", title: "`repository` is a shorthand", npm: newest, manifest: { repository: "acme/widgets" } },
  {
    id: "g.missing-private-source",
    title: "package.json names no `repository`, and the repository is private",
    npm: newest,
    manifest: { repository: undefined },
    world: { claims: { ...usualClaims, repository_visibility: "private" } },
  },
  {
    id: "g.missing-provenance-off",
    title: "package.json names no `repository`, `--provenance=false`",
    npm: newest,
    manifest: { repository: undefined },
    command: "npm publish --provenance=false",
  },
  {
    id: "g.missing-valid",
    title: "package.json names no `repository`; no `id-token: write`, a good NODE_AUTH_TOKEN",
    manifest: { repository: undefined },
    idToken: false,
    setupNode: 6,
    env: { NODE_AUTH_TOKEN: tokens.valid },
  },
  {
    id: "g.missing-valid-provenance",
    title: "package.json names no `repository`; a good NODE_AUTH_TOKEN, `--provenance`",
    manifest: { repository: undefined },
    setupNode: 6,
    env: { NODE_AUTH_TOKEN: tokens.valid },
    command: "npm publish --provenance",
    reported: compares,
  },
  {
    id: "h.restricted",
    title: "A restricted package of a public repository",
    manifest: { name: "@acme/widgets" },
    npm: ["11.5.1", ...newest],
    world: { publicPackages: false },
  },
  {
    id: "h.restricted-provenance",
    title: "A restricted package, `--provenance`",
    npm: newest,
    manifest: { name: "@acme/widgets", publishConfig: { access: "restricted" } },
    command: "npm publish --provenance",
    world: { publicPackages: false },
  },
  {
    id: "h.unscoped-restricted",
    title: "`--access restricted` for a package without scope",
    npm: newest,
    command: "npm publish --access restricted",
  },
  {
    id: "h.publish-config-provenance-false",
    title: "`publishConfig.provenance` is false",
    npm: ["11.5.1", ...newest],
    manifest: { publishConfig: { provenance: false } },
  },
  {
    id: "h.variable-provenance-false",
    title: "NPM_CONFIG_PROVENANCE is false",
    npm: newest,
    env: { NPM_CONFIG_PROVENANCE: "false" },
  },
  {
    id: "h.provenance-private-source",
    title: "`--provenance` in a private repository",
    npm: newest,
    command: "npm publish --provenance",
    world: { claims: { ...usualClaims, repository_visibility: "private" } },
    reported: "E422 for provenance of a repository that isn't public",
  },
  {
    id: "h.self-hosted",
    title: "A self-hosted runner",
    npm: newest,
    world: { claims: { ...usualClaims, runner_environment: "self-hosted" } },
    reported: "E422 for provenance of a runner that isn't GitHub's",
  },
  {
    id: "h.private",
    title: "package.json says `private`",
    manifest: { private: true },
    understood: { publish: false },
  },
  {
    id: "h.private-valid",
    title: "package.json says `private`; a good NODE_AUTH_TOKEN",
    manifest: { private: true },
    setupNode: 6,
    env: { NODE_AUTH_TOKEN: tokens.valid },
    understood: { publish: false },
  },
  {
    id: "h.prerelease",
    title: "A prerelease and no tag",
    manifest: { version: "2.0.0-beta.1" },
  },
  {
    id: "h.prerelease-valid",
    title: "A prerelease and no tag; a good NODE_AUTH_TOKEN",
    manifest: { version: "2.0.0-beta.1" },
    setupNode: 6,
    env: { NODE_AUTH_TOKEN: tokens.valid },
  },
  {
    id: "h.prerelease-tag",
    title: "A prerelease and `--tag next`",
    manifest: { version: "2.0.0-beta.1" },
    command: "npm publish --tag next",
  },
  {
    id: "h.prerelease-publish-config-tag",
    title: "A prerelease and `publishConfig.tag`",
    manifest: { version: "2.0.0-beta.1", publishConfig: { tag: "next" } },
  },
  {
    id: "h.lower-version",
    title: "A lower version than the newest, and no tag",
    manifest: { version: "0.9.0" },
    world: { published: ["1.0.0"] },
  },
  {
    id: "h.same-version",
    title: "A version that is published already",
    manifest: { version: "1.0.0" },
    world: { published: ["1.0.0"] },
  },
];
