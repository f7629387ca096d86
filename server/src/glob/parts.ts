/** How a language of globs reads its characters. */
export interface Dialect {
  /** `*` and `?` take a dot at the beginning of a name. */
  readonly dots: boolean;
  /** `{a,b}`, and the groups of bash: `@(a|b)`, `!(a)`. */
  readonly groups: boolean;
  /** `*` takes any number of folders. */
  readonly across: boolean;
  /** `a/` and `**` name `a` as well. */
  readonly self: boolean;
}

/** A part of a glob whose braces are spelled out. */
export type Part =
  | { readonly kind: "text"; readonly text: string }
  /** `?`, or one of `[…]`: never a slash. */
  | { readonly kind: "one"; readonly takes: (character: string) => boolean }
  /** `*`, which takes no slash: at least one character where it is a whole name. */
  | { readonly kind: "star"; readonly whole: boolean }
  /** `*` across folders. */
  | { readonly kind: "any" }
  /** Any number of folders, each with its slash: what the `**` of `**` and `/b` takes. */
  | { readonly kind: "folders" }
  /** All that is left. */
  | { readonly kind: "rest" }
  | { readonly kind: "group"; readonly sign: string; readonly choices: readonly (readonly Part[])[] };

/**
 * The parts of a glob, in order. What isn't a glob's syntax is text. Undefined for groups that would have to be tried in more ways than
 * one: wildcards in `*(…)` and `+(…)`, and `!(…)` after a wildcard or in another group.
 */
export function partsOf(glob: string, dialect: Dialect, group = ""): readonly Part[] | undefined {
  const parts: Part[] = [];
  const add = (text: string): void => {
    const last = parts.at(-1);
    if (last?.kind === "text") parts[parts.length - 1] = { kind: "text", text: last.text + text };
    else parts.push({ kind: "text", text });
  };
  for (let at = 0; at < glob.length;) {
    const character = glob.charAt(at);
    const inner = dialect.groups ? groupAt(glob, at) : undefined;
    const set = character === "[" ? setAt(glob, at) : undefined;
    // Git takes such a line for none; the others take the bracket for a name's.
    if (character === "[" && !dialect.groups && (set === undefined || glob.startsWith("[[:", at))) return undefined;
    if (inner !== undefined) {
      const choices = inner.choices.map((choice) => partsOf(choice, dialect, group + inner.sign));
      const again = inner.sign === "!" && (group !== "" || parts.some(({ kind }) => kind !== "text"));
      if (again || choices.includes(undefined)) return undefined;
      parts.push({ kind: "group", sign: inner.sign, choices: choices.flatMap((choice) => (choice ? [choice] : [])) });
      at = inner.end;
    } else if (set !== undefined) {
      parts.push({ kind: "one", takes: set.takes });
      at = set.end;
    } else if (character === "*") {
      if (/[*+]/.test(group)) return undefined;
      at = addStars(glob, at, dialect, parts, add);
    } else if (character === "?") {
      parts.push({ kind: "one", takes: () => true });
      at++;
    } else {
      const escaped = character === "\\" && at + 1 < glob.length;
      add(escaped ? glob.charAt(at + 1) : character);
      at += escaped ? 2 : 1;
    }
  }
  return parts;
}

/** Adds what the stars at an offset stand for; where the glob goes on after them. */
function addStars(glob: string, start: number, dialect: Dialect, parts: Part[], add: (text: string) => void): number {
  let end = start;
  while (glob[end] === "*") end++;
  const begins = start === 0 || glob[start - 1] === "/";
  const whole = begins && (end === glob.length || glob[end] === "/");
  // `**` and `/**` are one.
  if (whole && end === glob.length && end - start === 2 && parts.at(-1)?.kind === "folders" && parts.length > 1)
    parts.pop();
  if (dialect.across) parts.push({ kind: "any" });
  else if (!whole || end - start !== 2) parts.push({ kind: "star", whole });
  else if (end < glob.length) {
    if (parts.at(-1)?.kind !== "folders") parts.push({ kind: "folders" });
    return end + 1;
  } else if (dialect.self && parts.at(-1)?.kind === "text" && !isAfterStar(parts)) {
    // The slash before it is as optional as what follows.
    const last = parts.pop();
    if (last?.kind === "text" && last.text !== "/") add(last.text.slice(0, -1));
    parts.push({ kind: "group", sign: "?", choices: [[{ kind: "text", text: "/" }, { kind: "rest" }]] });
  } else parts.push({ kind: "rest" });
  return end;
}

/** Whether a slash alone is between the end and a star. */
function isAfterStar(parts: readonly Part[]): boolean {
  const [star, slash] = parts.slice(-2);
  return star?.kind === "star" && slash?.kind === "text" && slash.text === "/";
}

/** How many parts of a glob take more than one text. */
export function wildcardsIn(parts: readonly Part[]): number {
  return parts.reduce(
    (sum, part) => sum + (part.kind === "text" ? 0 : part.kind === "group" ? 1 + wildcardsIn(part.choices.flat()) : 1),
    0,
  );
}

interface Group {
  readonly sign: string;
  readonly choices: readonly string[];
  readonly end: number;
}

/** `@(a|b)` and its like, and `(a|b)`; undefined where no group begins, or it has no end. */
function groupAt(glob: string, start: number): Group | undefined {
  const sign = glob[start] === "(" ? "@" : glob[start + 1] === "(" ? glob.charAt(start) : "";
  if (sign === "" || !"@?*+!".includes(sign)) return undefined;
  const open = glob.indexOf("(", start);
  const choices: string[] = [];
  let depth = 0;
  let from = open + 1;
  for (let at = open; at < glob.length; at++) {
    if (glob[at] === "\\") at++;
    else if (glob[at] === "(") depth++;
    else if (glob[at] === "|" && depth === 1) {
      choices.push(glob.slice(from, at));
      from = at + 1;
    } else if (glob[at] === ")" && --depth === 0)
      return { sign, choices: [...choices, glob.slice(from, at)], end: at + 1 };
  }
  return undefined;
}

/** `[a-z]`, or with `!` or `^` all others; undefined where it has no end. */
function setAt(
  glob: string,
  start: number,
): { readonly takes: (character: string) => boolean; readonly end: number } | undefined {
  const not = /[!^]/.test(glob.charAt(start + 1));
  const first = start + (not ? 2 : 1);
  const ranges: (readonly [string, string])[] = [];
  let at = first;
  // A bracket that comes first is one of the set.
  for (; at < glob.length && (glob[at] !== "]" || at === first); at++) {
    if (glob[at] === "\\") at++;
    const low = glob.charAt(at);
    const isRange = glob[at + 1] === "-" && at + 2 < glob.length && glob[at + 2] !== "]";
    if (isRange) at += 2;
    ranges.push([low, glob.charAt(at)]);
  }
  if (at >= glob.length) return undefined;
  return {
    takes: (character) => ranges.some(([low, high]) => low <= character && character <= high) !== not,
    end: at + 1,
  };
}
