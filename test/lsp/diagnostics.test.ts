import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { folderWith } from "../host/folder.ts";
import { homepage, version } from "./server.ts";
import { startSession, stop } from "./session.ts";

const release = ".github/workflows/release.yml";
const bad = "This word is bad.";

for (const transport of ["stdio", "node-ipc"] as const) {
  test(`over ${transport}: it says what it can, publishes, and ends with 0 after a shutdown`, async () => {
    const folder = folderWith({ [release]: "a: bad\n" });
    const session = await startSession({ transport, folders: [folder.uri] });
    assert.deepEqual(session.initialized.serverInfo, { name: "trusted-publishing", version });
    const { textDocumentSync, codeActionProvider } = session.initialized.capabilities;
    assert.deepEqual(textDocumentSync, { openClose: true, change: 2, save: true });
    assert.deepEqual(codeActionProvider, {
      codeActionKinds: ["quickfix", "refactor.rewrite", "source.fixAll.trustedPublishing"],
    });
    await session.messages(folder.at(release), [bad]);
    assert.equal(await stop(session), 0);
  });
}

test("a diagnostic holds code, link, source, severity and related places", async () => {
  const folder = folderWith({ [release]: "a: bad\n", "package.json": "{}" });
  const session = await startSession({ folders: [folder.uri] });
  const { diagnostics } = await session.messages(folder.at(release), [bad]);
  assert.deepEqual(diagnostics, [
    {
      range: { start: { line: 0, character: 3 }, end: { line: 0, character: 6 } },
      severity: 1,
      code: "bad-word",
      codeDescription: { href: `${homepage}/blob/main/docs/rules/bad-word.md` },
      source: "trusted-publishing",
      message: bad,
      relatedInformation: [
        {
          location: {
            uri: folder.at("package.json"),
            range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
          },
          message: "Here.",
        },
      ],
    },
  ]);
});

test("a client gets nothing that it didn't announce", async () => {
  const folder = folderWith({ [release]: "a: bad\n", "package.json": "{}" });
  const session = await startSession({
    folders: [folder.uri],
    textDocument: { publishDiagnostics: {} },
    options: { understood: false },
  });
  await session.open(folder.at(release), "a: bad # open\n");
  const published = await session.messages(folder.at(release), [bad]);
  assert.deepEqual(Object.keys(published).sort(), ["diagnostics", "uri"]);
  const [diagnostic] = published.diagnostics;
  assert.deepEqual(Object.keys(diagnostic ?? {}), ["range", "severity", "code", "source", "message"]);
  assert.deepEqual(session.understood, []);
});

test("all files of a repository are checked, and open ones carry their version", async () => {
  const folder = folderWith({
    [release]: "a: bad\n",
    ".github/workflows/other.yaml": "bad bad",
    "package.json": "bad",
  });
  const session = await startSession({ folders: [folder.uri] });
  assert.equal((await session.messages(folder.at(release), [bad])).version, undefined);
  await session.messages(folder.at(".github/workflows/other.yaml"), [bad, bad]);
  await session.messages(folder.at("package.json"), ["A bad package."]);
  await session.open(folder.at(release), "a: bad\n");
  await session.messages(folder.at(release), [bad], 1);
  await session.change(folder.at(release), 2, "b: bad\n");
  await session.messages(folder.at(release), [bad], 2);
  const others = session.published.filter(({ uri }) => uri !== folder.at(release));
  assert.equal(others.length, 2, "what is the same in files that aren't open isn't sent again");
});

test("open text stands before the disk, and closing goes back to the disk", async () => {
  const folder = folderWith({ [release]: "a: bad\n" });
  const session = await startSession({ folders: [folder.uri] });
  await session.messages(folder.at(release), [bad]);
  await session.open(folder.at(release), "a: fine\n");
  await session.messages(folder.at(release), [], 1);
  await session.close(folder.at(release));
  assert.equal((await session.messages(folder.at(release), [bad])).version, undefined);
});

test("a document that isn't saved yet is checked with its repository", async () => {
  const folder = folderWith({ [release]: "a: bad\n" });
  const session = await startSession({ folders: [folder.uri] });
  await session.messages(folder.at(release), [bad]);
  await session.open(folder.at(".github/workflows/new.yml"), "bad");
  await session.messages(folder.at(".github/workflows/new.yml"), [bad], 1);
  await session.close(folder.at(".github/workflows/new.yml"));
  await session.messages(folder.at(".github/workflows/new.yml"), []);
});

test("what became clean is cleared, in files that aren't open as well", async () => {
  const folder = folderWith({ [release]: "a: bad\n", "package.json": "bad" });
  const session = await startSession({ folders: [folder.uri] });
  await session.messages(folder.at("package.json"), ["A bad package."]);
  await session.messages(folder.at(release), [bad]);
  folder.write("package.json", "{}");
  rmSync(join(folder.path, release));
  await session.touch(folder.at("package.json"), folder.at(release));
  await session.messages(folder.at("package.json"), []);
  await session.messages(folder.at(release), []);
});

