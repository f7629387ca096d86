import { limits } from "../limits.ts";

/**
 * A pattern for the names of branches or tags, as a machine that reads a name one character at a time: where a pattern may go on in
 * several ways, all are followed at once, so that it takes a time in proportion to the name's length.
 */
export interface RefPattern {
  readonly places: readonly Place[];
  /** The characters that are written in it: to all others it gives the same answers. */
  readonly letters: ReadonlySet<string>;
}

interface Place {
  readonly edges: readonly { readonly takes: (character: string) => boolean; readonly to: number }[];
  /** Places that are reached from here without a character. */
  readonly skips: readonly number[];
}

interface Draft {
  readonly edges: { takes: (character: string) => boolean; to: number }[];
  readonly skips: number[];
}

/**
 * A filter under `branches` or `tags` of a workflow's `on`, without the `!` before one that excludes: `*` stops at a slash, `**`
 * doesn't, `?` makes the character before it optional, `+` repeats it (docs/facts/github.md#filters). Undefined for one that is too long.
 */
export function filterPattern(text: string): RefPattern | undefined {
  return compile(text, (draft, at) => {
    const two = text.slice(at, at + 2);
    if (two === "**") return draft.repeat(any, 2);
    if (text[at] === "*") return draft.repeat(notSlash, 1);
    const set = text[at] === "[" ? setAt(text, at) : undefined;
    const escaped = text[at] === "\\" && at + 1 < text.length;
    const character = escaped ? text.charAt(at + 1) : text.charAt(at);
    const width = set?.width ?? (escaped ? 2 : 1);
    const quantifier = text[at + width];
    if (set === undefined) draft.writes(character);
    else for (const letter of set.letters) draft.writes(letter);
    const takes = set?.takes ?? ((other: string) => other === character);
    if (quantifier === "?") return draft.optional(takes, width + 1);
    if (quantifier === "+") return draft.several(takes, width + 1);
    return draft.one(takes, width);
  });
}

/**
 * A rule for the branches or tags that may deploy to an environment: Ruby's `File.fnmatch` with FNM_PATHNAME, where `*`, `?` and `[…]`
 * stop at a slash, and two stars before a slash take any number of folders (docs/facts/github.md#environments).
 */
export function deploymentPattern(text: string): RefPattern | undefined {
  return compile(text, (draft, at) => {
    if (text.startsWith("**/", at) && (at === 0 || text[at - 1] === "/")) return draft.folders(3);
    if (text[at] === "*") return draft.repeat(notSlash, /^\*+/.exec(text.slice(at))?.[0].length ?? 1);
    if (text[at] === "?") return draft.one(notSlash, 1);
    const set = text[at] === "[" ? setAt(text, at) : undefined;
    if (set !== undefined) {
      for (const letter of set.letters) draft.writes(letter);
      return draft.one((character) => notSlash(character) && set.takes(character), set.width);
    }
    const escaped = text[at] === "\\" && at + 1 < text.length;
    const character = escaped ? text.charAt(at + 1) : text.charAt(at);
    draft.writes(character);
    return draft.one((other) => other === character, escaped ? 2 : 1);
  });
}

/** Whether a name is one that the pattern takes, as a whole. */
export function takesRef(pattern: RefPattern, name: string): boolean {
  let places = reached(pattern, [0]);
  for (const character of name) places = after(pattern, places, character);
  return places.includes(pattern.places.length - 1);
}

/**
 * A name that git allows and to which the patterns answer as wanted: one of the shortest. Undefined where there is none, null where
 * there are too many ways to look for it.
 */
export function findRef(
  patterns: readonly RefPattern[],
  wanted: (answers: readonly boolean[]) => boolean,
): string | undefined | null {
  const all = [names, ...patterns];
  // Each name that is tried asks every place of every pattern.
  const places = all.reduce((sum, pattern) => sum + pattern.places.length, 0);
  const mostNames = Math.min(limits.refs, Math.floor(limits.refWork / places));
  const alphabet = [
    ...new Set(["a", "0", "/", ...all.flatMap(({ letters }) => [...letters]), "b", "1", "Z", "-", ".", "_"]),
  ];
  const start = all.map((pattern) => reached(pattern, [0]));
  const queue: { readonly text: string; readonly places: readonly (readonly number[])[] }[] = [
    { text: "", places: start },
  ];
  const seen = new Set([keyOf(start)]);
  // What is added is visited as well.
  for (const { text, places } of queue) {
    const [valid, ...answers] = all.map(
      (pattern, index) => places[index]?.includes(pattern.places.length - 1) === true,
    );
    if (valid === true && wanted(answers)) return text;
    if (seen.size > mostNames) return null;
    for (const character of alphabet) {
      const next = all.map((pattern, index) => after(pattern, places[index] ?? [], character));
      const key = keyOf(next);
      if (next[0]?.length === 0 || seen.has(key)) continue;
      seen.add(key);
      queue.push({ text: text + character, places: next });
    }
  }
  return undefined;
}

