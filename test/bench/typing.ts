/** One character typed or deleted: `remove` characters at `offset` make way for `insert`. */
export interface Keystroke {
  readonly offset: number;
  readonly remove: number;
  readonly insert: string;
}

/** Endless keystrokes all over a workflow or a package.json: a character at a value's end, then the same one deleted again. */
export function* keystrokes(text: string): Generator<Keystroke, never> {
  const ends = [...text.matchAll(/^ *(?:- )?(?:name|run|uses): [^|>].*\w$|"(?:name|version)": "[^"]*\w/gm)].map(
    (match) => match.index + match[0].length,
  );
  for (let pair = 0; ; pair++) {
    const offset = ends[(pair * 7919) % ends.length] ?? 0;
    yield { offset, remove: 0, insert: "x" };
    yield { offset, remove: 1, insert: "" };
  }
}

export function typed(text: string, { offset, remove, insert }: Keystroke): string {
  return text.slice(0, offset) + insert + text.slice(offset + remove);
}
