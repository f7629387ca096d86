import assert from "node:assert/strict";
import test from "node:test";
import type { CodeAction } from "vscode-languageserver-protocol/node";
import { folderWith } from "../host/folder.ts";
import { editsOf, startSession, type Session } from "./session.ts";

const release = ".github/workflows/release.yml";
const bad = "This word is bad.";

async function opened(text: string, setup: Parameters<typeof startSession>[0] = {}) {
  const folder = folderWith({ [release]: text, "package.json": "{ both }\n" });
  const session = await startSession({ folders: [folder.uri], ...setup });
  const uri = folder.at(release);
  await session.open(uri, text);
  return { session, folder, uri };
}

async function fixAll(session: Session, uri: string, kind = "source.fixAll.trustedPublishing") {
  return session.actions(uri, 0, 0, { only: [kind] });
}

test("quick fixes: one is preferred, each names its diagnostic, and ignoring comes last", async () => {
  const { session, uri } = await opened("a: bad\n");
  const { diagnostics } = await session.messages(uri, [bad], 1);
  const actions = await session.actions(uri, 0, 4);
  assert.deepEqual(
    actions.map(({ title, kind, isPreferred, edit }) => [title, kind, isPreferred, editsOf(edit)]),
    [
      ["Say it (look first)", "quickfix", undefined, { [`${uri} 1`]: ["BAD@0:3-0:6"] }],
      ["Say good", "quickfix", true, { [`${uri} 1`]: ["good@0:3-0:6"] }],
      ["Say nothing", "quickfix", undefined, { [`${uri} 1`]: ["@0:3-0:6"] }],
      [
        "Ignore bad-word on this line",
        "quickfix",
        undefined,
        { [`${uri} 1`]: ["# trusted-publishing: ignore[bad-word]\n@0:0-0:0"] },
      ],
    ],
  );
  for (const action of actions) assert.deepEqual(action.diagnostics, diagnostics);
  assert.ok(actions.every((action) => !("data" in action) && !("command" in action)));
});

test("the comment that ignores a finding silences it", async () => {
  const { session, uri } = await opened("a: bad\n");
  await session.messages(uri, [bad], 1);
  await session.change(uri, 2, "# trusted-publishing: ignore[bad-word] it is meant\na: bad\n");
  await session.messages(uri, [], 2);
});

test("actions are for what lies at the place, and a line's findings of one rule are ignored together", async () => {
  const { session, uri } = await opened("a: bad bad\nb: bad\n");
  assert.deepEqual(await session.actions(uri, 2, 0), []);
  assert.equal((await session.actions(uri, 0, 3)).length, 4);
  const whole = { start: { line: 0, character: 0 }, end: { line: 0, character: 10 } };
  const params = { textDocument: { uri }, range: whole, context: { diagnostics: [] } };
  const actions = await session.client.sendRequest<readonly CodeAction[]>("textDocument/codeAction", params);
  const ignores = actions.filter(({ title }) => title.startsWith("Ignore"));
  assert.deepEqual(
    ignores.map(({ diagnostics }) => diagnostics?.length),
    [2],
  );
  assert.equal(actions.filter(({ isPreferred }) => isPreferred).length, 2);
});

test("actions answer for the newest text, before its diagnostics are out", async () => {
  const { session, uri } = await opened("a: fine\n");
  void session.change(uri, 2, "\n\na: bad\n");
  const [action] = await session.actions(uri, 2, 4);
  assert.deepEqual(editsOf(action?.edit), { [`${uri} 2`]: ["BAD@2:3-2:6"] });
});

const builds = `on:
  push:
    tags: ["v*"]
jobs:
  publish:
    runs-on: ubuntu-latest
    permissions:
      contents: read
      id-token: write
    steps:
      - uses: actions/checkout@v6
      - run: npm run build
      - run: npm publish
`;

test("a job that builds and publishes is split by an action at its id or its publish, and one that can't be isn't", async () => {
  const folder = folderWith({ [release]: builds, "package.json": '{ "name": "widgets", "version": "1.0.0" }\n' });
  const session = await startSession({ folders: [folder.uri] });
  const uri = folder.at(release);
  await session.open(uri, builds);
  const only = ["refactor.rewrite"];
  const [action, ...others] = await session.actions(uri, 4, 4, { only });
  assert.deepEqual([action?.title, others], ['Split job "publish": build without an id-token', []]);
  const texts = Object.values(editsOf(action?.edit)).flat().join("\n");
  for (const written of ["needs: build", "npm pack", "npm publish ./tarballs/*.tgz"])
    assert.ok(texts.includes(written));
  assert.deepEqual(
    (await session.actions(uri, 12, 16, { only })).map(({ title }) => title),
    [action?.title],
  );
  assert.deepEqual(await session.actions(uri, 11, 16, { only }), []);
  const matrix = builds.replace("    steps:", "    strategy: { matrix: { node: [22, 24] } }\n    steps:");
  await session.change(uri, 2, matrix);
  assert.deepEqual(await session.actions(uri, 4, 4, { only }), []);
});

