import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import test from "node:test";
import { folderWith } from "../host/folder.ts";
import { serverBundle } from "./server.ts";
import { startSession } from "./session.ts";

const release = ".github/workflows/release.yml";
const bad = "This word is bad.";

test("what was read is watched, exactly, and what isn't any more is left", async () => {
  const folder = folderWith({ ".git/config": "", [release]: "state of sub/a[1].json" });
  const session = await startSession({ folders: [folder.uri] });
  const patterns = () =>
    session
      .watchers()
      .map(({ globPattern }) => {
        if (typeof globPattern === "string") return globPattern;
        assert.equal(globPattern.baseUri, folder.uri);
        return globPattern.pattern;
      })
      .toSorted();
  const always = [
    ".git",
    ".git/config",
    ".github",
    ".github/.gitignore",
    ".github/trusted-publishing.json",
    ".github/workflows",
    ".github/workflows/*",
    ".github/workflows/.gitignore",
    release,
    ".gitignore",
    "package.json",
    "packages",
    "packages/*",
    "packages/.gitignore",
  ];
  await session.until(() => patterns().includes("sub/a[[]1[]].json"), "watchers");
  assert.deepEqual(patterns(), [...always, "sub", "sub/.gitignore", "sub/a[[]1[]].json"].toSorted());
  folder.write(release, "state of other.json");
  await session.touch(folder.at(release));
  await session.messages(folder.at(release), ["absent"]);
  await session.until(() => patterns().includes("other.json") && !patterns().includes("sub/a[[]1[]].json"), "watchers");
});

test("outside of the opened folders each watcher stays in one folder", async () => {
  const folder = folderWith({ [release]: "" });
  const session = await startSession();
  await session.open(folder.at(release), "bad");
  await session.until(() => session.watchers().length > 0, "watchers");
  for (const { globPattern } of session.watchers()) {
    assert.ok(typeof globPattern !== "string" && !globPattern.pattern.includes("/"), JSON.stringify(globPattern));
  }
});

test("a client that takes no base URIs gets patterns for any folder", async () => {
  const folder = folderWith({ [release]: "bad" });
  const session = await startSession({
    folders: [folder.uri],
    workspace: { didChangeWatchedFiles: { dynamicRegistration: true } },
  });
  await session.until(() => session.watchers().some(({ globPattern }) => globPattern === `**/${release}`), "watchers");
});

test("the client's events: files that change, appear and vanish, with their folder too", async () => {
  const folder = folderWith({ [release]: "state of package.json" });
  const session = await startSession({ folders: [folder.uri] });
  await session.messages(folder.at(release), ["absent"]);
  folder.write("package.json", "1");
  await session.touch(folder.at("package.json"));
  await session.messages(folder.at(release), ["text: 1"]);
  folder.write("package.json", "2");
  await session.touch(folder.at("package.json"));
  await session.messages(folder.at(release), ["text: 2"]);
  folder.write(".github/workflows/new.yml", "bad");
  await session.touch(folder.at(".github/workflows/new.yml"));
  await session.messages(folder.at(".github/workflows/new.yml"), [bad]);
  rmSync(join(folder.path, ".github"), { recursive: true });
  await session.touch(folder.at(".github"));
  await session.messages(folder.at(release), []);
  await session.messages(folder.at(".github/workflows/new.yml"), []);
});

test("a change of .gitignore and of the remotes", async () => {
  const folder = folderWith({ ".git/config": "", [release]: "remotes state of out/a.json", "out/a.json": "made" });
  const session = await startSession({ folders: [folder.uri] });
  await session.messages(folder.at(release), ["none", "text: made"]);
  folder.write(".gitignore", "/out\n");
  await session.touch(folder.at(".gitignore"));
  await session.messages(folder.at(release), ["none", "absent"]);
  folder.write("out/.gitignore", "!a.json\n");
  folder.write(".gitignore", "/out/*\n");
  folder.write(".git/config", '[remote "origin"]\n\turl = https://github.com/acme/widgets\n');
  await session.touch(folder.at(".gitignore"), folder.at(".git/config"));
  await session.messages(folder.at(release), ["https://github.com/acme/widgets", "text: made"]);
});

test("a client that can't watch: opening and saving read again", async () => {
  const folder = folderWith({ [release]: "state of package.json" });
  const session = await startSession({ folders: [folder.uri], workspace: { didChangeWatchedFiles: {} } });
  await session.messages(folder.at(release), ["absent"]);
  folder.write("package.json", "1");
  await session.open(folder.at(release), "state of package.json");
  await session.messages(folder.at(release), ["text: 1"]);
  folder.write("package.json", "2");
  await session.save(folder.at(release));
  await session.messages(folder.at(release), ["text: 2"]);
  assert.deepEqual(session.watchers(), []);
});

test("a client that can't watch: the server itself sees files that are replaced", async () => {
  const folder = folderWith({ [release]: "bad", fresh: "bad bad" });
  const session = await startSession({ folders: [folder.uri], workspace: { didChangeWatchedFiles: {} } });
  await session.messages(folder.at(release), [bad]);
  // Another program may do that before the watch is set up; an answer to a request says that it is.
  await session.actions(folder.at(release), 0, 0);
  renameSync(join(folder.path, "fresh"), join(folder.path, release));
  await session.messages(folder.at(release), [bad, bad]);
});

