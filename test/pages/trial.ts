import type { Fix } from "../../server/src/finding.ts";
import { applyToFiles, fixAll } from "../../server/src/lint/fix.ts";
import { present, type Config } from "../../server/src/lint/present.ts";
import { lint, type Linted } from "../../server/src/lint/run.ts";
import {
  readerOf,
  type DirectoryState,
  type FileState,
  type RepositoryInput,
  type States,
} from "../../server/src/repository/input.ts";
import { dirname, join } from "../../server/src/repository/paths.ts";
import type { RuleFinding, Rule } from "../../server/src/rule.ts";
import { memo, type Edit, type SourceFile } from "../../server/src/text.ts";
import type { Example } from "./read.ts";

/** An example, and what lint says of it. */
export interface Trial {
  readonly example: Example;
  readonly rules: readonly Rule[];
  readonly config: Config;
  readonly states: States;
  readonly input: RepositoryInput;
  readonly linted: Linted;
  /** What a user sees, of every rule. */
  readonly findings: readonly RuleFinding[];
}

/** What a fix does. */
export interface Outcome {
  readonly finding: RuleFinding;
  readonly fix: Fix;
  /** Undefined where the edits can't be applied. */
  readonly after: Trial | undefined;
}

/** The example as it is, linted once. */
export function trialOf(example: Example, rules: readonly Rule[]): Trial {
  return trials(rules)(example);
}

const trials = memo((rules: readonly Rule[]) => memo((example: Example) => tryOut(example, rules)));

/** Rules about files that hardly any example is given; a whole repository has them. */
const ofWhole: Config["rules"] = { "missing-lock-file": "off" };

/** Lints the example's files as they are, or with these texts in place of some. */
export function tryOut(example: Example, rules: readonly Rule[], texts: Texts = new Map()): Trial {
  // A rule's own page shows it, pedantic or not.
  const { rule, given } = example;
  const shown: Config["rules"] = rule === undefined ? {} : { [rule]: "default" };
  const config = { pedantic: given.pedantic, rules: { ...ofWhole, ...shown, ...given.rules } };
  return linted({ example, rules, config }, statesOf(example, texts));
}

/** The example's files and folders, with these texts in place of some; what isn't in it is absent. */
export function statesOf({ given, ...example }: Example, texts: Texts = new Map()): States {
  const files = new Map<string, FileState>();
  const directories = new Map<string, DirectoryState>([["", []]]);
  for (const { path, text } of example.files) {
    files.set(path, { path, text: texts.get(path) ?? text });
    list(directories, path);
  }
  for (const path of given.unknown) {
    list(directories, path);
    if (path.endsWith("/")) directories.set(path.slice(0, -1), "unknown");
    else files.set(path, "unknown");
  }
  return { files, directories };
}

/** By path; files that aren't named stay as they are. */
export type Texts = ReadonlyMap<string, string>;

/** The trial with other texts for some of its files. Its folders hold what they held. */
export function withTexts(trial: Trial, texts: Texts): Trial {
  const files = new Map(trial.states.files);
  for (const [path, text] of texts) files.set(path, { path, text });
  return linted(trial, { ...trial.states, files });
}

/** The texts of the trial's files. */
export function textsOf(trial: Trial): Texts {
  return new Map(sourceFiles(trial).map(({ path, text }) => [path, text]));
}

export function sourceFiles(trial: Trial): readonly SourceFile[] {
  return [...trial.states.files.values()].filter((file) => typeof file !== "string");
}

/** The findings that the example is about: those of its page's rule; in a case, all. */
export function ownFindings(trial: Trial): readonly RuleFinding[] {
  const { rule } = trial.example;
  return rule === undefined ? trial.findings : trial.findings.filter((finding) => finding.rule.id === rule);
}

/** What each fix of the example's own findings does, alone. */
export const outcomes = memo((trial: Trial): readonly Outcome[] =>
  ownFindings(trial).flatMap((finding) =>
    (finding.fixes ?? []).map((fix) => ({ finding, fix, after: applied(trial, fix.edits) })),
  ),
);

/** The trial after the edits; undefined where some overlap. */
export function applied(trial: Trial, edits: readonly Edit[]): Trial | undefined {
  const texts = applyToFiles(edits);
  if (edits.some((edit) => !texts.has(edit.span.file))) return undefined;
  return withTexts(trial, new Map([...texts].map(([file, text]) => [file.path, text])));
}

/** The trial after every safe fix, applied together as `--fix` does. */
export function safelyFixed(trial: Trial): Trial {
  return safeRounds(trial).at(-1) ?? trial;
}

/** The trial after each `--fix` that changes a file: one, or none where there is nothing to fix. */
export const safeRounds = memo((trial: Trial): readonly Trial[] => {
  const rounds: Trial[] = [];
  while (rounds.length < 10) {
    const { input, config, rules } = rounds.at(-1) ?? trial;
    const changed = fixAll(input, config, (fix) => fix.kind === "safe", rules);
    if (changed.size === 0) break;
    rounds.push(withTexts(rounds.at(-1) ?? trial, new Map([...changed].map(([path, file]) => [path, file.text]))));
  }
  return rounds;
});

function linted(about: Pick<Trial, "example" | "rules" | "config">, states: States): Trial {
  const { example, rules, config } = about;
  const { remotes, today, github } = example.given;
  const input = { reader: readerOf(states), remotes, today, ...(github === undefined ? {} : { github }) };
  const result = lint(input, rules);
  return { example, rules, config, states, input, linted: result, findings: present(result.findings, config) };
}

/** Puts a file's name into its folder, and the folder's into the one above, up to the root. */
export function list(directories: Map<string, DirectoryState>, path: string): void {
  for (let name = path; name !== "";) {
    const folder = dirname(name.endsWith("/") ? name.slice(0, -1) : name);
    const entry = folder === "" ? name : name.slice(folder.length + 1);
    const names = directories.get(folder) ?? [];
    if (typeof names === "string" || names.includes(entry)) return;
    directories.set(folder, [...names, entry].toSorted());
    name = folder === "" ? "" : join(folder, "");
  }
}
