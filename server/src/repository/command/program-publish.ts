import { isNamedForRelease, isTrial } from "../../data/publishers-elsewhere.ts";
import type { Cause } from "../../reason.ts";
import type { Word } from "../../syntax/shell.ts";
import type { SourceFile } from "../../text.ts";
import type { Repository } from "../repository.ts";
import type { Command } from "./command.ts";
import { holdsNpmAccess } from "./npm-access.ts";
import { filesOfProgram, importedPublish, publishIn } from "./program.ts";
import type { FileCall } from "./script-file.ts";
import type { ShellScope } from "./shell-variables.ts";

/**
 * What a program of the repository publishes: a command that stands there word for word, or why it may publish in a way that isn't
 * understood; undefined where nothing in it says so.
 */
export function releaseOfProgram(
  repository: Repository,
  file: SourceFile,
  command: Command,
  call: FileCall,
  scope: ShellScope,
): Command | Cause | undefined {
  if (call.words.some((word) => isTrial(word.value ?? word.text))) return undefined;
  const literal = literalPublish(repository, file, command, call);
  if (literal !== undefined) return literal;
  const names = publishIn(repository, file) ?? (holdsNpmAccess(scope) ? importedPublish(repository, file) : undefined);
  return names === undefined ? undefined : { kind: "program", path: file.path, names };
}

/**
 * The command `npm publish` that a program of the repository runs word for word, called where the program is; undefined where it may run
 * another one, or changes what npm reads or is. A program whose name isn't that of a release, or that is given options, may well not
 * come to it.
 */
function literalPublish(
  repository: Repository,
  start: SourceFile,
  command: Command,
  call: FileCall,
): Command | undefined {
  if (!isNamedForRelease(call.path) || call.words.some((word) => word.value?.startsWith("-") !== false))
    return undefined;
  const files = filesOfProgram(repository, start);
  const found = files.flatMap((file) => literals(file).map((literal) => ({ file, literal })));
  const [only, ...others] = found;
  if (
    only === undefined ||
    others.length > 0 ||
    only.literal.words.some((word) => several.test(word)) ||
    files.some(({ text }) => unsure.test(text))
  )
    return undefined;
  const { file, literal } = only;
  const span = { file, start: literal.start, end: literal.end };
  return {
    ...command,
    words: literal.words.map((text): Word => ({
      text,
      value: text.includes("$") ? undefined : text,
      start: 0,
      end: 0,
    })),
    span,
    path: [...command.path, command.span],
    failing: undefined,
    program: file.path,
    wordSpan: () => span,
  };
}

/** It may be another npm, read another setting, send another credential, or only try. */
const unsure =
  /npmrc|_auth|token|registry|GITHUB_(?:ENV|PATH)|dry|corepack|--global|["'\s]-g\b|\bnpm["', ]+(?:i|install|config|set|login)\b|npm_config|chdir|process\.env\.\w+\s*=[^=]|\benv\s*[:=]|os\.environ\[/i;

const several = /^(?:-r|--recursive|--filter(?:=.*)?|-F)$/;

interface Literal {
  readonly words: readonly string[];
  readonly start: number;
  readonly end: number;
}

function literals({ text }: SourceFile): readonly Literal[] {
  const commands = [...text.matchAll(asText)].filter(isCode).map((match) => ({
    ...placeOf(match),
    words: (match[2] ?? match[3] ?? "").trim().split(/\s+/),
  }));
  const lists = [...text.matchAll(asList)].filter(isCode).flatMap((match) => {
    const words = [...match[0].matchAll(/["']([^"'\n]*)["']/g)].map((each) => each[1] ?? "");
    return /^(?:npm|pnpm)$/.test(words[0] ?? "") && words[1] === "publish" ? [{ ...placeOf(match), words }] : [];
  });
  return [...commands, ...lists];
}

/** Not in a comment. */
function isCode({ input, index }: RegExpExecArray): boolean {
  return !/^\s*(?:\*|#)|\/\/|\/\*/.test(input.slice(input.lastIndexOf("\n", index) + 1, index));
}

function placeOf(match: RegExpExecArray): { readonly start: number; readonly end: number } {
  return { start: match.index, end: match.index + (match[0].split("\n")[0] ?? "").length };
}

const calls = "(?:exec\\w{0,20}|spawn\\w{0,10}|run\\w{0,20}|system|call|check_\\w{1,20}|sh|shell|[Pp]open)";
/** `execSync("npm publish")`, `$`npm publish``. */
const asText = new RegExp(
  `\\b${calls}\\(\\s{0,20}(["'\`])((?:npm|pnpm) publish\\b[^"'\`\\n]{0,200})\\1|\\$\`((?:npm|pnpm) publish\\b[^\`\\n]{0,200})\``,
  "g",
);
/** `spawnSync("npm", ["publish", "--access", "public"])`, `subprocess.run(["npm", "publish"])`. */
const asList = new RegExp(
  `\\b${calls}\\(\\s{0,20}\\[?\\s{0,20}["']p?npm["']\\s{0,20},\\s{0,20}\\[?(?:\\s{0,20}["'][^"'\\n]{0,100}["']\\s{0,20},?){1,10}\\s{0,20}\\]`,
  "g",
);
