import type { Release, Row } from "./silent.ts";

/** A machine that nobody here knows, without the provenance for which it would be reported itself. */
export const ownMachine: Release = { runsOn: "self-hosted", job: 'env: { NPM_CONFIG_PROVENANCE: "false" }' };

/** The rows that leave setup-node to the plain release. */
export const keepsSetup = ([, hidden]: Row): boolean => hidden.setup === undefined;

/** The rows that leave setup-node and the publish to the plain release. */
export const kept = ([, hidden]: Row): boolean => hidden.setup === undefined && hidden.publish === undefined;

/** The rows that change nothing but setup-node. */
export const onlySetup = ([, { given, files, ...hidden }]: Row): boolean =>
  given === undefined && files === undefined && Object.keys(hidden).join() === "setup";

/** The rows that leave package.json to the plain release. */
export const keepsPackage = ([, hidden]: Row): boolean => hidden.package === undefined;
