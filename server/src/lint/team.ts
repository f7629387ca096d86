import type { Repository } from "../repository/repository.ts";
import { teamPath, teamSettings } from "../repository/settings/team.ts";
import type { Rule } from "../rule.ts";
import { ruleSettings, type Config, type RuleSetting } from "./present.ts";

/** What the repository's own settings say of the rules. */
export interface Team extends Config {
  /** What is wrong with them, one sentence each: what is wrong isn't used. */
  readonly problems: readonly string[];
}

export function teamOf(repository: Repository, ruleSet: readonly Rule[]): Team {
  const settings = teamSettings(repository);
  if (settings === undefined) return { pedantic: false, rules: {}, problems: [] };
  if (settings === "unreadable")
    return {
      pedantic: false,
      rules: {},
      problems: [`\`${teamPath}\` can't be read: it is no JSON object without errors.`],
    };
  const rules: Record<string, RuleSetting> = {};
  const problems = settings.strange.map((key) => `\`${teamPath}\` can't be used: its \`${key}\` means nothing.`);
  for (const [id, typed] of settings.rules) {
    const setting = ruleSettings.find((each) => each === typed);
    if (!ruleSet.some((rule) => rule.id === id)) problems.push(`\`${teamPath}\` names no rule with \`${id}\`.`);
    else if (setting === undefined)
      problems.push(`\`${teamPath}\` sets \`${id}\` to none of ${ruleSettings.join(", ")}.`);
    else rules[id] = setting;
  }
  return { pedantic: settings.pedantic, rules, problems };
}

/** What a person sets, over what the repository does. */
export function withTeam(config: Config, team: Config): Config {
  return { pedantic: config.pedantic || team.pedantic, rules: { ...team.rules, ...config.rules } };
}
