import { defaultGiven } from "../pages/given.ts";
import type { Example } from "../pages/read.ts";

/** Texts that once broke a parser: they are tried first, for ever. */
export const kept = {
  // Block scalars that are nothing but a header, or a wrong one, led back to places outside of their text.
  yaml: ["a: |", '|- " \n'],
  // So did a comment without an end.
  json: ["{/*"],
  // Nothing but a byte order mark.
  npmrc: ["\uFEFF"],
  shell: [
    // Overflowed the parser's stack.
    "coproc ".repeat(2_300),
    // Ran for ever: functions, and scripts inside scripts, that call themselves twice.
    "f() { f; f; }\nf\nnpm publish",
    `A='bash -c "$A"; bash -c "$A"'\nbash -c "$A"`,
    // Doubled a text a thousand times.
    "export A=$A$A; ".repeat(1_300),
    `A=a; ${"A=$A$A; ".repeat(1_300)}`,
    // Took the square of their length.
    "${{ a".repeat(10_000),
    "cd a; ".repeat(3_300),
    // Had a word that ends after the text.
    "${ \\",
  ],
  expression: [],
  // No version, and yet of a version's form.
  version: ["1.2.399999999999999999"],
  matrix: [],
  // Showed the second one's password.
  remotes: ['[remote "origin"] url=https://a:b@github.com/x/y url=https://a:b@github.com/x/y'],
  lines: [],
  lock: [],
  publishers: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

const release = ".github/workflows/release.yml";
/** Repositories that once broke a rule, a fix or a message, or took for ever: the file that did comes first. */
export const keptRepositories: readonly {
  readonly example: Pick<Example, "files" | "given" | "rule">;
  readonly texts: Readonly<Record<string, string>>;
}[] = [
  ...[
    // Ten to the power of nine steps, by aliases.
    `on: push
jobs:
  publish:
    runs-on: ubuntu-latest
    x0: &x0 { run: npm ci }
${Array.from({ length: 9 }, (_, level) => `    x${level + 1}: &x${level + 1} { parallel: [${`*x${level}, `.repeat(10)}] }\n`).join("")}    steps: [*x9]
`,
    // A half-typed key took the next line for its own, and a finding stood on both.
    "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n  .5\n    permissions: { contents: read }\n    steps: [{ run: npm publish }]\n",
    // More scripts than anyone runs.
    'on: push\njobs: { a: { runs-on: ubuntu-latest, env: { A: \'bash -c "$A"; bash -c "$A"\' }, steps: [{ run: $A }] } }\n',
    // A flow mapping may hold a key that is too long for a block.
    `on: push
permissions: { contents: read, ${"npm".repeat(500)} }
jobs:
  a:
    runs-on: ubuntu-latest
    steps: [{ run: npm publish }]
  b:
    runs-on: ubuntu-latest
    steps: [{ run: npm publish }]
`,
  ].map((text) => ({ [release]: text })),
  // A shorthand without an owner, of which a message said that its owner is null.
  {
    "package.json": '{ "name": "widgets", "version": "1.0.0", "repository": "github:NaN" }\n',
    [release]:
      "on: push\njobs: { a: { runs-on: ubuntu-latest, permissions: { contents: read, id-token: write }, steps: [{ uses: actions/setup-node@v6, with: { node-version: 24 } }, { run: npm publish }] } }\n",
  },
  // An empty object in two lines was printed again.
  {
    "package.json": '{\n  "name": "widgets",\n  "version": "1.0.0",\n  "repository": {\n  }\n}\n',
    [release]:
      "on: push\njobs: { a: { runs-on: ubuntu-latest, permissions: { contents: read, id-token: write }, steps: [{ uses: actions/setup-node@v6, with: { node-version: 24 } }, { run: npm publish }] } }\n",
  },
  // Nothing but a byte order mark, in which no span has room.
  {
    ".npmrc": "\uFEFF",
    [release]:
      "on: push\njobs: { a: { runs-on: ubuntu-latest, permissions: { contents: read }, steps: [{ run: npm publish }] } }\n",
  },
  // Workspace globs that no folder's name comes to the end of, and one that overflows the stack.
  ...["*(a|a*)c", "(a+)+c", "((a|a))+c", "a+a+a+a+a+a+c", "(".repeat(20_000)].map((glob) => ({
    "package.json": JSON.stringify({ name: "widgets", workspaces: [glob] }),
    [`${"a".repeat(30)}b/package.json`]: '{ "name": "a" }\n',
    [release]: "on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: npm publish --workspaces }] } }\n",
  })),
].map((texts: Readonly<Record<string, string>>) => ({
  example: {
    files: Object.entries(texts).map(([path, text]) => ({ path, text, fence: "", marks: [] })),
    given: defaultGiven,
    rule: undefined,
  },
  texts,
}));

/**
 * Whole repositories that once broke lint, or took long: what 200,000 of them found (seeds 100,000, 200,000, 500,000 and following) was
 * a script read anew for each of its publishes, and nothing that throws. Those that once took for ever are in `test/growth/`.
 */
export const keptFiles: readonly Readonly<Record<string, string>>[] = [
  {
    ".github/workflows/release.yml": `on: release
jobs:
  w1:
    runs-on: ubuntu-latest
    steps:
      - run: ${JSON.stringify(`pnpm --filter release\nnpm run -w a w1\n${"if a; then npm publish; fi\n".repeat(300)}`)}
`,
    "package.json":
      '{"name":"@acme/a","version":"x","workspaces":["","bpackages{a,b}!,*(a)**/","{1..9})a","/@(a|b)a**@(a|b)a.,"]}',
  },
];
