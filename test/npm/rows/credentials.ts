import type { Scenario } from "../scenario.ts";
import { tokens } from "../tokens.ts";
import { steps, type NpmVersion } from "../versions.ts";

/** Both sides of what npm 11.21.0 and 12.2.2 changed. */
const aroundEmpty: readonly NpmVersion[] = ["10.9.9", "11.5.1", "11.20.0", "11.21.2", "12.2.2"];

/** A job that may ask for an OIDC token, a trusted publisher that fits, and all ways of holding another credential. */
export const credentials: readonly Scenario[] = [
  { id: "b.no-token", title: "`id-token: write`, no token", npm: steps },
  { id: "b.setup-node-v4-dummy", title: "`id-token: write`, the placeholder of setup-node v4 to v6.0", setupNode: 4 },
  { id: "b.setup-node-v6-dummy", title: "`id-token: write`, the placeholder of setup-node v6", setupNode: 6 },
  {
    id: "b.setup-node-v7-unset",
    title: "`id-token: write`, setup-node v7, and NODE_AUTH_TOKEN isn't set",
    setupNode: 7,
  },
  {
    id: "b.step-env-empty",
    title: "`id-token: write`, and NODE_AUTH_TOKEN is empty",
    setupNode: 6,
    env: { NODE_AUTH_TOKEN: "" },
  },
  {
    id: "b.token-valid",
    title: "`id-token: write`, a good NODE_AUTH_TOKEN",
    setupNode: 6,
    env: { NODE_AUTH_TOKEN: tokens.valid },
  },
  {
    id: "b.token-revoked",
    title: "`id-token: write`, a bad NODE_AUTH_TOKEN",
    setupNode: 6,
    env: { NODE_AUTH_TOKEN: tokens.revoked },
  },
  {
    id: "b.project-npmrc-valid",
    title: "A good token through the project's `.npmrc`",
    npmrc: "//REGISTRY/:_authToken=${NPM_TOKEN}\n",
    env: { NPM_TOKEN: tokens.valid },
  },
  {
    id: "b.project-npmrc-revoked",
    title: "A bad token through the project's `.npmrc`",
    npmrc: "//REGISTRY/:_authToken=${NPM_TOKEN}\n",
    env: { NPM_TOKEN: tokens.revoked },
  },
  {
    id: "b.project-npmrc-unset",
    title: "The project's `.npmrc` names a variable that isn't set",
    npmrc: "//REGISTRY/:_authToken=${NPM_TOKEN}\n",
  },
  {
    id: "b.project-npmrc-empty",
    title: "The project's `.npmrc` names a variable that is empty",
    npm: aroundEmpty,
    npmrc: "//REGISTRY/:_authToken=${NPM_TOKEN}\n",
    env: { NPM_TOKEN: "" },
  },
  {
    id: "b.project-npmrc-empty-literal",
    title: "The project's `.npmrc` has an empty token",
    npm: aroundEmpty,
    npmrc: "//REGISTRY/:_authToken=\n",
  },
  {
    id: "b.project-npmrc-empty-beside-setup-node",
    title: "The placeholder of setup-node v6, and an empty variable in the project's `.npmrc`",
    npm: aroundEmpty,
    setupNode: 6,
    npmrc: "//REGISTRY/:_authToken=${NPM_TOKEN}\n",
    env: { NPM_TOKEN: "" },
  },
  {
    id: "b.home-npmrc-empty",
    title: "`~/.npmrc` names a variable that is empty",
    npm: aroundEmpty,
    home: "//REGISTRY/:_authToken=${NPM_TOKEN}\n",
    env: { NPM_TOKEN: "" },
  },
  { id: "c.npm-token-only", title: "NPM_TOKEN, and no line that names it", env: { NPM_TOKEN: tokens.valid } },
  {
    id: "c.node-auth-token-only",
    title: "NODE_AUTH_TOKEN, and no line that names it",
    env: { NODE_AUTH_TOKEN: tokens.valid },
  },
  {
    id: "c.npm-config-variable",
    title: "A bad token in the variable npm_config_//REGISTRY/:_authToken",
    env: { "npm_config_//REGISTRY/:_authToken": tokens.revoked },
  },
  {
    id: "c.home-npmrc-password",
    title: "A user and a password in `~/.npmrc`",
    home: `//REGISTRY/:_auth=${Buffer.from("user:password").toString("base64")}\n`,
  },
  {
    id: "c.home-npmrc-without-host",
    title: "`~/.npmrc` has `_authToken` without a host",
    home: `_authToken=${tokens.valid}\n`,
  },
  {
    id: "c.project-npmrc-without-host",
    title: "The project's `.npmrc` has `_authToken` without a host",
    npm: ["10.9.9", "11.5.1", "11.21.2", "12.0.0", "12.2.2"],
    npmrc: `_authToken=${tokens.valid}\n`,
  },
  { id: "c.always-auth", title: "The project's `.npmrc` has `always-auth`", npmrc: "always-auth=true\n" },
  {
    id: "c.unknown-option",
    title: "The option `--always-auth`",
    command: "npm publish --always-auth",
  },
];
