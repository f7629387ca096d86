import { conditionalSetup, hiddenCredentials, hiddenMachines, hiddenWays } from "./credentials.ts";
import { hiddenReaders } from "./readers.ts";
import { kept } from "./rows.ts";
import { silentOnUnknown } from "./silent.ts";
import { byToken, hiddenNeeds, hiddenTokens, secret } from "./tokens.ts";

/** The release with a token has setup-node write its file. */
const hiddenFromToken = [...hiddenCredentials, ...hiddenWays].filter(kept).filter((row) => row !== conditionalSetup);

silentOnUnknown("use-trusted-publishing", { ...byToken, permissions: "{ contents: read }" }, "not checked", [
  ...hiddenTokens,
  ...hiddenFromToken,
]);
silentOnUnknown(
  "use-trusted-publishing",
  { ...byToken, publish: byToken.publish?.replace("npm publish", "npm publish --provenance") ?? "" },
  "not checked",
  hiddenFromToken,
);

silentOnUnknown(
  "unread-token",
  { publish: `- run: npm publish\n  env: { NPM_TOKEN: "${secret}" }` },
  "maybe",
  hiddenReaders,
);

silentOnUnknown(
  "placeholder-token",
  { ...byToken, publish: "- run: npm publish", given: { pedantic: true } },
  "maybe",
  [...hiddenNeeds, ...hiddenFromToken, ...hiddenMachines.filter(kept)],
);
