import type { Severity } from "../finding.ts";
import type { RuleFinding } from "../rule.ts";
import { ignores } from "./ignore.ts";

/** What a user sets per rule: `default` is the severity that the rule gives. */
export type RuleSetting = "off" | "default" | Severity;

export interface Config {
  /** Whether the rules marked so show all they find, where `rules` doesn't say it of them. */
  readonly pedantic: boolean;
  readonly rules: Readonly<Record<string, RuleSetting>>;
}

export const defaultConfig: Config = { pedantic: false, rules: {} };

/** The findings a user sees: severities as configured, ignored ones left out. */
export function present(findings: readonly RuleFinding[], config: Config): readonly RuleFinding[] {
  return findings.flatMap((finding) => {
    const { id, pedantic = false } = finding.rule;
    const unasked = pedantic && !config.pedantic && finding.severity === "info" ? "off" : "default";
    const setting = config.rules[id] ?? unasked;
    if (setting === "off" || ignores(finding.span, id)) return [];
    return [setting === "default" ? finding : { ...finding, severity: setting }];
  });
}
