import { hiddenClients, possibleClients } from "./clients.ts";
import { conditionalSetup, hiddenCredentials, hiddenMachines, hiddenWays } from "./credentials.ts";
import { hiddenPackages, hiddenProvenance } from "./packages.ts";
import { kept, keepsSetup, onlySetup } from "./rows.ts";
import { silentOnUnknown, type Release, type Row } from "./silent.ts";
import { byToken, hiddenGrants, hiddenTokens, secret } from "./tokens.ts";

const old = "- uses: actions/setup-node@v6\n  with: { node-version: 22 }";

silentOnUnknown("id-token-write", { permissions: "{ contents: read }" }, "not checked", [
  ...hiddenCredentials,
  ...hiddenMachines,
  ...hiddenWays,
]);
silentOnUnknown("npm-too-old", { setup: old }, "not checked", [
  ...hiddenClients,
  // With a credential that can't be told it isn't known whether OIDC is meant either.
  ...[...hiddenCredentials, ...hiddenMachines].filter(keepsSetup),
]);
silentOnUnknown("npm-too-old", { setup: old }, "maybe", possibleClients);
silentOnUnknown("repository-missing", { package: `{ "name": "widgets", "version": "1.0.0" }` }, "maybe", [
  ...hiddenPackages,
  ...hiddenProvenance,
]);

const withRegistry = ([why, hidden]: Row): Row => [
  why,
  { ...hidden, setup: (hidden.setup ?? "").replace("with: { ", "with: { registry-url: https://REGISTRY, ") },
];
silentOnUnknown("stray-auth-token", byToken, "maybe", [
  ...hiddenTokens,
  ...hiddenGrants,
  ...hiddenClients.filter(onlySetup).map(withRegistry),
  ...[...hiddenClients, ...hiddenCredentials, ...hiddenWays].filter(kept).filter((row) => row !== conditionalSetup),
]);

const committed: Release = {
  files: { ".npmrc": "//REGISTRY/:_authToken=${NPM_TOKEN}\n" },
  publish: `- run: npm publish\n  env: { NPM_TOKEN: "${secret}" }`,
};
silentOnUnknown("npmrc-auth-token", committed, "maybe", [
  ...hiddenGrants,
  ...hiddenClients.filter(onlySetup),
  ...[...hiddenClients, ...hiddenCredentials, ...hiddenWays].filter(kept),
]);
