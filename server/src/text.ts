/** A text file of a repository. A change makes a new object, so the object's identity is a cache key. */
export interface SourceFile {
  /** Relative to the repository's root, with `/`. */
  readonly path: string;
  /** As it is on disk or in the editor: a BOM and the line endings are part of it. */
  readonly text: string;
}

/** A range of a file's text, in UTF-16 offsets; `end` is exclusive. */
export interface Span {
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
}

/** A value and the place that decides it. */
export interface Located<T> {
  readonly value: T;
  readonly span: Span;
}

/** Replaces the text of a span; an empty span inserts. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
}

/**
 * A decoded piece of a file (a YAML scalar, a JSON string), with the way back:
 * `sourceOffset(i)` is where the character `i` of `text` begins in the file.
 */
export interface Embedded {
  readonly text: string;
  readonly sourceOffset: (index: number) => number;
}

/** The span of `file` from `start` to `end`, cut at the first line's end; never empty while the file isn't. */
export function lineSpan(file: SourceFile, start: number, end: number): Span {
  let cut = start;
  while (cut < end && !isLineBreak(file.text, cut)) cut++;
  if (cut > start) return { file, start, end: cut };
  if (start < file.text.length && !isLineBreak(file.text, start)) return { file, start, end: start + 1 };
  return start === 0 ? { file, start: 0, end: Math.min(1, file.text.length) } : { file, start: start - 1, end: start };
}

export function textOf(span: Span): string {
  return span.file.text.slice(span.start, span.end);
}

/** Whether two spans are the same place of the same version of a file. */
export function sameSpan(a: Span, b: Span): boolean {
  return a.file === b.file && a.start === b.start && a.end === b.end;
}

/**
 * The text after the edits, or undefined where two of them overlap.
 * Identical edits count once; insertions at one offset are put in the order given.
 */
export function applyEdits(text: string, edits: readonly Edit[]): string | undefined {
  const ordered = uniqueEdits(edits).toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  let result = "";
  let position = 0;
  for (const { span, text: replacement } of ordered) {
    if (span.start < position) return undefined;
    result += text.slice(position, span.start) + replacement;
    position = span.end;
  }
  return result + text.slice(position);
}

/** The line ending that the file uses: CRLF where its first line ends so, else LF. */
export function lineEnding(text: string): "\n" | "\r\n" {
  const end = text.indexOf("\n");
  return end > 0 && text[end - 1] === "\r" ? "\r\n" : "\n";
}

/** Offset of the first character of the line that holds `offset`. */
export function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
}

/** Remembers what `compute` gave for each object, by identity, as long as the object lives. */
export function memo<K extends object, V>(compute: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, { readonly value: V }>();
  return (key) => {
    let entry = known.get(key);
    if (entry === undefined) {
      entry = { value: compute(key) };
      known.set(key, entry);
    }
    return entry.value;
  };
}

/** Puts a value into a cache; of very many the oldest goes, so that a day of typing leaves no more than an hour does. */
export function keepNewest<V>(cache: Map<string, V>, key: string, value: V): void {
  cache.set(key, value);
  if (cache.size > 400) cache.delete(cache.keys().next().value ?? "");
}

/** Remembers what `compute` gave for the same arguments, compared by their JSON; of very many, the newest. */
export function memoByValue<A extends readonly unknown[], V>(compute: (...args: A) => V): (...args: A) => V {
  const known = new Map<string, V>();
  return (...args) => {
    const [first, ...others] = args;
    const key = typeof first === "string" && others.length === 0 ? first : JSON.stringify(args);
    const before = known.get(key);
    if (before !== undefined || known.has(key)) return before as V;
    const value = compute(...args);
    keepNewest(known, key, value);
    return value;
  };
}

function uniqueEdits(edits: readonly Edit[]): readonly Edit[] {
  return edits.filter(
    (edit, index) => edits.findIndex((other) => sameSpan(other.span, edit.span) && other.text === edit.text) === index,
  );
}

function isLineBreak(text: string, offset: number): boolean {
  const code = text.charCodeAt(offset);
  return code === 10 || code === 13;
}
