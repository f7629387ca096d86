import { parseTree } from "jsonc-parser";
import { parseDocument } from "yaml";
import { lint } from "../../server/src/lint/run.ts";
import { readerOf, type RepositoryInput } from "../../server/src/repository/input.ts";
import type { Dimension, Files } from "./kit.ts";

/** One size of a dimension. */
export interface Point {
  readonly size: number;
  /** Characters of all files. */
  readonly length: number;
  /** Milliseconds of CPU: of the first lint, and of the parsers alone. */
  readonly lint: number;
  readonly parse: number;
  /** What was understood and what wasn't: where the answer no longer changes, a limit was reached. */
  readonly publishes: number;
  readonly unknown: readonly string[];
  readonly failures: readonly string[];
}

/** Lints a repository of this size once, in a process that has linted others. */
export function pointOf(dimension: Dimension, size: number): Point {
  return { size, ...pointOfFiles(dimension.files(size)) };
}

/** The same of a repository of any kind. */
export function pointOfFiles(files: Files): Omit<Point, "size"> {
  const input = inputOf(files);
  const parse = cpu(() => parseAll(files));
  let linted: ReturnType<typeof lint> | undefined;
  const took = cpu(() => (linted = lint(input)));
  return {
    length: Object.values(files).reduce((sum, text) => sum + text.length, 0),
    lint: took,
    parse,
    publishes: linted?.understood.publishes ?? 0,
    unknown: linted?.understood.unknown.map(({ why }) => why) ?? [],
    failures: linted?.failures.map(({ what, error }) => `${what}: ${error}`) ?? [],
  };
}

/** By what power of the files' length the time grows, over the last two doublings; what takes no time doesn't grow. */
export function exponentOf(points: readonly Point[]): number {
  const [before, , last] = points.slice(-3);
  if (before === undefined || last === undefined || last.lint < 60) return 0;
  return Math.log(last.lint / Math.max(before.lint, 15)) / Math.max(Math.log(last.length / before.length), 1);
}

function cpu(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

function parseAll(files: Files): void {
  for (const [path, text] of Object.entries(files))
    if (/\.ya?ml$/.test(path)) parseDocument(text, { uniqueKeys: false, prettyErrors: false });
    else if (path.endsWith(".json")) parseTree(text);
}

function inputOf(files: Files): RepositoryInput {
  const paths = Object.keys(files);
  const directories = new Map<string, string[]>([["", []]]);
  for (const path of paths) {
    const parts = path.split("/");
    parts.forEach((name, depth) => {
      const folder = parts.slice(0, depth).join("/");
      const names = directories.get(folder) ?? [];
      names.push(depth === parts.length - 1 ? name : `${name}/`);
      directories.set(folder, names);
    });
  }
  return {
    reader: readerOf({
      files: new Map(paths.map((path) => [path, { path, text: files[path] ?? "" }])),
      directories: new Map([...directories].map(([folder, names]) => [folder, [...new Set(names)].sort()])),
    }),
    remotes: [],
    today: "2026-11-30",
  };
}
