import fc from "fast-check";
import { textOf } from "./pieces.ts";

/** Files of a repository, by their paths. */
export type Files = Readonly<Record<string, string>>;

const some = <T>(arbitrary: fc.Arbitrary<T>, maxLength: number): fc.Arbitrary<readonly T[]> =>
  fc.array(arbitrary, { maxLength });
const one = (...texts: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...texts);
const joined = (arbitrary: fc.Arbitrary<string>, maxLength: number, between = ""): fc.Arbitrary<string> =>
  some(arbitrary, maxLength).map((texts) => texts.join(between));

const name = one("a", "b", "c", "release", "build", "publish", "packages", "w0", "w1");
const variable = one("A", "B", "C", "NODE_AUTH_TOKEN", "NPM_TOKEN");
/** Parts of globs, which may double what they stand for. */
const glob = joined(
  one(
    "{a,a}",
    "{a,b}",
    "*",
    "**",
    "/",
    "**/",
    "a",
    "b",
    "packages",
    "!",
    "[ab]",
    "@(a|b)",
    "!(a)",
    "*(a)",
    "?",
    "{1..9}",
    "{",
    ",",
    "}",
    "(",
    ")",
    "\\",
    ".",
  ),
  12,
);
const expression = fc.letrec<{ one: string }>((tie) => ({
  one: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    one(
      "true",
      "false",
      "'a'",
      "1",
      "null",
      "env.A",
      "env.B",
      "env.C",
      "matrix.x",
      "inputs.a",
      "github.ref",
      "secrets.NPM_TOKEN",
      "needs.a.outputs.b",
      "success()",
    ),
    fc
      .tuple(
        one(
          "format('{0}{0}', ",
          "format('{0}{1}', 'a', ",
          "join(fromJSON('[1,2]'), ",
          "contains('a', ",
          "startsWith(github.ref, ",
          "!(",
          "toJSON(",
        ),
        tie("one"),
      )
      .map(([open, inner]) => `${open}${inner})`),
    fc.tuple(tie("one"), one("||", "&&", "==", "!="), tie("one")).map((parts) => parts.join(" ")),
  ),
})).one;
const embedded = expression.map((source) => `\${{ ${source} }}`);

/** Lines of scripts that start each other, loop, double texts and publish. */
const line: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 4,
    arbitrary: one(
      "npm publish",
      "npm publish --workspaces",
      "pnpm -r publish",
      "yarn npm publish",
      "npx changeset publish",
      "npx semantic-release",
      "lerna publish from-package",
      "npm ci",
      "npm i -g npm@11",
      "cd a",
      "set -e",
      "exit 0",
      "make publish",
      "./s0.sh",
      "bash s1.sh",
      "node p0.js",
      "bun run release",
    ),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(one("npm run", "pnpm run", "yarn", "pnpm -r run", "npm run -w a", "run-p", "pnpm --filter"), name)
      .map((parts) => parts.join(" ")),
  },
  fc
    .tuple(variable, one("=$A$A", "=b", '="$B"', "=$(npm run a)", '=\'bash -c "$A"; bash -c "$A"\''))
    .map((parts) => parts.join("")),
  one(
    'bash -c "$A"',
    'eval "$B"',
    "f",
    "f() { f; f; }",
    "f() { npm publish; }",
    "for x in 1 2 3 4 5; do",
    "done",
    "if [ -f a ]; then",
    "else",
    "fi",
    "cat <<E >> .npmrc",
    "E",
    'echo "A=b" >> $GITHUB_ENV',
    "while read l; do",
    "npm publish || true",
    "npm publish | tee log",
  ),
  embedded.map((text) => `npm publish --tag ${text}`),
  glob.map((text) => `pnpm --filter '${text}' publish`),
  glob.map((text) => `npm publish -w ${text}`),
  textOf("shell"),
);
const script = joined(line, 5, "\n");

const quoted = (text: string): string => JSON.stringify(text);
const condition = fc.oneof(
  fc.constant(""),
  expression.map((text) => `if: ${quoted(text)}`),
  embedded.map((text) => `if: ${quoted(text)}`),
);
const env = fc.oneof(
  { weight: 2, arbitrary: fc.constant("") },
  some(
    fc.tuple(
      variable,
      fc.oneof(
        embedded,
        fc.tuple(embedded, embedded).map((both) => both.join("")),
        name,
      ),
    ),
    3,
  ).map((all) => `env: { ${all.map(([key, value]) => `${key}: ${quoted(value)}`).join(", ")} }`),
);
const step = fc
  .tuple(
    fc.oneof(
      { weight: 3, arbitrary: script.map((text) => `run: ${quoted(text)}`) },
      one(
        "uses: actions/checkout@v6",
        "uses: ./a",
        "uses: ./b",
        "uses: acme/publish@v1",
        "uses: changesets/action@v1",
        "uses: JS-DevTools/npm-publish@v4",
      ),
      one("20", "24", "lts/*", "${{ matrix.x }}").map(
        (version) =>
          `uses: actions/setup-node@v6\nwith: { node-version: ${quoted(version)}, registry-url: 'https://REGISTRY' }`,
      ),
      fc.constant("parallel: [*x]"),
    ),
    condition,
    env,
  )
  .map(
    (keys) =>
      `- ${keys
        .filter((key) => key !== "")
        .join("\n")
        .replaceAll("\n", "\n  ")}`,
  );