function keyOf(places: readonly (readonly number[])[]): string {
  return places.map((each) => each.join()).join(";");
}

interface Drafting {
  writes(character: string): void;
  one(takes: (character: string) => boolean, width: number): number;
  optional(takes: (character: string) => boolean, width: number): number;
  several(takes: (character: string) => boolean, width: number): number;
  repeat(takes: (character: string) => boolean, width: number): number;
  folders(width: number): number;
}

/** Reads a pattern piece by piece: `piece` says how many of its characters it took. */
function compile(text: string, piece: (draft: Drafting, at: number) => number): RefPattern | undefined {
  if (text.length > limits.glob) return undefined;
  const letters = new Set<string>();
  const drafts: Draft[] = [{ edges: [], skips: [] }];
  const last = (): Draft => drafts.at(-1) ?? { edges: [], skips: [] };
  const next = (): { readonly before: Draft; readonly own: Draft; readonly to: number } => {
    const before = last();
    const own: Draft = { edges: [], skips: [] };
    drafts.push(own);
    return { before, own, to: drafts.length - 1 };
  };
  const draft: Drafting = {
    writes: (character) => void letters.add(character),
    one(takes, width) {
      const { before, to } = next();
      before.edges.push({ takes, to });
      return width;
    },
    optional(takes, width) {
      const { before, to } = next();
      before.edges.push({ takes, to });
      before.skips.push(to);
      return width;
    },
    several(takes, width) {
      const { before, own, to } = next();
      before.edges.push({ takes, to });
      own.edges.push({ takes, to });
      return width;
    },
    repeat(takes, width) {
      const { before, own, to } = next();
      before.skips.push(to);
      own.edges.push({ takes, to });
      return width;
    },
    folders(width) {
      const { before, own: inside, to } = next();
      const { own: outside, to: end } = next();
      before.skips.push(end);
      before.edges.push({ takes: notSlash, to });
      inside.edges.push({ takes: notSlash, to }, { takes: isSlash, to: end });
      outside.edges.push({ takes: notSlash, to });
      return width;
    },
  };
  for (let at = 0; at < text.length;) at += Math.max(1, piece(draft, at));
  return { places: drafts, letters };
}

/** `[…]` at an offset, with ranges, `!` or `^` first to exclude; undefined without its end. */
function setAt(
  text: string,
  at: number,
): { readonly takes: (character: string) => boolean; readonly width: number; readonly letters: string } | undefined {
  const found = /^\[([!^]?)(\]?[^\]]*)\]/.exec(text.slice(at));
  if (found === null) return undefined;
  const [whole, sign = "", inner = ""] = found;
  const ranges = [...inner.matchAll(/(.)-(.)|(.)/g)].map(
    ([, from, to, only = ""]) => [from ?? only, to ?? only] as const,
  );
  const has = (character: string): boolean => ranges.some(([from, to]) => from <= character && character <= to);
  return { takes: (character) => has(character) === (sign === ""), width: whole.length, letters: inner };
}

function any(): boolean {
  return true;
}

function notSlash(character: string): boolean {
  return character !== "/";
}

function isSlash(character: string): boolean {
  return character === "/";
}

/** The places that are reached from some without a character, these included, in order. */
function reached({ places }: RefPattern, from: readonly number[]): readonly number[] {
  const all = new Set(from);
  for (const place of all) for (const skip of places[place]?.skips ?? []) all.add(skip);
  return [...all].toSorted((a, b) => a - b);
}

function after(pattern: RefPattern, places: readonly number[], character: string): readonly number[] {
  if (places.length === 0) return places;
  const next = places.flatMap((place) =>
    (pattern.places[place]?.edges ?? []).flatMap(({ takes, to }) => (takes(character) ? [to] : [])),
  );
  return reached(pattern, next);
}

/** What git takes for a branch or tag, roughly: parts between slashes, none of which is empty or begins with a dot. */
const names: RefPattern = {
  places: [
    { edges: [{ takes: (character) => /[^/.\s~^:?*[\\]/.test(character), to: 1 }], skips: [] },
    {
      edges: [
        { takes: (character) => /[^/\s~^:?*[\\]/.test(character), to: 1 },
        { takes: isSlash, to: 0 },
      ],
      skips: [2],
    },
    { edges: [], skips: [] },
  ],
  letters: new Set(),
};
