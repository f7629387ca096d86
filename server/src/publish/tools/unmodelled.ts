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
    words: ["multi-semantic-release", "shipjs"],
    packages: ["@qiwi/multi-semantic-release", "@anolilab/multi-semantic-release", "ship.js"],
    isBinary: true,
    tags: true,
    release: (_, word) => word,
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
  {
    words: ["bumpy"],
    packages: ["@varlock/bumpy"],
    isBinary: true,
    tags: true,
    release: (texts, word) =>
      texts[0] === "publish" || (texts[0] === "ci" && texts[1] === "release") ? word : undefined,
  },
  // Of projen and jsii; those for other languages have other names.
  {
    words: ["publib", "publib-npm", "jsii-release", "jsii-release-npm"],
    isBinary: true,
    release: (_, word) => word,
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
