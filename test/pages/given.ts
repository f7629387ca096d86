import { parseDocument } from "yaml";
import type { RuleSetting } from "../../server/src/lint/present.ts";
import type { Remote } from "../../server/src/repository/input.ts";
import { spellRegistry } from "./registry.ts";

/** What of an example isn't a file. */
export interface Given {
  readonly remotes: readonly Remote[];
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** `owner/name`, as GITHUB_REPOSITORY says it. */
  readonly github: string | undefined;
  readonly pedantic: boolean;
  readonly rules: Readonly<Record<string, RuleSetting>>;
  /** Paths that can't be read; a folder's ends with `/`. */
  readonly unknown: readonly string[];
}

export const defaultGiven: Given = {
  remotes: [{ name: "origin", url: "https://github.com/acme/widgets.git" }],
  today: "2026-11-21",
  github: undefined,
  pedantic: false,
  rules: {},
  unknown: [],
};

/** What a fence `given` says, over the defaults; what can't be read is reported and left out. */
export function readGiven(text: string, report: (problem: string) => void): Given {
  const document = parseDocument(spellRegistry(text));
  for (const error of document.errors) report(error.message);
  const content: unknown = document.errors.length > 0 ? {} : (document.toJS() ?? {});
  if (!isRecord(content)) {
    report("`given` is no mapping");
    return defaultGiven;
  }
  const { remotes, today, github, pedantic = false, rules, unknown, ...rest } = content;
  for (const key of Object.keys(rest)) report(`\`given\` knows no \`${key}\``);
  if (typeof pedantic !== "boolean") report("`pedantic` is neither true nor false");
  return {
    remotes: pairs(remotes, "remotes", report)?.map(([name, url]) => ({ name, url })) ?? defaultGiven.remotes,
    today: word(today, /^\d{4}-\d\d-\d\d$/, "today", report) ?? defaultGiven.today,
    github: word(github, /^[^/]+\/[^/]+$/, "github", report),
    pedantic: pedantic === true,
    rules: Object.fromEntries(
      pairs(rules, "rules", report)?.flatMap(([id, setting]) => {
        if (isSetting(setting)) return [[id, setting]];
        report(`\`${setting}\` is no setting of a rule`);
        return [];
      }) ?? [],
    ),
    unknown: paths(unknown, report) ?? defaultGiven.unknown,
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isSetting(value: string): value is RuleSetting {
  return ["off", "default", "error", "warning", "info"].includes(value);
}

function pairs(
  value: unknown,
  key: string,
  report: (problem: string) => void,
): readonly (readonly [string, string])[] | undefined {
  if (value === undefined) return undefined;
  if (isRecord(value)) return Object.entries(value).map(([name, own]) => [name, String(own)] as const);
  report(`\`${key}\` is no mapping`);
  return undefined;
}

function paths(value: unknown, report: (problem: string) => void): readonly string[] | undefined {
  if (value === undefined) return undefined;
  if (Array.isArray(value)) return value.map(String);
  report("`unknown` is no list of paths");
  return undefined;
}

function word(value: unknown, form: RegExp, key: string, report: (problem: string) => void): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "string" && form.test(value)) return value;
  report(`\`${key}\` isn't ${form.source}`);
  return undefined;
}