test("a fix may reach into files that aren't open", async () => {
  const { session, uri, folder } = await opened("both\n");
  const [action] = await session.actions(uri, 0, 0);
  assert.deepEqual(editsOf(action?.edit), {
    [`${uri} 1`]: ["neither@0:0-0:4"],
    [`${folder.at("package.json")} null`]: ["neither@0:2-0:6"],
  });
});

test("a client that takes no versions gets plain changes", async () => {
  const { session, uri, folder } = await opened("both\n", { workspace: { workspaceEdit: {} } });
  const [action] = await session.actions(uri, 0, 0);
  assert.deepEqual(Object.keys(action?.edit ?? {}), ["changes"]);
  assert.deepEqual(editsOf(action?.edit), {
    [uri]: ["neither@0:0-0:4"],
    [folder.at("package.json")]: ["neither@0:2-0:6"],
  });
});

test("a client that only takes commands gets none", async () => {
  const { session, uri } = await opened("bad\n", { textDocument: { codeAction: {} } });
  assert.deepEqual(await session.actions(uri, 0, 0), []);
});

test("fix all: safe fixes to the end, of this document only, as small edits", async () => {
  const { session, uri } = await opened("a: bad!\nkept: 1\nb: both\nkept: 2\nc: bad npm_x\n");
  const actions = await fixAll(session, uri);
  assert.deepEqual(
    actions.map(({ title, kind, isPreferred }) => [title, kind, isPreferred]),
    [["Fix all that is safe to fix in this file", "source.fixAll.trustedPublishing", undefined]],
  );
  // `bad!` becomes `good!`, and that `great`; the fix of `both` would change package.json as well.
  assert.deepEqual(editsOf(actions[0]?.edit), { [`${uri} 1`]: ["great@0:3-0:7", "goo@4:3-4:5"] });
});

test("fix all heeds comments and settings, and offers nothing where there is nothing to do", async () => {
  const { session, uri } = await opened("a: bad # trusted-publishing: ignore[bad-word]\ngood!\n", {
    settings: () => ({ rules: { "good-word": "off" } }),
  });
  assert.deepEqual(await fixAll(session, uri), []);
});

test("kinds: those asked for and those below them", async () => {
  const { session, uri } = await opened("a: bad\n");
  const kinds = async (only: string[] | undefined, triggerKind: 1 | 2 = 1) => {
    const context = only === undefined ? { triggerKind } : { triggerKind, only };
    return [...new Set((await session.actions(uri, 0, 4, context)).map(({ kind }) => kind))];
  };
  assert.deepEqual(await kinds(["quickfix"]), ["quickfix"]);
  assert.deepEqual(await kinds(["source"]), ["source.fixAll.trustedPublishing"]);
  assert.deepEqual(await kinds(["source.fixAll"]), ["source.fixAll.trustedPublishing"]);
  assert.deepEqual(await kinds(["source.fixAll.other", "refactor"]), []);
  assert.deepEqual(await kinds(undefined), ["quickfix", "source.fixAll.trustedPublishing"]);
  assert.deepEqual(await kinds(undefined, 2), ["quickfix"], "a cursor that moves asks for no fix of all");
});

test("a file that git ignores or that lies nowhere has no actions", async () => {
  const { session, folder } = await opened("");
  assert.deepEqual(await session.actions(folder.at("elsewhere.yml"), 0, 0), []);
  assert.deepEqual(await session.actions("nonsense", 0, 0), []);
});

test("requests that are cancelled are dropped, and the next one is answered", async () => {
  const { session, uri } = await opened(`${"bad ".repeat(2_000)}\n`);
  const params = (id: number) => ({
    jsonrpc: "2.0",
    id: `cancelled-${id}`,
    method: "textDocument/codeAction",
    params: {
      textDocument: { uri },
      range: { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } },
      context: { diagnostics: [] },
    },
  });
  const { process } = session;
  const frame = (message: unknown) => {
    const body = JSON.stringify(message);
    return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
  };
  const requests = Array.from({ length: 200 }, (_, id) => params(id));
  const answers: string[] = [];
  process.stdout?.on("data", (chunk: Buffer) => answers.push(chunk.toString()));
  const cancels = requests.map(({ id }) => ({ jsonrpc: "2.0", method: "$/cancelRequest", params: { id } }));
  process.stdin?.write([...requests, ...cancels].map(frame).join(""));
  assert.equal((await session.actions(uri, 0, 0)).length, 4);
  assert.equal(answers.join("").match(/"id":"cancelled-\d+","error":\{"code":-32800/g)?.length, 200);
});
