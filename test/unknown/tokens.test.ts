import { hiddenCredentials, hiddenMachines, hiddenWays } from "./credentials.ts";
import { hiddenReaders } from "./readers.ts";
import { kept } from "./rows.ts";
import { silentOnUnknown } from "./silent.ts";
import { byToken, hiddenNeeds, hiddenTokens, secret } from "./tokens.ts";

silentOnUnknown("use-trusted-publishing", { ...byToken, permissions: "{ contents: read }" }, "not checked", [
  ...hiddenTokens,
  ...[...hiddenCredentials, ...hiddenWays].filter(kept),
]);
silentOnUnknown(
  "use-trusted-publishing",
  { ...byToken, publish: byToken.publish?.replace("npm publish", "npm publish --provenance") ?? "" },
  "not checked",
  [...hiddenCredentials, ...hiddenWays].filter(kept),
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
  [...hiddenNeeds, ...[...hiddenCredentials, ...hiddenWays, ...hiddenMachines].filter(kept)],
);
