/**
 * How much of an input is followed. Each limit belongs to one computation, is far above what real repositories need, and makes
 * what lies beyond it unknown: "too large", which counts as not understood. None depends on time, so the same files always give
 * the same answer.
 */
export const limits = {
  /** Characters of a value that expressions, variables or scripts put together. */
  value: 50_000,
  /** Characters of an expression, as GitHub has it. */
  expression: 21_000,
  /** Characters of a script: the parser takes the square of their length for some. */
  script: 100_000,
  /** Commands that a script runs, those in functions, loops and scripts inside it again for each time. */
  commands: 5_000,
  /** Variables that a script sets. */
  variables: 500,
  /** Scripts and files that a step starts, and how deep. */
  scripts: 500,
  calls: 8,
  /** Scripts of a monorepo's packages that start others: where there are more, any of them may lead to a release. */
  releasingScripts: 2_000,
  /** Jobs that a job waits for: whether it runs after more isn't told. */
  needs: 500,
  /** Targets of a Makefile that lead to each other. */
  targets: 100,
  /** Characters of a word of a command. */
  word: 10_000,
  /** Steps of a job, those of composite actions included: aliases can make any number of a few lines. */
  steps: 1_000,
  /** Releases of one step. */
  releases: 100,
  /** Steps that are gone through again for publishes with conditions, in one leg of a job. */
  replays: 20_000,
  /** Steps of a workflow that are gone through, those of each leg of a job and of each way to the workflow again. */
  passes: 20_000,
  /** Runs of a matrix, as GitHub has it. */
  legs: 256,
  /** Ways to a workflow through those that call it, and how deep, as GitHub has it. */
  callers: 64,
  callDepth: 10,
  /** Characters of a line before a credential in which its registry is looked for. */
  lineBefore: 1_000,
  /** Characters of a glob. */
  glob: 1_000,
  /** Globs without braces that the braces of one glob stand for. */
  braces: 256,
  /** Globs of one list, such as `workspaces`, and the wildcards in them. */
  globs: 1_000,
  wildcards: 500,
  /** Characters of what globs are compared with: few systems have longer paths, and npm no longer names. */
  path: 1_000,
  /** Names that are tried by several patterns for branches or tags at once, and those times the length of the patterns. */
  refs: 2_000,
  refWork: 200_000,
  /** Lines of a `.gitignore` that have wildcards. */
  ignoreLines: 2_000,
  /** Packages of a monorepo, and folders that are looked at to find them. */
  packages: 5_000,
  folders: 50_000,
  /** Characters of a line of a log, and the jobs, steps and packages that are kept of it. */
  logLine: 4_000,
  logJobs: 200,
  logSegments: 500,
  logNames: 50,
  /** Characters of what `gh` says of a run and its jobs. */
  ghFacts: 2_000_000,
} as const;
