import assert from "node:assert/strict";
import { test } from "node:test";
import { dimensions } from "./dimensions.ts";
import { job, publish, released, scripted, steps, times, withWorkspaces, workflow, type Files } from "./kit.ts";
import { pointOf, pointOfFiles } from "./measure.ts";

/** Milliseconds of CPU that nothing here comes near, on the slowest machine: what isn't bounded takes minutes. */
const longest = 8_000;

for (const dimension of dimensions)
  test(`${dimension.name} in number: a bounded answer without a failure`, () => {
    const point = pointOf(dimension, dimension.from * 2 ** 5);
    assert.deepEqual(point.failures, []);
    assert.ok(point.lint < longest + 20 * point.parse, `${point.lint} ms of CPU`);
  });

/** Each took for ever, or more memory than there is. */
const hostile: Readonly<Record<string, Files>> = {
  "braces that double 40 times": withWorkspaces([`packages/${"{a,a}".repeat(40)}c`, "!{x,y}".repeat(60)]),
  "a glob of 40 `**`": withWorkspaces([`${"**/a/".repeat(40)}b`], { [`${"a/".repeat(200)}package.json`]: "{}" }),
  "variables that double 60 times": released(
    "      - run: npm publish ${{ env.A0 }}\n",
    `env:\n${times(60, (index) => `  A${index}: \${{ env.A${index + 1} }}\${{ env.A${index + 1} }}\n`)}  A60: x\n`,
  ),
  "variables that lead to each other": released(
    "      - run: npm publish ${{ env.A0 }}\n",
    `env:\n${times(40, (index) => `  A${index}: \${{ env.A${(index + 1) % 40} }}\${{ env.A${(index + 7) % 40} }}\n`)}`,
  ),
  "`format` and `join` 60 deep": released(
    `      - run: npm publish \${{ ${"format('{0}{0}{0}', ".repeat(60)}'aaaaaaaaaa'${")".repeat(60)} }}\n` +
      `      - run: npm publish \${{ ${"join(fromJSON('[1,2,3]'), ".repeat(60)}'aaaaaaaaaa'${")".repeat(60)} }}\n`,
  ),
  "a megabyte of `_auth=a` in one line": released(`      # ${"_auth=a ".repeat(125_000)}\n${publish}`),
  "a megabyte of `_authToken=` in .npmrc": {
    ...released(publish),
    ".npmrc": `${"_authToken=abc123 ".repeat(55_000)}\n`,
  },
  "64,000 blanks after `execa('npm',`": {
    ...released("      - run: node publish.js\n"),
    "publish.js": `execa('npm',${" ".repeat(64_000)}\n${"\n \n".repeat(30_000)}import a from "./b.js"${"\t".repeat(60_000)}`,
  },
  "400 jobs that need all before them": {
    [workflow]: `on: push\njobs:\n${times(400, (index) => job(`j${index}`, `    needs: [${Array.from({ length: index }, (_, other) => `j${other}`).join()}]\n    if: always() && github.ref == 'x'\n${steps(publish)}`))}`,
  },
  "3,000 × `cd a`": scripted("cd a\n".repeat(3_000)),
  "seven loops in each other": scripted(
    `${times(7, (index) => `for x${index} in ${"1 ".repeat(50)}; do `)}npm publish${"; done".repeat(7)}`,
  ),
  "functions that double 40 times": scripted(
    `f0() { npm publish; }\n${times(40, (index) => `f${index + 1}() { f${index}; f${index}; }\n`)}f40`,
  ),
  "256 legs of 64 callers of 500 steps": {
    [workflow]: `on: workflow_call\njobs:\n${job("a", `    strategy: { matrix: { x: [${times(256, (index) => `${index},`)}] } }\n${steps(publish.repeat(500))}`)}`,
    ...Object.fromEntries(
      Array.from({ length: 64 }, (_, index) => [
        `.github/workflows/c${index}.yml`,
        `on: push\njobs: { b: { uses: ./${workflow} } }\n`,
      ]),
    ),
  },
};

for (const [name, files] of Object.entries(hostile))
  test(`${name}: a bounded answer without a failure`, () => {
    const before = process.memoryUsage().rss;
    const { lint, parse, failures } = pointOfFiles(files);
    assert.deepEqual(failures, []);
    assert.ok(lint < longest + 20 * parse, `${lint} ms of CPU`);
    assert.ok(process.memoryUsage().rss - before < 600 * 2 ** 20, "memory");
  });

/** What isn't followed counts as not understood, with the reason. */
const counted: readonly (readonly [string, Files])[] = [
  ["a job with too many steps", released(publish.repeat(1_001))],
  ["a step with too many publishes", scripted("npm publish\n".repeat(150))],
  [
    "a job with too many conditional steps",
    released("      - if: github.ref == inputs.x\n        run: npm publish\n".repeat(400)),
  ],
  [
    "a script that is too large",
    scripted(
      `for x in ${"1 ".repeat(50)}; do for y in ${"1 ".repeat(50)}; do for z in ${"1 ".repeat(50)}; do echo $x; done; done; done`,
    ),
  ],
  ["a script that is too large", scripted("echo a\n".repeat(15_000))],
  ["a script that is too large", scripted(times(600, (index) => `A${index}=b\n`))],
  [
    "a script that is too large",
    {
      ...released("      - run: npm run s0\n"),
      "package.json": JSON.stringify({
        name: "w",
        scripts: Object.fromEntries(
          Array.from({ length: 12 }, (_, index) => [
            `s${index}`,
            index === 11 ? "npm publish" : `npm run s${index + 1}`,
          ]),
        ),
      }),
    },
  ],
  [
    "a script that is too large",
    {
      ...released("      - run: make t0\n"),
      Makefile: `${times(150, (index) => `t${index}: t${index + 1}\n\techo\n`)}t150:\n\tnpm publish\n`,
    },
  ],
  [
    "a job that runs in too many ways",
    {
      [workflow]: `on: push\njobs:\n${job("a", `    strategy: { matrix: { x: [${times(256, (index) => `${index},`)}] } }\n${steps(publish.repeat(100))}`)}`,
    },
  ],
  [
    "a workflow with too many callers",
    {
      [workflow]: `on: workflow_call\njobs:\n${job("a", steps(publish))}`,
      ...Object.fromEntries(
        Array.from({ length: 70 }, (_, index) => [
          `.github/workflows/c${index}.yml`,
          `on: push\njobs: { b: { uses: ./${workflow} } }\n`,
        ]),
      ),
    },
  ],
];

for (const [reason, files] of counted)
  test(`${reason} is counted as not understood`, () => {
    const { unknown, failures } = pointOfFiles(files);
    assert.deepEqual(failures, []);
    assert.ok(unknown.includes(reason), JSON.stringify(unknown));
  });

test("a filter of the folder itself and an empty name to ignore cost nothing", () => {
  const root = '{"name":"widgets","version":"1.0.0","packageManager":"pnpm@10.1.0"}';
  const more = { "package.json": root, "pnpm-workspace.yaml": "packages: ['packages/*']\n" };
  for (const filter of ["./", ".", "{.}", "{}", "''", "*", "..."]) {
    const { failures } = pointOfFiles({ ...released(`      - run: pnpm --filter ${filter} publish\n`), ...more });
    assert.deepEqual(failures, [], filter);
  }
  const changesets = {
    ...released("      - run: npx changeset publish\n"),
    ...more,
    ".changeset/config.json": '{"ignore":["", "{", "[", "!", 1]}',
  };
  assert.deepEqual(pointOfFiles(changesets).failures, []);
});
