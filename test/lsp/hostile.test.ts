import assert from "node:assert/strict";
import { test } from "node:test";
import { hostile } from "../growth/hostile.ts";
import { folderWith } from "../host/folder.ts";
import { startSession, stop } from "./session.ts";

const release = ".github/workflows/release.yml";

/** Opening a clone of any of these once hung the server. */
const inputs: readonly (keyof typeof hostile)[] = [
  "braces that double 40 times",
  "a glob of 40 `**`",
  "variables that double 60 times",
  "`format` and `join` 60 deep",
  "a megabyte of `_auth=a` in one line",
  "64,000 blanks after `execa('npm',`",
  "400 jobs that need all before them",
];

const publishes = `on: push
jobs:
  publish:
    runs-on: ubuntu-24.04
    permissions: { contents: read }
    steps:
      - uses: actions/checkout@v6
      - uses: actions/setup-node@v6
        with: { node-version: 24 }
      - run: npm publish
`;

/** A session with a folder of each hostile input and one that is fine, which comes last. */
async function sessionWith(rules: "toy" | "real", text: string, more: readonly string[] = []) {
  const hostiles = [...inputs.map((name) => folderWith(hostile[name])).map(({ uri }) => uri), ...more];
  const fine = folderWith({ [release]: text, "package.json": '{ "name": "fine", "version": "1.0.0" }' });
  const session = await startSession({ rules, folders: [...hostiles, fine.uri] });
  const settled = async (): Promise<void> => {
    for (const [index, root] of hostiles.entries())
      await session.until(() => session.understood.some((each) => each.root === root), inputs[index] ?? "endless");
  };
  return { session, fine, settled };
}

test("seven hostile clones and an endless rule in one session: a folder next to them is checked, and the server ends", async () => {
  const endless = folderWith({ [release]: "endless" });
  const { session, fine, settled } = await sessionWith("toy", "bad", [endless.uri]);
  const bad = "This word is bad.";
  await session.messages(fine.at(release), [bad]);
  await settled();
  await session.open(fine.at(release), "bad bad");
  await session.messages(fine.at(release), [bad, bad], 1);
  assert.match(JSON.stringify(session.understood.findLast(({ root }) => root === endless.uri)), /took too long/);
  assert.equal(await stop(session), 0);
});

test("the shipped server answers for seven hostile clones and for the folder next to them", async () => {
  const { session, fine, settled } = await sessionWith("real", publishes);
  const found = (): readonly string[] =>
    session.published.findLast(({ uri }) => uri === fine.at(release))?.diagnostics.map(({ code }) => String(code)) ??
    [];
  await session.until(() => found().includes("id-token-write"), "findings of the folder that is fine");
  await settled();
  assert.equal(await stop(session), 0);
});