test("binary, oversized and unreadable files, circles of links and folders in place of files", async () => {
  const folder = folderWith({
    ".github/workflows/binary.yml": new Uint8Array([0x62, 0x61, 0x64, 0]),
    ".github/workflows/large.yml": `bad ${"x".repeat(1024 * 1024)}`,
    ".github/workflows/unreadable.yml": "bad",
    ".github/workflows/folder.yml/inner": "bad",
    "node_modules/a/package.json": "bad",
    [release]: [
      "bad state of .github/workflows/binary.yml state of .github/workflows/large.yml",
      "state of circle state of .github/workflows/folder.yml state of node_modules/a/package.json state of .git/config",
    ].join("\n"),
  });
  chmodSync(join(folder.path, ".github/workflows/unreadable.yml"), 0o000);
  symlinkSync("circle", join(folder.path, "circle"));
  const session = await startSession({ folders: [folder.uri] });
  await session.messages(folder.at(release), [bad, "unknown", "unknown", "unknown", "absent", "absent", "absent"]);
  await session.open(folder.at(".github/workflows/large.yml"), `bad ${"x".repeat(1024 * 1024)}`);
  await session.messages(folder.at(".github/workflows/large.yml"), [], 1);
  await session.change(folder.at(".github/workflows/large.yml"), 2, "bad");
  await session.messages(folder.at(".github/workflows/large.yml"), [bad], 2);
  const lines = session.logged.filter((line) => line.includes("large.yml"));
  assert.deepEqual(lines, [`${folder.at(".github/workflows/large.yml")} isn't read: it is larger than 1 MiB.`]);
});

test("files that come, go and change while they are read", async () => {
  const folder = folderWith({ [release]: "state of package.json" });
  const session = await startSession({ folders: [folder.uri] });
  for (let round = 0; round < 50; round++) {
    if (round % 2 === 0) folder.write("package.json", String(round));
    else rmSync(join(folder.path, "package.json"));
    await session.touch(folder.at("package.json"));
  }
  folder.write("package.json", "last");
  await session.touch(folder.at("package.json"));
  await session.messages(folder.at(release), ["text: last"]);
  assert.deepEqual(session.logged, []);
});

test("a thousand packages", async () => {
  const manifests = Array.from({ length: 1_000 }, (_, index) => [`packages/p${index}/package.json`, "bad"] as const);
  const folder = folderWith({ [release]: "bad", ...Object.fromEntries(manifests) });
  const session = await startSession({ folders: [folder.uri] });
  await session.until(() => session.published.length === 1_001, "diagnostics of all files");
  await session.open(folder.at(release), "bad bad");
  await session.messages(folder.at(release), [bad, bad], 1);
  assert.equal(session.published.length, 1_002);
});

test("a folder that doesn't exist, and URIs that are none", async () => {
  const folder = folderWith({ [release]: "bad" });
  const session = await startSession({ folders: [folder.at("missing"), "nonsense", "", folder.uri] });
  await session.messages(folder.at(release), [bad]);
});

test("messages that are no messages", async () => {
  const folder = folderWith({ [release]: "bad" });
  const session = await startSession({ folders: [folder.uri] });
  await session.client.sendNotification("textDocument/didOpen", {});
  await session.client.sendNotification("textDocument/didChange", {
    textDocument: { uri: folder.at("x"), version: 1 },
    contentChanges: [{}],
  });
  await session.client.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: "%" }] });
  await session.client.sendNotification("workspace/didChangeConfiguration", {});
  await assert.rejects(session.client.sendRequest("textDocument/definition", {}), /Unhandled method/);
  await session.open(folder.at(release), "bad bad");
  await session.messages(folder.at(release), [bad, bad], 1);
});

for (const transport of ["stdio", "node-ipc"] as const) {
  test(`over ${transport}: the server ends when its client is killed`, async () => {
    const bundle = JSON.stringify(resolve(serverBundle("toy")));
    const starts = {
      stdio: `spawn(process.execPath, [${bundle}, "--stdio"], { stdio: ["pipe", "inherit", "inherit"] })`,
      "node-ipc": `fork(${bundle}, ["--node-ipc"], { stdio: ["ignore", "inherit", "inherit", "ipc"] })`,
    };
    const script = `
      const { fork, spawn } = require("node:child_process");
      const server = ${starts[transport]};
      console.log(server.pid);
      setInterval(() => undefined, 1000);
    `;
    const client = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
    // The server holds the same stream as its client: it ends with both.
    const ended = once(client.stdout, "end");
    await once(client.stdout, "data");
    client.kill("SIGKILL");
    await ended;
  });
}

test("what a client refuses to watch is compared when a document is opened or saved, and when its window is focused", async () => {
  const folder = folderWith({ ".git/config": "", [release]: "state of other.json", "other.json": "one" });
  const session = await startSession({ folders: [folder.uri] });
  session.client.onRequest("client/registerCapability", () => Promise.reject(new Error("Nothing is watched.")));
  await session.messages(folder.at(release), ["text: one"]);
  // The server hears of the refusal some time after its request: until then a comparison has nothing to look at.
  folder.write("other.json", "two");
  const focusing = setInterval(() => void session.client.sendNotification("trustedPublishing/focused"), 100);
  await session.messages(folder.at(release), ["text: two"]).finally(() => clearInterval(focusing));
  folder.write("other.json", "three");
  await session.open(folder.at("package.json"), "{}", "json");
  await session.messages(folder.at(release), ["text: three"]);
  folder.write("other.json", "four");
  await session.save(folder.at("package.json"));
  await session.messages(folder.at(release), ["text: four"]);
});
