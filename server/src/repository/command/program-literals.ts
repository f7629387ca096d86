import { namedInPrograms, programsByImport } from "../../data/tools.ts";
import { readBash, type Word } from "../../syntax/shell.ts";
import { memo, type SourceFile } from "../../text.ts";
import { publishNamed } from "./program.ts";

/** A command that a program runs word for word, with its place in the text. */
export interface Literal {
  readonly words: readonly Word[];
  readonly start: number;
  readonly end: number;
}

/**
 * The commands in a program's text that publish: as one text, as a list of words, as a list that is put together elsewhere in it, and by
 * a library that is called. A part that isn't constant is a word without a value. None of them is in a comment.
 */
export const literalsIn = memo(({ text }: SourceFile): readonly Literal[] => {
  const found = [asText, asTag, asPlainText].flatMap((pattern) =>
    codeMatches(text, pattern).flatMap((match) => {
      const content = match[2] ?? match[1] ?? "";
      return publishNamed(content) === undefined
        ? []
        : shellCommands(content).map((words) => ({ ...at(match), words }));
    }),
  );
  const lists = codeMatches(text, asList).flatMap((match) => {
    const words = [word(match[1] ?? match[2] ?? ""), ...listed(match[3] ?? "")];
    return words.slice(1, 4).some(({ value }) => value === "publish") ? [{ ...at(match), words }] : [];
  });
  const own = [...found, ...lists];
  if (own.length > 0) return own;
  const list = codeMatches(text, startOfList)[0];
  const called = codeMatches(text, calledManager);
  const given = called.filter(({ index, 0: { length } }) =>
    /^\s{0,20},\s{0,20}\w*[Aa]rgs/.test(text.slice(index + length)),
  );
  const managers = new Set((given.length > 0 ? given : called).map((match) => match[1] ?? match[2] ?? ""));
  const [manager, ...others] = managers;
  if (list !== undefined && manager !== undefined && others.length === 0)
    return [{ ...at(list), words: [word(manager), word("publish"), open("args")] }];
  return codeMatches(text, importing).flatMap((match) => {
    const [, names = "", module = ""] = match;
    const words = module.startsWith("@") && !/\bpublish\b/.test(names) ? undefined : programsByImport.get(module);
    return words === undefined
      ? []
      : [{ ...at(match), words: words.map((each) => (each === "" ? open("options") : word(each))) }];
  });
});

/** The commands of a shell text that publish; what a language puts into it is a variable to bash. */
function shellCommands(content: string): readonly (readonly Word[])[] {
  const script = content.replaceAll(/\$\{[^}]*\}|#\{[^}]*\}/g, "$value");
  const nothing = { expression: () => undefined, variable: () => undefined };
  const all = readBash(script, nothing).commands.map(({ words }) => words);
  return all.filter((words) => publishNamed(words.map((each) => each.value ?? each.text).join(" ")) !== undefined);
}

/** The elements of a list: texts, and what isn't constant. */
function listed(list: string): readonly Word[] {
  const elements = list.matchAll(/\s{0,50}(?:(["'`])([^"'`$\n]{0,200})\1|([^,\s][^,]{0,200}))\s{0,50}(?:,|$)/g);
  return [...elements].map(([, , text, other]) =>
    text === undefined ? open(/\w+/.exec(other ?? "")?.[0] ?? "args") : word(text),
  );
}

function word(text: string): Word {
  return { text, value: text, start: 0, end: 0 };
}

function open(name: string): Word {
  return { text: `$${name}`, value: undefined, start: 0, end: 0 };
}

function codeMatches(text: string, pattern: RegExp): readonly RegExpExecArray[] {
  return [...text.matchAll(pattern)].filter(
    ({ index }) => !/^\s*(?:\*|#)|\/\/|\/\*/.test(text.slice(text.lastIndexOf("\n", index) + 1, index)),
  );
}

function at(match: RegExpExecArray): { readonly start: number; readonly end: number } {
  return { start: match.index, end: match.index + (match[0].split("\n")[0] ?? "").length };
}

const calls =
  "(?:exec\\w{0,20}|spawn\\w{0,10}|run\\w{0,20}|system|call|check_\\w{1,20}|sh|shell\\w{0,10}|cmd|command|[Pp]open)";
/** `execSync("npm publish")`. */
const asText = new RegExp(`\\b${calls}\\(\\s{0,20}(["'\`])((?:(?!\\1)[^\\n]){1,400})\\1`, "g");
/** `$`npm publish``, `$({ cwd })`npm publish``. */
const asTag = /\$(?:\([^()\n]{0,200}\))?`([^`\n]{1,400})`/g;
/** Ruby's `system "npm publish"`. */
const asPlainText = /\b(?:system|sh)\s{1,20}(["'])((?:(?!\1)[^\n]){1,400})\1/g;
const manager = `(?:["'\`](${namedInPrograms.withPublish}|npx)(?:\\.cmd)?["'\`]|\\b(npm|pnpm|yarn)(?:Cmd|Bin|Command|Executable|Path)?\\b)`;
/** `spawnSync("npm", ["publish", "--access", "public"])`, `subprocess.run(["npm", "publish"])`, `run(npm, ["publish", tarball])`. */
const asList = new RegExp(
  `\\b${calls}\\(\\s{0,20}\\[?\\s{0,20}${manager}\\s{0,20},\\s{0,20}\\[?(\\s{0,20}["'\`][^\\]()]{0,400})`,
  "g",
);
const calledManager = new RegExp(`\\b${calls}\\(\\s{0,20}\\[?\\s{0,20}${manager}`, "g");
const startOfList = /\[\s{0,50}["']publish["']/g;
const importing =
  /(?:(?:import|const)\s{1,20}([^"';=]{1,300}?)\s{0,20}(?:from|=\s{0,20}(?:await\s{1,20})?(?:require|import)\s{0,5}\()|import\s{0,5}\(?)\s{0,20}["']([^"'\n]{1,100})["']/g;
