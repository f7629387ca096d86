import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import test, { describe } from "node:test";
import { folderWith } from "../host/folder.ts";
import { serverBundle } from "./server.ts";
import { startSession, stop } from "./session.ts";

const release = ".github/workflows/release.yml";
const bad = "This word is bad.";

describe("a repository that takes for ever", { concurrency: true }, () => {
  test("is left out, and nothing else: what was asked is answered, and documents stay open", async () => {
    const [fine, hostile] = [folderWith({ [release]: "bad" }), folderWith({ [release]: "bad" })];
    const session = await startSession({ folders: [fine.uri, hostile.uri] });
    await session.messages(hostile.at(release), [bad]);
    await session.messages(fine.at(release), [bad]);
    await session.open(fine.at(release), "bad");
    await session.open(hostile.at(release), "endless bad");
    // These wait for the thread that is busy, and for the one that comes after it.
    const [actions, left] = [session.actions(fine.at(release), 0, 0), session.actions(hostile.at(release), 0, 0)];
    await session.change(fine.at(release), 2, "bad bad");
    await session.messages(fine.at(release), [bad, bad], 2);
    assert.ok((await actions).length > 0);
    assert.deepEqual(await left, []);
    await session.messages(hostile.at(release), []);
    assert.deepEqual(
      session.logged.filter((line) => line.includes("more than 3 seconds")),
      [`${hostile.uri} is no longer checked: it took more than 3 seconds.`],
    );
    assert.match(JSON.stringify(session.understood.findLast(({ root }) => root === hostile.uri)), /took too long/);
    // The new thread watches what it read, and nobody watches for the old one.
    fine.write("package.json", "bad");
    await session.touch(fine.at("package.json"));
    await session.messages(fine.at("package.json"), ["A bad package."]);
    const patterns = session.watchers().map(({ globPattern }) => JSON.stringify(globPattern));
    assert.equal(new Set(patterns).size, patterns.length);
    assert.ok(!patterns.some((pattern) => pattern.includes(hostile.uri)));
    assert.equal(await stop(session), 0);
  });

  test("keeps the server neither from ending when asked to, nor for longer than a moment", async () => {
    const hostile = folderWith({ [release]: "endless" });
    const session = await startSession({ folders: [hostile.uri] });
    await session.open(hostile.at(release), "endless");
    const begun = performance.now();
    assert.equal(await stop(session), 0);
    assert.ok(performance.now() - begun < 8_000);
  });

  test("doesn't outlive a client that is killed", async () => {
    const hostile = folderWith({ [release]: "endless" });
    const bundle = resolve(serverBundle("toy"));
    const script = `
      const { spawn } = require("node:child_process");
      const server = spawn(process.execPath, [${JSON.stringify(bundle)}, "--stdio"], { stdio: ["pipe", "inherit", "inherit"] });
      process.on("message", (text) => server.stdin.write(text));
    `;
    const client = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit", "ipc"] });
    const { stdout } = client;
    assert.ok(stdout !== null);
    // The server holds the same stream as its client: it ends with both.
    const ended = once(stdout, "end");
    const workspaceFolders = [{ uri: hostile.uri, name: "hostile" }];
    const params = { processId: client.pid, rootUri: null, workspaceFolders, capabilities: { workspace: {} } };
    client.send(framed({ id: 1, method: "initialize", params }) + framed({ method: "initialized", params: {} }));
    const [answer] = (await once(stdout, "data")) as [Buffer];
    assert.match(answer.toString(), /^Content-Length/);
    client.kill("SIGKILL");
    await ended;
  });
});

test("a client that never rests hears what is found all the same", async () => {
  const folder = folderWith({ [release]: "" });
  const session = await startSession({ folders: [folder.uri] });
  await session.open(folder.at(release), "");
  const resting = new AbortController();
  const typing = (async () => {
    for (let version = 2; !resting.signal.aborted; version++) {
      await session.change(folder.at(release), version, `${"bad ".repeat(version % 7)}bad`);
      await new Promise(setImmediate);
    }
  })();
  await session.until(
    () =>
      session.published.filter(({ uri, diagnostics }) => uri === folder.at(release) && diagnostics.length > 0).length >
      3,
    "findings while the client types",
  );
  resting.abort();
  await typing;
});

function framed(message: object): string {
  const body = JSON.stringify({ jsonrpc: "2.0", ...message });
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}
