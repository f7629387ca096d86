import { ruleSettings, type Config, type RuleSetting } from "../lint/present.ts";
import { recordOf } from "./client.ts";

/** The client's section `trustedPublishing`. */
export interface Settings {
  readonly enable: boolean;
  readonly config: Config;
}

/** What a client sent; what isn't understood in it counts as not set. */
export function settingsOf(value: unknown): Settings {
  const { enable, pedantic, rules } = recordOf(value);
  const set = Object.entries(recordOf(rules)).filter((entry): entry is [string, RuleSetting] => isSetting(entry[1]));
  return { enable: enable !== false, config: { pedantic: pedantic === true, rules: Object.fromEntries(set) } };
}

function isSetting(value: unknown): boolean {
  return ruleSettings.some((setting) => setting === value);
}
