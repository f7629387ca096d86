import type { Severity } from "../finding.ts";
import type { RuleFinding } from "../rule.ts";
import { ignores } from "./ignore.ts";
import { lowered } from "./likely.ts";

/** What a user sets per rule: `default` is the severity that the rule gives. */
export type RuleSetting = "off" | "default" | Severity;

export const ruleSettings: readonly RuleSetting[] = ["off", "default", "error", "warning", "info"];

export interface Config {
  /** Whether the rules marked so show all they find, where `rules` doesn't say it of them. */
  readonly pedantic: boolean;
  readonly rules: Readonly<Record<string, RuleSetting>>;
}

export const defaultConfig: Config = { pedantic: false, rules: {} };

/** The findings a user sees: severities as configured, and one lower where a fact is only likely; ignored ones left out. */
export function present(findings: readonly RuleFinding[], config: Config): readonly RuleFinding[] {
  return findings.flatMap((finding) => {
    const { rule, span, unless } = finding;
    const { id, pedantic = false } = rule;
    const setting = config.rules[id];
    const own = setting === undefined || setting === "default" ? finding.severity : setting;
    if (own === "off") return [];
    const severity = unless === undefined ? own : lowered(own, finding);
    const unasked = pedantic && !config.pedantic && setting === undefined && severity === "info";
    if (severity === undefined || unasked || ignores(span, id)) return [];
    return [severity === finding.severity ? finding : { ...finding, severity }];
  });
}
