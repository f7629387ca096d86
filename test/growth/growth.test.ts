import assert from "node:assert/strict";
import { test } from "node:test";
import { sampledPlaces } from "../pages/sample.ts";
import { dimensions } from "./dimensions.ts";
import { hostile } from "./hostile.ts";
import { job, publish, released, scripted, steps, times, workflow, type Files } from "./kit.ts";
import { pointOf, pointOfFiles } from "./measure.ts";

/** Milliseconds of CPU that nothing here comes near, on the slowest machine: what isn't bounded takes minutes. */
const longest = 8_000;

for (const dimension of sampledPlaces(dimensions))
  test(`${dimension.name} in number: a bounded answer without a failure`, () => {
    const point = pointOf(dimension, dimension.from * 2 ** 5);
    assert.deepEqual(point.failures, []);
    assert.ok(point.lint < longest + 20 * point.parse, `${point.lint} ms of CPU`);
  });

for (const [name, files] of sampledPlaces(Object.entries(hostile)))
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
