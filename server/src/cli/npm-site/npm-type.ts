/** How a run of npm ended. Its error messages aren't kept: they may hold a secret. */
export interface NpmEnded {
  /** What it printed on stdout; `""` where the terminal showed it. */
  readonly output: string;
  /** Undefined where it succeeded; npm's own code (`E401`, `EOTP`), `ENOENT` where there is no npm, else `unknown`. */
  readonly error: string | undefined;
}

/** The user's npm. Login and second factor are between the user and npm. */
export interface Npm {
  /**
   * Runs npm with these words, and `--registry`. `read` takes what it prints, so that npm can ask for nothing; `show` gives it the
   * terminal, so that it can ask for a second factor. It ends early when the signal is aborted.
   */
  readonly run: (words: readonly string[], how: "read" | "show", signal: AbortSignal) => Promise<NpmEnded>;
}
