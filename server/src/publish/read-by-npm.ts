import semver from "semver";
import type { Repository } from "../repository/repository.ts";
import type { NpmrcSetting } from "../repository/settings/npmrc.ts";
import { possibilities } from "./fact.ts";
import type { Publish } from "./publish.ts";
import { publishesOf } from "./publishes.ts";

/** A setting of a committed `.npmrc` that npm certainly reads when it publishes. */
export interface ReadSetting {
  readonly setting: NpmrcSetting;
  /** The first publish that reads it. */
  readonly publish: Publish;
  /** All of the file. */
  readonly settings: readonly NpmrcSetting[];
}

/** Each once, of publishes by an npm that is known to be 10 or later: earlier ones weren't looked at. */
export function committedSettings(repository: Repository): readonly ReadSetting[] {
  const found = new Map<NpmrcSetting["key"]["span"], ReadSetting>();
  for (const publish of publishesOf(repository).publishes) {
    const { npmrc, npm, job } = publish;
    const checkedOut = job.steps.some(({ uses }) => uses?.value.startsWith("actions/checkout@") === true);
    const clients = npm === undefined ? undefined : possibilities(npm);
    if (!checkedOut || publish.tool.name !== "npm") continue;
    if (clients?.every(({ value }) => semver.gte(value.versions.lowest, "10.0.0")) !== true) continue;
    for (const setting of npmrc)
      if (!found.has(setting.key.span)) found.set(setting.key.span, { setting, publish, settings: npmrc });
  }
  return [...found.values()];
}
