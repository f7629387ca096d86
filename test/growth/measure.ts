import { parseTree } from "jsonc-parser";
import { parseDocument } from "yaml";
import { lint } from "../../server/src/lint/run.ts";
import type { RepositoryInput } from "../../server/src/repository/input.ts";
import { namesIn } from "../repository/repository.ts";
import type { Dimension, Files } from "./dimensions.ts";

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
  const files = dimension.files(size);
  const input = inputOf(files);
  const parse = cpu(() => parseAll(files));
  let linted: ReturnType<typeof lint> | undefined;
  const took = cpu(() => (linted = settled(input)));
  return {
    size,
    length: Object.values(files).reduce((sum, text) => sum + text.length, 0),
    lint: took,
    parse,
    publishes: linted?.understood.publishes ?? 0,
    unknown: linted?.understood.unknown.map(({ why }) => why) ?? [],
    failures: linted?.failures.map(({ what, error }) => `${what}: ${error}`) ?? [],
  };
}

/** By what power of the size the time grows, over the last two doublings; what takes no time doesn't grow. */
export function exponentOf(points: readonly Point[]): number {
  const [before, , last] = points.slice(-3);
  if (before === undefined || last === undefined || last.lint < 60) return 0;
  return Math.log2(last.lint / Math.max(before.lint, 5)) / 2;
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
  const folders = new Set([""]);
  for (const path of paths)
    for (let slash = path.indexOf("/"); slash >= 0; slash = path.indexOf("/", slash + 1))
      folders.add(path.slice(0, slash));
  return {
    files: new Map(paths.map((path) => [path, { path, text: files[path] ?? "" }])),
    directories: new Map([...folders].map((folder) => [folder, namesIn(folder, paths)])),
    remotes: [],
    today: "2026-11-30",
  };
}

/** Whatever else lint asks for is absent. */
function settled(input: RepositoryInput): ReturnType<typeof lint> {
  const files = new Map(input.files);
  const directories = new Map(input.directories);
  for (;;) {
    const linted = lint({ ...input, files, directories });
    const { wanted } = linted;
    if (wanted.files.length + wanted.directories.length === 0) return linted;
    for (const file of wanted.files) files.set(file, "absent");
    for (const directory of wanted.directories) directories.set(directory, "absent");
  }
}
