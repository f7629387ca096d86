/** A release tool of which no more is known than that it publishes. */
export interface Unmodelled {
  readonly words: readonly string[];
  /** The packages whose binary it is, where they have other names. */
  readonly packages?: readonly string[];
  /** A binary of a package, which package managers run by its name. */
  readonly isBinary?: true;
  /** It creates tags, or releases, of its own. */
  readonly tags?: true;
  /** What it is called as a release, with these words after `word`; undefined where it publishes nothing. */
  readonly release: (texts: readonly string[], word: string) => string | undefined;
}

export const unmodelled: readonly Unmodelled[] = [
  {
    words: ["qiwi-multi-semantic-release", "anolilab-multi-semantic-release", "shipjs"],
    packages: ["@qiwi/multi-semantic-release", "@anolilab/multi-semantic-release", "ship.js"],
    isBinary: true,
    tags: true,
    release: (_, word) => word.replace(/^.*(?=multi-semantic-release)/, ""),
  },
  {
    words: ["aegir", "zx-bulk-release"],
    isBinary: true,
    tags: true,
    release: (texts, word) => (word === "aegir" ? releases(texts, word) : word),
  },
  {
    words: ["oao", "bolt", "monodeploy", "publish-please"],
    isBinary: true,
    release: (texts, word) => (/^(?:oao|bolt)$/.test(word) ? publishes(texts, word) : word),
  },
  { words: ["beachball"], isBinary: true, tags: true, release: publishes },
  { words: ["rush", "install-run-rush"], packages: ["@microsoft/rush"], release: publishes },
  // It runs the shell command of a profile in its configuration.
  {
    words: ["ossjs-release"],
    packages: ["@ossjs/release", "release"],
    isBinary: true,
    tags: true,
    release: ([first]) => (first === "publish" ? "@ossjs/release" : undefined),
  },
  { words: ["npm-publish"], packages: ["@jsdevtools/npm-publish"], isBinary: true, release: (_, word) => word },
  { words: ["wasm-pack"], isBinary: true, release: publishes },
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

function releases([first]: readonly string[], word: string): string | undefined {
  return first === "release" ? word : undefined;
}