test("a document is known by its path, whatever its language is", async () => {
  const folder = folderWith();
  const session = await startSession({ folders: [folder.uri] });
  for (const languageId of ["yaml", "github-actions-workflow", "json", "jsonc", "npmrc", "properties", "plaintext"]) {
    const uri = folder.at(`.github/workflows/${languageId}.yml`);
    await session.open(uri, "bad", languageId);
    await session.messages(uri, [bad], 1);
  }
});

test("columns count UTF-16 units, lines end with CR, LF or both, and a byte order mark is no column", async () => {
  const folder = folderWith({ [release]: "\uFEFFbad: 🚀 bad\r\né bad\rbad\nbad" });
  const session = await startSession({ folders: [folder.uri] });
  const { diagnostics } = await session.messages(folder.at(release), [bad, bad, bad, bad, bad]);
  assert.deepEqual(
    diagnostics.map(({ range: { start, end } }) => [start.line, start.character, end.line, end.character]),
    [
      [0, 0, 0, 3],
      [0, 8, 0, 11],
      [1, 2, 1, 5],
      [2, 0, 2, 3],
      [3, 0, 3, 3],
    ],
  );
});

test("changes come in parts, one after the other", async () => {
  const folder = folderWith();
  const session = await startSession({ folders: [folder.uri] });
  await session.open(folder.at(release), "one: 🚀\r\ntwo: ok\n");
  await session.messages(folder.at(release), [], 1);
  const at = (line: number, from: number, to: number, text: string) => ({
    range: { start: { line, character: from }, end: { line, character: to } },
    text,
  });
  await session.change(folder.at(release), 2, at(0, 7, 7, " bad"), at(1, 5, 7, "bad"));
  const { diagnostics } = await session.messages(folder.at(release), [bad, bad], 2);
  assert.deepEqual(
    diagnostics.map(({ range }) => range.start),
    [
      { line: 0, character: 8 },
      { line: 1, character: 5 },
    ],
  );
});

test("of a burst of changes the newest is checked, and the last word is about it", async () => {
  const folder = folderWith();
  const session = await startSession({ folders: [folder.uri] });
  await session.open(folder.at(release), "");
  await session.messages(folder.at(release), [], 1);
  const before = session.published.length;
  await Promise.all(
    Array.from({ length: 400 }, (_, index) => session.change(folder.at(release), index + 2, "bad ".repeat(index + 1))),
  );
  await session.messages(folder.at(release), Array<string>(400).fill(bad), 401);
  const sent = session.published.slice(before).map(({ version: of }) => of ?? 0);
  assert.deepEqual(
    sent,
    sent.toSorted((a, b) => a - b),
  );
  assert.ok(sent.length < 100, `${sent.length} of 400 versions were checked`);
});

test("secrets are never shown", async () => {
  const folder = folderWith({ [release]: "token: npm_abc123\nbad\nthrow" });
  const session = await startSession({ folders: [folder.uri] });
  await session.open(folder.at(release), "token: npm_abc123\n");
  await session.messages(folder.at(release), ["… is secret."], 1);
  const actions = await session.actions(folder.at(release), 0, 10);
  assert.deepEqual(
    actions.map(({ title }) => title),
    ["Remove …", "Ignore secret on this line"],
  );
  assert.doesNotMatch(JSON.stringify([session.published, actions, session.logged]), /abc123/);
});

test("a rule that throws costs its own findings, and one log line", async () => {
  const folder = folderWith({ [release]: "throw bad" });
  const session = await startSession({ folders: [folder.uri] });
  await session.messages(folder.at(release), [bad]);
  await session.open(folder.at(release), "throw bad bad");
  await session.messages(folder.at(release), [bad, bad], 1);
  // Each time for another reason, as while someone types.
  for (let version = 2; version < 20; version++) {
    await session.change(folder.at(release), version, `${"bad ".repeat(version)}throw`);
    await session.messages(folder.at(release), Array<string>(version).fill(bad), version);
  }
  assert.deepEqual(session.logged, ["The rule thrower failed: Error: This rule is broken at 0."]);
});

test("what was understood is sent after a lint", async () => {
  const folder = folderWith({ [release]: "bad bad", "package.json": "bad" });
  const session = await startSession({ folders: [folder.uri] });
  await session.until(() => session.understood.length > 0, "understood");
  const { root, errors, warnings, unknown } = session.understood[0] ?? assert.fail();
  assert.deepEqual([root, errors, warnings], [folder.uri, 2, 1]);
  const top = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  const why = "it has no readable `jobs`";
  assert.deepEqual(unknown, [{ uri: folder.at(release), range: top, why, wholeFile: true }]);
});

test("the date is the clock's in UTC, unless the client sets one", async () => {
  const folder = folderWith({ [release]: "today" });
  const session = await startSession({ folders: [folder.uri], options: { today: "2031-02-03" } });
  await session.messages(folder.at(release), ["2031-02-03"]);
  const before = new Date().toISOString().slice(0, 10);
  const other = await startSession({ folders: [folder.uri], options: { today: 1 } });
  await other.until(() => other.published.length > 0, "diagnostics");
  const after = new Date().toISOString().slice(0, 10);
  const message = other.published[0]?.diagnostics[0]?.message;
  assert.ok(message === before || message === after);
});
