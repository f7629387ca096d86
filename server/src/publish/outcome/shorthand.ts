import semver from "semver";
import { refusedArgument } from "../../data/npm-options.ts";
import { textOf, type Span } from "../../text.ts";
import { possibilities } from "../fact.ts";
import { readNpmCommand } from "../job/npm-command.ts";
import type { Publish } from "../publish.ts";

interface Shorthand {
  /** As it is written, or as far as it is known. */
  readonly path: string;
  /** What npm takes it for: `owner/name` on GitHub, or a package of the registry. */
  readonly takenFor: "repository" | "package";
  readonly span: Span;
  /** Where `./` makes a path of it; undefined where the text can't be edited cleanly. */
  readonly insertAt: Span | undefined;
}

type Word = Publish["command"]["words"][number];

/**
 * What `npm publish` is given that looks like a path and isn't one (docs/facts/npm.md#paths). `owner/name` is a repository on GitHub:
 * one slash, neither first nor last, no dot at the start, no `@`, `:` or space, for tarballs and folders alike. A bare word is a package
 * of the registry, since npm 7.
 */
export function shorthandOf(publish: Publish): Shorthand | undefined {
  const { tool, command } = publish;
  if (tool.isNpm !== true) return undefined;
  const start = command.words.findIndex(({ value }) => /(?:^|\/)npm(?:@[^/]*)?$/.test(value ?? ""));
  const given = command.words.slice(start + 1);
  const { positionals } = readNpmCommand(given, "npm");
  const word = positionals[positionals[0]?.value === "stage" ? 2 : 1];
  if (start < 0 || word === undefined) return undefined;
  // The shell writes a pattern out to a path of the same form.
  const constant = word.value ?? (/^[^$]*[*?][^$]*$/.test(word.text) ? word.text : undefined);
  const bare = isBare(constant ?? "") && isPackage(publish, given[given.indexOf(word) - 1]);
  const path = bare
    ? constant
    : constant === undefined
      ? openPath(word)
      : isRepository(constant)
        ? constant
        : undefined;
  if (path === undefined) return undefined;
  const span = command.wordSpan(word);
  const written = textOf(span);
  const quotes = /^["']?/.exec(written)?.[0].length ?? 0;
  const at = { ...span, start: span.start + quotes, end: span.start + quotes };
  const inner = written.slice(quotes);
  return {
    path: constant === undefined ? `${path}…` : path,
    takenFor: bare ? "package" : "repository",
    span,
    insertAt: inner.startsWith(path) || (constant === undefined && inner.startsWith("$")) ? at : undefined,
  };
}

function isRepository(path: string): boolean {
  return /^[\w-][\w.*?-]*\/[\w.*?-]+$/.test(path);
}

/** A word without any sign of a path: npm looks for an archive by its ending alone. */
function isBare(path: string): boolean {
  return /^[a-z\d_][\w.-]*$/i.test(path) && !/\.(?:tgz|tar\.gz|tar)$/i.test(path);
}

/** Whether npm is new enough, and the word isn't meant for the value of an option that npm doesn't know. */
function isPackage({ npm }: Publish, before: Word | undefined): boolean {
  const text = before?.value ?? "";
  if (text.startsWith("-") && refusedArgument(text) !== undefined && !text.includes("=")) return false;
  const clients = npm === undefined ? undefined : possibilities(npm);
  return clients?.every(({ value }) => semver.gte(value.versions.lowest, "7.0.0")) === true;
}

/** The folder that a path begins with whose rest isn't known, with its slash; undefined unless it has the one alone. */
function openPath({ pieces = [] }: Word): string | undefined {
  const [first, ...rest] = pieces;
  if (typeof first === "object")
    return rest.length === 0 && first.kind === "unknown" ? folderOfFiles(first.source) : undefined;
  if (first === undefined || !/^[\w-][\w.-]*\/[\w.-]*$/.test(first) || rest.length === 0) return undefined;
  const tail = rest.at(-1);
  const archive = typeof tail === "string" && /\.t(?:ar\.)?gz$/.test(tail);
  const oneName = rest.every((piece) =>
    typeof piece === "string"
      ? !piece.includes("/")
      : (archive || isFileName.test(piece.source)) && !isPath.test(piece.source),
  );
  return oneName ? first : undefined;
}

/** What holds the name of a file by its own name, and no path. */
const isFileName = /(?:file|tarball|tgz|archive)(?:_?name)?$/i;
const isPath = /path|dir/i;

/** What `$(find dist …)`, `$(ls dist/*.tgz)` and a loop over `dist/*.tgz` begin with, which lead to files of one folder. */
function folderOfFiles(source: string): string | undefined {
  const pattern = /^["']?([\w-][\w.-]*\/)[\w.*?-]*[*?][\w.*?-]*["']?$/.exec(source)?.[1];
  if (pattern !== undefined) return pattern;
  if (
    !/^\$\([^|]*(?:\|\s*(?:head|tail|sort)\b[^|]*)*\)$/.test(source) ||
    /-printf|-exec|basename|realpath/.test(source)
  )
    return undefined;
  const [, folder, list] =
    /^\$\(\s*(?:find\s+["']?([\w-][\w.-]*)\/?["']?\s|ls\s+(?:-\w+\s+)*["']?([\w-][\w.-]*\/)[^\s/]*\s*[|)])/.exec(
      source,
    ) ?? [];
  return folder === undefined ? list : `${folder}/`;
}
