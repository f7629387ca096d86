import type { Example } from "../pages/read.ts";

/** Texts that once broke a parser: they are tried first, for ever. */
export const kept = {
  yaml: [],
  json: [],
  npmrc: [],
  shell: [
    // Overflowed the parser's stack.
    "coproc ".repeat(2_300),
    // Ran for ever: functions, and scripts inside scripts, that call themselves twice.
    "f() { f; f; }\nf\nnpm publish",
    `A='bash -c "$A"; bash -c "$A"'\nbash -c "$A"`,
    // Took the square of its length.
    "${{ a".repeat(10_000),
  ],
  expression: [],
  version: [],
  matrix: [],
  remotes: [],
  lines: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Repositories that once broke a rule, a fix or a message. */
export const keptRepositories: readonly {
  readonly example: Pick<Example, "files" | "given" | "rule">;
  readonly texts: Readonly<Record<string, string>>;
}[] = [];
