import semver from "semver";
import { checksOut } from "../data/actions/questions.ts";
import type { NpmrcSetting } from "../repository/settings/npmrc.ts";
import { actionName } from "../repository/workflow/workflow.ts";
import { possibilities } from "./fact.ts";
import type { Publish } from "./publish.ts";

/**
 * The settings of the committed `.npmrc` that npm certainly reads when it publishes; empty unless the npm is known to be 10 or
 * later: earlier ones weren't looked at.
 */
export function committedSettings(publish: Publish): readonly NpmrcSetting[] {
  const { npm, job, tool } = publish;
  const checkedOut = job.steps.some(({ uses }) => uses?.value.includes("@") === true && checksOut(actionName(uses)));
  const clients = npm === undefined ? undefined : possibilities(npm);
  if (!checkedOut || tool.isNpm !== true) return [];
  return clients?.every(({ value }) => semver.gte(value.versions.lowest, "10.0.0")) === true
    ? committedNpmrc(publish)
    : [];
}

/** The settings of the committed `.npmrc` in the folder where npm runs; empty if steps may have made something else of it. */
export function committedNpmrc({ config, jobState: { doubts, npmrcs } }: Publish): readonly NpmrcSetting[] {
  const { project, folder } = config;
  const open = ["credentials", "registry", "checkout"] as const;
  const rewritten = npmrcs.some(({ file, clears }) => typeof file === "object" && clears !== undefined);
  return project === "unknown" || folder === undefined || rewritten || open.some((each) => doubts.has(each))
    ? []
    : project;
}
