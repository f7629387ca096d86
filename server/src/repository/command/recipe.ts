import type { Cause } from "../../reason.ts";
import { limits } from "../../limits.ts";
import type { SourceFile } from "../../text.ts";
import { applyDots, join } from "../paths.ts";
import type { Repository } from "../repository.ts";
import type { Roots, Command } from "./command.ts";
import type { Source } from "./placed.ts";
import { rulesIn, sourceOfLine, type Language, type Rules } from "./recipe-rules.ts";

const files: ReadonlyMap<string, readonly [language: Language, names: readonly string[]]> = new Map([
  ["make", ["make", ["GNUmakefile", "makefile", "Makefile"]]],
  ["just", ["just", ["justfile", "Justfile", ".justfile"]]],
  ["task", ["task", ["Taskfile.yml", "Taskfile.yaml", "taskfile.yml", "taskfile.yaml"]]],
]);

/** What `make`, `just` or `task` runs. */
export interface Recipe {
  /** The folder in the job's workspace in which it runs. */
  readonly base: string | undefined;
  /** Each a shell's script of its own, in order; `conditional` where the file has it under a condition. */
  readonly scripts: readonly { readonly source: Source; readonly conditional: boolean }[];
}

/** The recipes that a command follows, those that they need first; undefined for another command, and where they can't be read. */
export function recipeOf(
  repository: Repository,
  { words, directory }: Command,
  roots: Roots,
): Recipe | Cause | undefined {
  const [tool = "", ...rest] = words.map((word) => word.value);
  const known = files.get(tool);
  if (known === undefined || rest.includes(undefined)) return undefined;
  const [language, names] = known;
  const called = callOf(
    language,
    rest.map((word) => word ?? ""),
  );
  const base = called.folder === undefined ? directory : applyDots(join(directory ?? "..", called.folder));
  const folder = roots(base);
  if (called.trial || folder === undefined) return called.trial ? { base, scripts: [] } : undefined;
  const file = names.map((name) => repository.file(join(folder, name))).find((state) => typeof state === "object");
  if (typeof file !== "object") return undefined;
  const rules = rulesIn(file, language);
  const [first] = rules.keys();
  const targets = called.targets.length > 0 ? called.targets : [rules.has("default") ? "default" : (first ?? "")];
  return scriptsOf(file, language, rules, targets, base, called.variables);
}

function scriptsOf(
  file: SourceFile,
  language: Language,
  rules: Rules,
  targets: readonly string[],
  base: string | undefined,
  given: ReadonlyMap<string, string>,
): Recipe | Cause | undefined {
  const scripts: Recipe["scripts"][number][] = [];
  const seen = new Set<string>();
  const follow = (target: string): boolean => {
    if (seen.has(target)) return true;
    seen.add(target);
    const rule = rules.get(target);
    if (rule === undefined || seen.size > limits.targets) return false;
    // What it needs may be a file, which isn't made by a recipe.
    for (const need of rule.needs) if (rules.has(need) && !follow(need)) return false;
    for (const { text, start, conditional } of rule.lines)
      scripts.push({ source: sourceOfLine(file, language, { text, start, target, given }), conditional });
    return true;
  };
  for (const target of targets)
    if (!follow(target)) return seen.size > limits.targets ? { kind: "too-large", what: "script" } : undefined;
  return { base, scripts };
}

interface RecipeCall {
  readonly targets: readonly string[];
  readonly folder: string | undefined;
  readonly variables: ReadonlyMap<string, string>;
  /** It only shows what it would do. */
  readonly trial: boolean;
}

function callOf(language: Language, words: readonly string[]): RecipeCall {
  const targets: string[] = [];
  const variables = new Map<string, string>();
  let folder: string | undefined;
  let trial = false;
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? "";
    const [, name, value = ""] = /^(\w+)[:?]?=(.*)$/s.exec(word) ?? [];
    if (name !== undefined) variables.set(name, value);
    else if (/^(?:-C|-d|--directory|--dir|--working-directory)$/.test(word)) folder = words[++index];
    else if (/^(?:-n|--dry-run|--dry|--just-print|--list|-l)$/.test(word)) trial = true;
    else if (/^(?:-f|--file|--makefile|-j|--jobs)$/.test(word)) index += /^-j|jobs/.test(word) ? 0 : 1;
    // What follows a recipe of just is given to it.
    else if (!word.startsWith("-") && (language !== "just" || targets.length === 0)) targets.push(word);
  }
  return { targets, folder, variables, trial };
}
