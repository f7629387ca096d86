import type { CauseId } from "./causes.ts";

/** What people say of failed releases, and isn't so: each as one sentence that denies it. */
export const fallacies = {
  "registry-url":
    "Not `registry-url`, and not a placeholder in NODE_AUTH_TOKEN: npm 11.5.1 and later try the exchange first (docs/facts/npm.md#tokens).",
  "token-expired":
    'Not an expired token of yours: npm says "Access token expired or revoked" about setup-node\'s placeholder as well (docs/facts/npm.md#tokens).',
  "empty-token":
    "Not an empty NODE_AUTH_TOKEN: only an empty token in the project's own `.npmrc` can get in the way (docs/facts/npm.md#empty-project-tokens).",
  "setup-node-version":
    "Not the version of setup-node: the version of npm decides (docs/facts/github.md#setup-node-and-registry-url).",
  subset:
    "Not solved by `id-token: write` at the top of the workflow if the job has its own `permissions`: they replace that block (docs/facts/github.md#permissions).",
  "missing-repository":
    "Not a missing `repository`: that ends in E422, after the login (docs/facts/npm.md#the-repository-field).",
  "node-22": "Not solved by Node 22: every Node 22 brings npm 10 (docs/facts/npm.md#the-exchange).",
  "pnpm-10":
    "Not that pnpm can't do it: pnpm 11 exchanges itself, pnpm 10 leaves it to npm (docs/facts/tools.md#pnpm).",
  signed:
    'Not ruled out by "Signed provenance": that line shows that GitHub gave an id-token, not that npm trusts the run (docs/facts/npm.md#a-refused-exchange).',
  "owner-case":
    "Not the owner's case, the file name or the environment: then the exchange itself would have failed (docs/facts/npm.md#a-refused-exchange).",
  "e422-login":
    "Not the login: npm checks this only after it has accepted the login (docs/facts/npm.md#the-repository-field).",
} as const;

export type FallacyId = keyof typeof fallacies;

/** A fallacy that is worth denying only where the cause that people take it for is possible. */
export const onlyWith: Readonly<Partial<Record<FallacyId, readonly CauseId[]>>> = {
  "setup-node-version": ["npm-too-old"],
  "node-22": ["npm-too-old", "npm-upgrade-refused"],
  subset: ["no-id-token", "caller-permissions"],
  "missing-repository": ["exchange-refused", "package-left-out", "npm-too-old", "no-id-token"],
};
