import assert from "node:assert/strict";
import { test } from "node:test";
import { lint } from "../../server/src/lint/run.ts";
import { readerOf } from "../../server/src/repository/input.ts";

const release = `on: { push: { tags: ['v*'] } }
jobs:
  publish:
    runs-on: ubuntu-24.04
    permissions: { id-token: write, contents: read }
    steps:
      - uses: actions/checkout@v6
      - uses: actions/setup-node@v6
        with: { node-version: 20 }
      - run: npm publish ./broken
      - run: npm publish
`;

test("a throw costs the publish that was read, which counts as not understood, and is reported", () => {
  const path = ".github/workflows/release.yml";
  const reader = readerOf({
    files: new Map([
      [path, { path, text: release }],
      ["package.json", { path: "package.json", text: '{"name":"widgets","version":"1.0.0"}' }],
    ]),
    directories: new Map([
      ["", [".github/"]],
      [".github", ["workflows/"]],
      [".github/workflows", ["release.yml"]],
    ]),
  });
  const throwing: typeof reader = {
    ...reader,
    file: (asked) => {
      if (asked === "broken/package.json") throw new Error("planted");
      return reader.file(asked);
    },
  };
  const { findings, understood, failures } = lint({ reader: throwing, remotes: [], today: "2026-11-30" });
  assert.deepEqual(failures, [{ what: `Understanding ${path}`, error: "Error: planted" }]);
  assert.deepEqual(
    understood.unknown.map(({ why }) => why),
    ["an error of this program"],
  );
  assert.equal(understood.publishes, 1);
  assert.ok(findings.some(({ rule, span }) => rule.id === "npm-too-old" && span.file.path === path));
});
