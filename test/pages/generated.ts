import { applyEdits, modify, type JSONPath } from "jsonc-parser";
import { ruleUrl } from "../../server/src/product.ts";
import type { Rule } from "../../server/src/rule.ts";

const markers = { start: "<!-- rules:start -->", end: "<!-- rules:end -->" } as const;

/** The README with its tables of rules drawn anew, one for each group, or undefined where the markers aren't there. */
export function withRulesTable(
  readme: string,
  groups: readonly { readonly title: string; readonly rules: readonly Rule[] }[],
): string | undefined {
  const [start, end] = [readme.indexOf(markers.start), readme.indexOf(markers.end)];
  if (start < 0 || end < start) return undefined;
  const tables = groups.map(({ title, rules }) => `### ${title}\n\n${tableOf(rules)}`);
  return `${readme.slice(0, start)}${markers.start}\n\n${tables.join("\n\n")}\n\n${readme.slice(end)}`;
}

function tableOf(rules: readonly Rule[]): string {
  const rows = rules.map((rule) => {
    const cells = [`[\`${rule.id}\`](docs/rules/${rule.id}.md)`, severitiesOf(rule), rule.summary];
    return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  });
  return ["| Rule | Severity | What it checks |", "| --- | --- | --- |", ...rows].join("\n");
}

/** The manifest with a setting for each rule, or undefined where it contributes no `trustedPublishing.rules`. */
export function withRuleSettings(manifest: string, rules: readonly Rule[]): string | undefined {
  const path = settingPath(JSON.parse(manifest) as unknown);
  if (path === undefined) return undefined;
  const settings = Object.fromEntries(rules.map((rule) => [rule.id, ruleSetting(rule)]));
  const formattingOptions = { insertSpaces: true, tabSize: 2, eol: "\n" };
  // Taken out first, so that what is written depends on nothing that was there.
  const bare = applyEdits(manifest, modify(manifest, path, {}, { formattingOptions }));
  return applyEdits(bare, modify(bare, path, settings, { formattingOptions }));
}

/** The severities as a reader sees them. */
export function severitiesOf({ severities, pedantic }: Rule): string {
  return severities.map((severity) => (pedantic && severity === "info" ? "info (pedantic)" : severity)).join(", ");
}

/** What a user may choose for a rule; `default` is also what asks for a pedantic one. */
export function ruleSetting(rule: Rule): Readonly<Record<string, unknown>> {
  return {
    type: "string",
    enum: ["off", "default", "error", "warning", "info"],
    default: "default",
    // The editor of settings shows this one alone.
    description: rule.summary.replaceAll("`", ""),
    markdownDescription: `${rule.summary}${rule.pedantic ? pedanticNote : ""} [More](${ruleUrl(rule.id)})`,
  };
}

const pedanticNote =
  " *Pedantic: its `info` shows only if the rule is set here, or by `#trustedPublishing.pedantic#`.*";

/** Where the manifest holds the settings of the single rules; `configuration` may be one section or several. */
function settingPath(manifest: unknown): JSONPath | undefined {
  const contributes = has(manifest, "contributes") ? manifest.contributes : undefined;
  const configuration = has(contributes, "configuration") ? contributes.configuration : undefined;
  const several = Array.isArray(configuration);
  const sections: readonly unknown[] = several ? configuration : [configuration];
  const index = sections.findIndex((section) => has(section, "properties") && has(section.properties, name));
  if (index < 0) return undefined;
  return ["contributes", "configuration", ...(several ? [index] : []), "properties", name, "properties"];
}

const name = "trustedPublishing.rules";

function has<K extends string>(value: unknown, key: K): value is Readonly<Record<K, unknown>> {
  return typeof value === "object" && value !== null && key in value;
}
