import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { shownAfter, type Event, type Files } from "./sequences.ts";

// `SEQUENCES=2000 npm test -- lsp/sequences` tries as many as a release does, with another seed each time.
const wanted = process.env["SEQUENCES"];
const count = Number(wanted ?? 100);
const seed = wanted === undefined ? 20261130 : Date.now() % 2 ** 31;

test(`after ${count} random sequences of edits, writes, deletes and renames the server shows what a fresh one does`, async (context) => {
  const total = { writes: 0, unwatched: 0, shown: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 5, maxLength: 25 }), async (events) => {
      const { shown, disk, open, writes, unwatched } = await shownAfter(start, {}, events);
      const fresh = await shownAfter(disk, open, []);
      assert.equal(shown, fresh.shown);
      total.writes += writes;
      total.unwatched += unwatched;
      total.shown += shown === "" ? 0 : 1;
    }),
    { numRuns: count, seed },
  );
  context.diagnostic(`seed ${seed}: ${total.writes} writes, ${total.unwatched} of them before a watcher was confirmed`);
  assert.ok(total.shown > count / 2, `${total.shown} showed anything`);
  assert.ok(total.unwatched > total.writes / 3, JSON.stringify(total));
});

const release = (node: number, run: string): string => `on: { push: { tags: ["v*"] } }
permissions: { contents: read }
jobs:
  publish:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v6
      - uses: actions/setup-node@v6
        with: { node-version: ${node} }
      - uses: ./.github/actions/release
      - run: ${run}
`;

/** What each file may hold. */
const texts: Readonly<Record<string, readonly string[]>> = {
  ".github/workflows/release.yml": [release(24, "npm publish"), release(20, "npm run release"), "on: push\n"],
  ".github/workflows/other.yaml": [release(24, "sh scripts/release.sh"), release(18, "npm publish --workspaces")],
  ".github/actions/release/action.yml": [
    "runs: { using: composite, steps: [{ run: npm publish, shell: bash }] }\n",
    "runs: { using: composite, steps: [{ run: echo, shell: bash }] }\n",
  ],
  "package.json": [
    '{ "name": "widgets", "version": "1.0.0", "scripts": { "release": "npm publish" } }\n',
    '{ "name": "widgets", "private": true, "workspaces": ["packages/*"], "scripts": { "release": "sh scripts/release.sh" } }\n',
  ],
  "packages/a/package.json": [
    '{ "name": "@acme/a", "version": "1.0.0" }\n',
    '{ "name": "@acme/a", "private": true }\n',
  ],
  "packages/b/package.json": ['{ "name": "@acme/b", "repository": "acme/other" }\n'],
  "scripts/release.sh": ["npm publish\n", "npm publish --workspaces || true\n"],
  ".npmrc": ["//REGISTRY/:_authToken=${NPM_TOKEN}\n", "provenance=true\n"],
  ".gitignore": ["scripts\n", "packages/b\n*.sh\n", "\n"],
  ".git/config": ['[remote "origin"]\n\turl = https://github.com/acme/widgets\n', "\n"],
};

const start: Files = Object.fromEntries(
  Object.entries(texts).flatMap(([path, [first]]) =>
    first === undefined || path === ".gitignore" ? [] : [[path, first]],
  ),
);

const paths = Object.keys(texts);
const written = fc
  .constantFrom(...paths)
  .chain((path) => fc.record({ path: fc.constant(path), text: fc.constantFrom(...(texts[path] ?? [])) }));
const edited = written.filter(({ path }) => path !== ".git/config");

const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 4, arbitrary: written.map((each) => ({ kind: "write" as const, ...each })) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(...paths.filter((path) => path !== ".git/config"))
      .map((path) => ({ kind: "write" as const, path, text: undefined })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...paths.slice(0, 8)), fc.constantFrom(...paths.slice(0, 8)))
      .map(([path, to]) => ({ kind: "rename" as const, path, to })),
  },
  { weight: 3, arbitrary: edited.map((each) => ({ kind: "edit" as const, ...each })) },
  { weight: 1, arbitrary: edited.map(({ path }) => ({ kind: "close" as const, path })) },
  { weight: 1, arbitrary: fc.constant({ kind: "confirm" as const }) },
  { weight: 4, arbitrary: fc.constant({ kind: "rest" as const }) },
);