const indented = (text: string, by: number): string => text.replaceAll(/^/gm, " ".repeat(by));
const steps = joined(step, 4, "\n");
const called = one("a", "b", "c").map((id) => `uses: ./.github/workflows/${id}.yml`);
const job = fc
  .tuple(
    fc.oneof({ weight: 4, arbitrary: steps.map((list) => (list === "" ? "steps: []" : `steps:\n${list}`)) }, called),
    condition,
    env,
    fc.oneof(
      fc.constant(""),
      some(name, 4).map((all) => `needs: [${all.join(", ")}]`),
    ),
    fc.oneof(
      { weight: 2, arbitrary: fc.constant("") },
      some(fc.oneof(name, embedded.map(quoted)), 4).map(
        (all) =>
          `strategy: { matrix: { x: [${all.join(", ")}], y: [1, 2], include: [{ x: a, z: 1 }], exclude: [{ y: 2 }] } }`,
      ),
    ),
    one("runs-on: ubuntu-latest", "runs-on: windows-latest", "runs-on: [self-hosted]", ""),
    one("permissions: { id-token: write }", "permissions: write-all", ""),
  )
  .map((keys) => keys.filter((key) => key !== "").join("\n"));
const workflow = fc
  .tuple(
    one("push", "release", "workflow_call", "[push, workflow_call]", "workflow_dispatch", "{ push: { tags: ['v*'] } }"),
    env,
    fc.array(fc.tuple(name, job), { minLength: 1, maxLength: 3 }),
  )
  .map(
    ([on, outer, jobs]) =>
      `on: ${on}\n${outer}\njobs:\n${[...new Map(jobs)].map(([id, text]) => `  ${id}:\n${indented(text, 4)}`).join("\n")}\n`,
  );

const action = fc
  .tuple(steps, one("composite", "node24"), one("", "{ a: { default: b } }", "{ a: {} }"))
  .map(
    ([list, using, inputs]) =>
      `${inputs === "" ? "" : `inputs: ${inputs}\n`}runs:\n  using: ${using}\n  steps:\n${indented(list === "" ? "[]" : list, 4)}\n`,
  );
const manifest = fc
  .record(
    {
      name: one("a", "@acme/a", "b", ""),
      version: one("1.0.0", "1.0.0-rc.1", "x"),
      private: fc.boolean(),
      workspaces: some(glob, 4),
      scripts: fc.dictionary(name, script, { maxKeys: 4 }),
      repository: one("acme/widgets", "github:acme/other", "https://[", ""),
      packageManager: one("pnpm@10.1.0", "yarn@4.9.0", "npm@11", "@"),
      devDependencies: fc.dictionary(
        one("semantic-release", "@changesets/cli", "lerna"),
        one("^25.0.0", "latest", "workspace:*", "npm:x@1", ""),
        { maxKeys: 2 },
      ),
      publishConfig: fc.dictionary(
        one("registry", "access", "tag", "provenance"),
        one("https://REGISTRY", "public", "", "a"),
        { maxKeys: 2 },
      ),
    },
    { requiredKeys: ["name"] },
  )
  .map((value) => JSON.stringify(value));

const others: Readonly<Record<string, fc.Arbitrary<string>>> = {
  ".github/workflows/a.yml": workflow,
  ".github/workflows/b.yml": workflow,
  ".github/workflows/c.yml": workflow,
  "a/action.yml": action,
  "b/action.yml": action,
  "package.json": manifest,
  "a/package.json": manifest,
  "packages/a/package.json": manifest,
  "packages/b/package.json": manifest,
  "s0.sh": script,
  "s1.sh": script,
  "p0.js": joined(
    one('import "./p1.js";', 'execa("npm", ["publish"])', 'exec("npm publish")', "// npm publish", '"npm", '),
    4,
    "\n",
  ),
  "pnpm-workspace.yaml": some(glob, 4).map((globs) => `packages: ${JSON.stringify(globs)}\n`),
  "lerna.json": some(glob, 3).map((globs) => JSON.stringify({ packages: globs })),
  ".changeset/config.json": some(glob, 3).map((globs) => JSON.stringify({ ignore: globs, access: "public" })),
  ".npmrc": textOf("npmrc"),
  Makefile: joined(one("publish: a", "a: publish b", "\tnpm publish", "b:"), 5, "\n"),
  "package-lock.json": textOf("lock"),
  ".github/trusted-publishers.json": textOf("publishers"),
};

/** Repositories of a workflow and a few other files, which name each other. */
export const repositories: fc.Arbitrary<Files> = fc
  .tuple(workflow, fc.record(others, { requiredKeys: [] }))
  .map(([release, files]) => {
    const present = Object.entries(files).flatMap(([path, text]) =>
      text === undefined ? [] : [[path, text] as const],
    );
    return { ".github/workflows/release.yml": release, ...Object.fromEntries(present) };
  });
