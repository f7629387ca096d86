import { valueOf, type Node } from "../../syntax/tree.ts";
import { parseYaml } from "../../syntax/yaml.ts";
import { memo, type SourceFile } from "../../text.ts";
import { textOfNode } from "../value.ts";
import type { Source } from "./placed.ts";

export type Language = "make" | "just" | "task";

/** A line of a recipe, or the whole of one that is a script, with where it begins in the file. */
interface RecipeLine {
  readonly text: string;
  readonly start: number;
  readonly conditional: boolean;
}

interface Rule {
  readonly needs: readonly string[];
  readonly lines: readonly RecipeLine[];
}

/** By target, in the order of the file. */
export type Rules = ReadonlyMap<string, Rule>;

/** The recipes of a file; what it includes isn't among them. */
export function rulesIn(file: SourceFile, language: Language): Rules {
  return language === "task" ? tasksIn(file) : language === "make" ? makeRules(file) : justRules(file);
}

const makeRules = memo((file: SourceFile): Rules => linesOfRules(file, "make"));
const justRules = memo((file: SourceFile): Rules => linesOfRules(file, "just"));

const heads = {
  make: /^([\w./%-]+(?: +[\w./%-]+)*) *::?(?!=)([^;#]*)(?:;(.*))?/,
  just: /^@?([\w-]+)(?:[ \t][^:]*)?:(?!=)([^#]*)/,
} as const;

function linesOfRules({ text }: SourceFile, language: "make" | "just"): Rules {
  const rules = new Map<string, { readonly needs: string[]; readonly lines: RecipeLine[] }>();
  let current: readonly RecipeLine[][] = [];
  let conditions = 0;
  let offset = 0;
  let continued: { readonly text: string; readonly start: number } | undefined;
  for (const written of text.split("\n")) {
    const line = written.replace(/\r$/, "");
    const start = offset;
    offset += written.length + 1;
    if (continued === undefined && /^ *(?:ifn?eq|ifn?def)\b/.test(line)) conditions++;
    else if (continued === undefined && /^ *endif\b/.test(line)) conditions--;
    if (continued === undefined && /^ *(?:ifn?eq|ifn?def|else|endif)\b/.test(line)) continue;
    const indented = /^(?:\t| {2,})/.test(line);
    if (continued !== undefined || (indented && current.length > 0)) {
      const whole: string = continued === undefined ? line : `${continued.text}\n${line}`;
      const from: number = continued?.start ?? start;
      continued = line.endsWith("\\") ? { text: whole, start: from } : undefined;
      if (continued !== undefined) continue;
      for (const lines of current) lines.push({ text: whole, start: from, conditional: conditions > 0 });
      continue;
    }
    const head = heads[language].exec(line);
    if (head === null || (head[1] ?? "").startsWith(".")) {
      if (line.trim() !== "" && !/^\s*#/.test(line)) current = [];
      continue;
    }
    const needs = (head[2] ?? "").match(/[\w./-]+/g) ?? [];
    current = (head[1] ?? "").split(/ +/).map((target) => {
      const rule = rules.get(target) ?? { needs: [], lines: [] };
      rule.needs.push(...needs);
      rules.set(target, rule);
      return rule.lines;
    });
    const inline = head[3]?.trim() ?? "";
    if (inline !== "")
      for (const lines of current)
        lines.push({ text: inline, start: start + line.indexOf(inline), conditional: conditions > 0 });
  }
  return rules;
}

const tasksIn = memo((file: SourceFile): Rules => {
  const tasks = valueOf(parseYaml(file).root, "tasks");
  const entries = tasks?.kind === "mapping" ? tasks.entries : [];
  return new Map(
    entries.map(({ key, value }) => {
      const written =
        valueOf(value, "cmds") ?? valueOf(value, "cmd") ?? (value?.kind === "mapping" ? undefined : value);
      const items = written === undefined ? [] : written.kind === "sequence" ? written.items : [written];
      const needs = valueOf(value, "deps");
      const names = [...(needs?.kind === "sequence" ? needs.items : []), ...items].flatMap(taskNamed);
      const conditional = ["status", "preconditions", "if"].some((name) => valueOf(value, name) !== undefined);
      return [key.value, { needs: names, lines: items.flatMap((item) => lineOfTask(item, conditional)) }] as const;
    }),
  );
});

function taskNamed(item: Node): readonly string[] {
  const task = valueOf(item, "task");
  const name = task === undefined ? undefined : textOfNode(task)?.value;
  return name === undefined ? [] : [name];
}

function lineOfTask(item: Node, conditional: boolean): readonly RecipeLine[] {
  const command = item.kind === "mapping" ? valueOf(item, "cmd") : item;
  const text = command === undefined ? undefined : textOfNode(command);
  return text === undefined ? [] : [{ text: text.value, start: text.embedded.sourceOffset(0), conditional }];
}

/** A line as a shell's script: without its marks, and with the shell's variables for the language's own. */
export function sourceOfLine(
  file: SourceFile,
  language: Language,
  line: {
    readonly text: string;
    readonly start: number;
    readonly target: string;
    readonly given: ReadonlyMap<string, string>;
  },
): Source {
  const variables = new Map([...(language === "make" ? makeVariables(file) : []), ...line.given]);
  const offsets: number[] = [];
  let text = "";
  const pattern = {
    make: /^[\t @+-]+|\$\$|\$[({](\w+)[)}]|\$@/g,
    just: /^[\t @-]+|\{\{[^}]*\}\}/g,
    task: /\{\{[^}]*\}\}/g,
  }[language];
  let last = 0;
  const add = (piece: string, from: number, fixed: boolean): void => {
    for (let index = 0; index < piece.length; index++) offsets.push(line.start + (fixed ? from : from + index));
    text += piece;
  };
  for (const match of line.text.matchAll(pattern)) {
    add(line.text.slice(last, match.index), last, false);
    const [found, name] = match;
    last = match.index + found.length;
    if (found === "$$") add("$", match.index, true);
    else if (found === "$@") add(line.target, match.index, true);
    else if (name !== undefined) add(name === "MAKE" ? "make" : (variables.get(name) ?? `$${name}`), match.index, true);
    else if (found.startsWith("{{")) add(`$${/\w+/.exec(found)?.[0] ?? "value"}`, match.index, true);
  }
  add(line.text.slice(last), last, false);
  const end = Math.min(file.text.length, line.start + line.text.length);
  return { file, embedded: { text, sourceOffset: (index) => Math.min(offsets[index] ?? end, end) } };
}

/** The variables of a makefile that have a plain text. */
const makeVariables = memo(
  ({ text }: SourceFile): ReadonlyMap<string, string> =>
    new Map(
      [...text.matchAll(/^(?:export +)?(\w+) *[:?]?:?= *([^\n$\\#]*?)[ \r]*$/gm)].map(([, name = "", value = ""]) => [
        name,
        value,
      ]),
    ),
);
