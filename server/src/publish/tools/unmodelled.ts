/** A release tool of which no more is known than that it publishes. */
export interface Unmodelled {
  readonly words: readonly string[];
  /** A binary of a package, which package managers run by its name. */
  readonly isBinary?: true;
  /** It creates tags, or releases, of its own. */
  readonly tags?: true;
  /** What it is called as a release, with these words behind `word`; undefined where it publishes nothing. */
  readonly release: (texts: readonly string[], word: string) => string | undefined;
}

export const unmodelled: readonly Unmodelled[] = [
  { words: ["multi-semantic-release", "shipjs"], isBinary: true, tags: true, release: (_, word) => word },
  { words: ["beachball"], isBinary: true, tags: true, release: publishes },
  { words: ["rush"], release: publishes },
  {
    words: ["turbo", "wireit", "gulp", "grunt"],
    release: (texts, word) =>
      texts.some((text) => /publis|releas/.test(text) && !text.startsWith("-")) ? word : undefined,
  },
  {
    words: ["make", "just", "task", "mise"],
    release: ([first = ""], word) => (/^(?:npm-)?publish/.test(first) ? `${word} ${first}` : undefined),
  },
];

function publishes([first]: readonly string[], word: string): string | undefined {
  return first === "publish" ? word : undefined;
}
