import type { World } from "../registry.ts";
import { usualClaims } from "../github.ts";
import { usualPublisher } from "../policy.ts";
import type { Scenario } from "../scenario.ts";
import { tokens } from "../tokens.ts";

const otherFile: Partial<World> = { publishers: [{ ...usualPublisher, file: "publish.yml" }] };
const unnamed = "npmjs.com answers a refused exchange the same, whatever the reason";

/** The registry doesn't take the OIDC token, or not for this. */
export const refusals: readonly Scenario[] = [
  { id: "e.no-token", title: "The trusted publisher names another workflow; no token", world: otherFile },
  {
    id: "e.setup-node-v6-dummy",
    title: "The exchange is refused; the placeholder of setup-node v6",
    setupNode: 6,
    world: otherFile,
  },
  {
    id: "e.setup-node-v7-unset",
    title: "The exchange is refused; setup-node v7, and NODE_AUTH_TOKEN isn't set",
    setupNode: 7,
    world: otherFile,
  },
  {
    id: "e.step-env-empty",
    title: "The exchange is refused; NODE_AUTH_TOKEN is empty",
    setupNode: 6,
    env: { NODE_AUTH_TOKEN: "" },
    world: otherFile,
  },
  {
    id: "e.token-valid",
    title: "The exchange is refused; a good NODE_AUTH_TOKEN",
    setupNode: 6,
    env: { NODE_AUTH_TOKEN: tokens.valid },
    world: otherFile,
  },
  {
    id: "e.token-revoked",
    title: "The exchange is refused; a bad NODE_AUTH_TOKEN",
    setupNode: 6,
    env: { NODE_AUTH_TOKEN: tokens.revoked },
    world: otherFile,
  },
  {
    id: "e.project-npmrc-revoked",
    title: "The exchange is refused; a bad token through the project's `.npmrc`",
    npmrc: "//REGISTRY/:_authToken=${NPM_TOKEN}\n",
    env: { NPM_TOKEN: tokens.revoked },
    world: otherFile,
  },
  {
    id: "e.project-npmrc-valid",
    title: "The exchange is refused; a good token through the project's `.npmrc`",
    npmrc: "//REGISTRY/:_authToken=${NPM_TOKEN}\n",
    env: { NPM_TOKEN: tokens.valid },
    world: otherFile,
  },
  {
    id: "e.project-npmrc-unset",
    title: "The exchange is refused; the project's `.npmrc` names a variable that isn't set",
    npmrc: "//REGISTRY/:_authToken=${NPM_TOKEN}\n",
    world: otherFile,
  },
  {
    id: "e.provenance-dummy",
    title: "The exchange is refused; the placeholder of setup-node v6, `--provenance`",
    setupNode: 6,
    command: "npm publish --provenance",
    world: otherFile,
  },
  {
    id: "e.other-repository",
    title: "The trusted publisher names another repository",
    world: { publishers: [{ ...usualPublisher, repository: "acme/gadgets" }] },
    reported: unnamed,
  },
  {
    id: "e.missing-environment",
    title: "The trusted publisher names an environment, and the job has none",
    world: { publishers: [{ ...usualPublisher, environment: "npm" }] },
    reported: unnamed,
  },
  {
    id: "e.no-trusted-publisher",
    title: "The package has no trusted publisher",
    world: { publishers: [] },
    reported: unnamed,
  },
  {
    id: "e.pull-request-target",
    title: "The run was started by pull_request_target",
    world: { claims: { ...usualClaims, event_name: "pull_request_target" } },
    reported: unnamed,
  },
  {
    id: "e.action-not-allowed",
    title: "The trusted publisher allows only `npm stage publish`",
    world: { publishers: [{ ...usualPublisher, actions: ["stage"] }] },
    reported: "403 for an action that isn't allowed",
  },
  { id: "f.new-package-no-token", title: "The package was never published; no token", world: { published: [] } },
  {
    id: "f.new-package-dummy",
    title: "The package was never published; the placeholder of setup-node v6",
    setupNode: 6,
    world: { published: [] },
  },
  {
    id: "f.new-package-valid",
    title: "The package was never published; a good NODE_AUTH_TOKEN",
    setupNode: 6,
    env: { NODE_AUTH_TOKEN: tokens.valid },
    world: { published: [] },
  },
  {
    id: "f.new-package-valid-provenance",
    title: "The package was never published; a good NODE_AUTH_TOKEN, `--provenance` and no `--access`",
    setupNode: 6,
    env: { NODE_AUTH_TOKEN: tokens.valid },
    command: "npm publish --provenance",
    world: { published: [] },
  },
];
