import { hiddenClients } from "./clients.ts";
import { hiddenCredentials, hiddenMachines, hiddenWays } from "./credentials.ts";
import { kept, keepsPackage, onlySetup } from "./rows.ts";
import { silentOnUnknown, type Release, type Row } from "./silent.ts";
import * as tools from "./tools.ts";
import * as versions from "./versions.ts";

/** What hides the credential, or the way that leads to the job, hides it from every tool. */
const hiddenFromAll = [...hiddenCredentials, ...hiddenWays].filter(kept).filter(keepsPackage);
const tooOld: readonly (readonly [Release, readonly Row[]])[] = [
  [versions.np, [...versions.hiddenVersions, ...hiddenFromAll]],
  [versions.semanticRelease, [...versions.hiddenSemanticReleases, ...hiddenFromAll]],
  [tools.lerna, tools.hiddenLernas],
  [tools.yarn, tools.hiddenYarns],
  [tools.pnpm, tools.hiddenPnpms],
  [tools.action, tools.hiddenActions],
];
for (const [plain, rows] of tooOld) silentOnUnknown("release-tool-too-old", plain, "maybe", rows);

const without: readonly (readonly [Release, readonly Row[]])[] = [
  [tools.bun, [...tools.hiddenBuns, ...hiddenFromAll]],
  [tools.yarnClassic, tools.hiddenClassics],
];
for (const [plain, rows] of without) silentOnUnknown("release-tool-without-oidc", plain, "maybe", rows);
silentOnUnknown("release-tool-without-oidc", { ...tools.bun, permissions: "{ contents: read }" }, "maybe", [
  ...hiddenMachines,
  ...hiddenCredentials.filter(kept),
]);

silentOnUnknown("npm-too-old", tools.auto, "maybe", tools.hiddenAutos);
silentOnUnknown("npm-too-old", versions.semanticReleaseOverPnpm, "not checked", [
  ...versions.hiddenNpms,
  ...hiddenClients.filter(onlySetup),
]);
silentOnUnknown("npm-too-old", tools.changesets, "not checked", [
  ...tools.hiddenChangesets,
  ...hiddenClients.filter(onlySetup),
]);
