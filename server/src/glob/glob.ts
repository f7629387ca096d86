import { limits } from "../limits.ts";
import { withoutBraces } from "./braces.ts";
import { partsOf, wildcardsIn, type Dialect, type Part } from "./parts.ts";

/** Lists of workspaces, and whatever else npm, yarn and pnpm match with minimatch, micromatch or picomatch. */
const inPaths: Dialect = { dots: false, groups: true, across: false, self: true };
/** The package names of pnpm's `--filter`. */
export const inNames: Dialect = { dots: true, groups: true, across: true, self: true };
/** A line of `.gitignore` without its `!` and the slashes around it. */
export const inIgnoreFiles: Dialect = { dots: true, groups: false, across: false, self: false };

/**
 * Whether a text is one that a glob names. It takes a time in proportion to the length of both: where a part fits in several ways,
 * all are followed at once. Undefined for a glob that is too large.
 */
export function globTest(glob: string, dialect: Dialect = inPaths): ((text: string) => boolean) | undefined {
  return globsTest([glob], dialect);
}

/** Whether a text is one that any of the globs names; undefined where they are too large, one of them or all together. */
export function globsTest(
  globs: readonly string[],
  dialect: Dialect = inPaths,
): ((text: string) => boolean) | undefined {
  if (globs.length > limits.globs) return undefined;
  const plain = new Set(globs);
  const patterns: (readonly Part[])[] = [];
  let wildcards = 0;
  for (const glob of globs) {
    const spelled = dialect.groups ? withoutBraces(glob) : glob.length > limits.glob ? undefined : [glob];
    for (const each of spelled ?? [undefined]) {
      const parts = each === undefined ? undefined : partsOf(each, dialect);
      if (parts === undefined || (wildcards += wildcardsIn(parts)) > limits.wildcards) return undefined;
      const [only = { kind: "text" as const, text: "" }, ...more] = parts;
      if (only.kind === "text" && more.length === 0) plain.add(only.text);
      else patterns.push(parts);
    }
  }
  return (text) =>
    plain.has(text) ||
    (text.length <= limits.path &&
      patterns.some((parts) => mayFit(parts, text) && endsOf(parts, [0], { text, dialect }).at(-1) === text.length));
}

/** Whether a text begins and ends as the glob does: few do. */
function mayFit(parts: readonly Part[], text: string): boolean {
  const [first, last] = [parts[0], parts.at(-1)];
  return (first?.kind !== "text" || text.startsWith(first.text)) && (last?.kind !== "text" || text.endsWith(last.text));
}

interface Subject {
  readonly text: string;
  readonly dialect: Dialect;
}

/** Offsets of a text, from small to large, each once. */
type Offsets = readonly number[];

/** Where the parts may end that begin at one of these offsets. */
function endsOf(parts: readonly Part[], starts: Offsets, subject: Subject): Offsets {
  let ends = starts;
  for (const part of parts) {
    if (ends.length === 0) return ends;
    ends = step(part, ends, subject);
  }
  return ends;
}

function step(part: Part, starts: Offsets, subject: Subject): Offsets {
  const { text } = subject;
  switch (part.kind) {
    case "text":
      return starts.flatMap((at) => (text.startsWith(part.text, at) ? [at + part.text.length] : []));
    case "one":
      return starts.flatMap((at) => (canTake(at, subject) && part.takes(text.charAt(at)) ? [at + 1] : []));
    case "star":
      return starsFrom(starts, part.whole, subject);
    case "any":
      return between(starts[0] ?? 0, text.length);
    case "folders":
      return foldersFrom(starts, subject);
    case "rest":
      return starts.some((at) => isOpen(text.slice(at), subject)) ? [text.length] : [];
    case "group":
      return groupFrom(part, starts, subject);
  }
}

/** Whether a wildcard takes the character: no slash, and no dot that hides a name. */
function canTake(at: number, { text, dialect }: Subject): boolean {
  if (at >= text.length || text[at] === "/") return false;
  return dialect.dots || text[at] !== "." || (at > 0 && text[at - 1] !== "/");
}

function starsFrom(starts: Offsets, whole: boolean, subject: Subject): Offsets {
  const ends: number[] = [];
  for (const start of starts) {
    // What an earlier start has come to needs no second look.
    if (!whole && start > (ends.at(-1) ?? -1)) ends.push(start);
    for (let at = Math.max(start, ends.at(-1) ?? start); at < subject.text.length && canTake(at, subject); at++)
      if (at + 1 > (ends.at(-1) ?? -1)) ends.push(at + 1);
  }
  return ends;
}

function foldersFrom(starts: Offsets, { text, dialect }: Subject): Offsets {
  const ends = new Set<number>();
  for (const start of starts)
    for (let at = start; !ends.has(at);) {
      ends.add(at);
      const slash = text.indexOf("/", at);
      if (slash <= at || (!dialect.dots && text[at] === ".")) break;
      at = slash + 1;
    }
  return ordered(ends);
}

/** Whether a path has no hidden name. */
function isOpen(path: string, { dialect }: Subject): boolean {
  return dialect.dots || !/(?:^|\/)\./.test(path);
}

function groupFrom(part: Extract<Part, { kind: "group" }>, starts: Offsets, subject: Subject): Offsets {
  const once = (from: Offsets): Offsets =>
    ordered(new Set(part.choices.flatMap((choice) => endsOf(choice, from, subject))));
  if (part.sign === "!") {
    // Any other text of the same name. Only text may come before it: there is one start.
    const taken = new Set(once(starts));
    return starsFrom(starts, false, subject).filter((end) => !taken.has(end));
  }
  if (part.sign === "@") return once(starts);
  if (part.sign === "?") return ordered(new Set([...starts, ...once(starts)]));
  const ends = new Set(part.sign === "*" ? starts : []);
  for (let fresh = starts; fresh.length > 0;) {
    fresh = once(fresh).filter((end) => !ends.has(end));
    for (const end of fresh) ends.add(end);
  }
  return ordered(ends);
}

function between(first: number, last: number): Offsets {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function ordered(offsets: ReadonlySet<number>): Offsets {
  return [...offsets].sort((a, b) => a - b);
}
