import assert from "node:assert/strict";
import { once } from "node:events";
import { renameSync, symlinkSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import test from "node:test";
import { sizeLimit } from "../../server/src/host/host.ts";
import { nodeHost } from "../../server/src/host/node.ts";
import { folderWith, type Folder } from "./folder.ts";

function reader(folder: Folder) {
  const lines: string[] = [];
  const host = nodeHost((line) => lines.push(line));
  return {
    lines,
    host,
    read: (path: string) => host.read(folder.at(path), folder.uri),
    list: (path: string) => host.list(folder.at(path), folder.uri),
  };
}

test("a file's text is read as it stands, byte order mark and line ends included", async () => {
  const folder = folderWith({ "a b/[é].yml": "\uFEFFon: push\r\nname: 🚀\r\n" });
  assert.deepEqual(reader(folder).read("a b/[é].yml"), { text: "\uFEFFon: push\r\nname: 🚀\r\n" });
});

test("what isn't there is absent, and so is a file where a folder is, or below a file", async () => {
  const folder = folderWith({ "folder/file": "" });
  const { read, list, lines } = reader(folder);
  assert.equal(read("missing"), "absent");
  assert.equal(read("folder"), "absent");
  assert.equal(read("folder/file/below"), "absent");
  assert.equal(read("x".repeat(300)), "absent");
  assert.equal(list("missing"), "absent");
  assert.equal(list("folder/file"), "absent");
  assert.deepEqual(lines, []);
});

test("a file over 1 MiB, a lock file over 16 MiB, one that isn't UTF-8 and one with NUL are unknown, told once", async () => {
  const folder = folderWith({
    large: "x".repeat(sizeLimit + 1),
    "just right": "x".repeat(sizeLimit),
    "yarn.lock": "x".repeat(sizeLimit + 1),
    "package-lock.json": "x".repeat(16 * sizeLimit + 1),
    latin: new Uint8Array([0x66, 0xfc, 0x72]),
    binary: new Uint8Array([0x66, 0, 0x72]),
  });
  const { read, lines } = reader(folder);
  for (const name of ["large", "latin", "binary", "large", "latin", "binary", "package-lock.json"])
    assert.equal(read(name), "unknown");
  for (const name of ["just right", "yarn.lock"]) assert.equal(typeof read(name), "object");
  assert.deepEqual(
    lines.map((line) => line.slice(folder.uri.length)),
    [
      "/large isn't read: it is larger than 1 MiB.",
      "/latin isn't read: it is no UTF-8 text.",
      "/binary isn't read: it is no UTF-8 text.",
      "/package-lock.json isn't read: it is larger than 16 MiB.",
    ],
  );
});

test("links that lead around in a circle or out of the root are unknown, others are followed", async () => {
  const outside = folderWith({ secret: "secret" });
  const folder = folderWith({ "real/file": "text" });
  const link = (target: string, path: string) => symlinkSync(target, join(folder.path, path));
  link("circle-b", "circle-a");
  link("circle-a", "circle-b");
  link("real/file", "inner");
  link("nowhere", "dangling");
  link(join(outside.path, "secret"), "outer");
  link(outside.path, "outer-folder");
  link("..", "real/up");
  const { read, list, lines } = reader(folder);
  assert.equal(read("circle-a"), "unknown");
  assert.deepEqual(read("inner"), { text: "text" });
  assert.equal(read("dangling"), "absent");
  assert.equal(read("outer"), "unknown");
  assert.equal(read("outer-folder/secret"), "unknown");
  assert.equal(list("outer-folder"), "unknown");
  assert.equal(lines.filter((line) => line.includes("a link leads out of its root")).length, 3);
  assert.deepEqual(list("real"), ["file", "up"], "a link to a folder isn't listed as one: no walk goes in circles");
});

test("a root that is itself reached by a link is no reason to refuse its files", async () => {
  const folder = folderWith({ "real/file": "text" });
  symlinkSync("real", join(folder.path, "root"));
  const host = nodeHost(assert.fail);
  assert.deepEqual(host.read(folder.at("root/file"), folder.at("root")), { text: "text" });
});

test("what is no regular file isn't read: it might never end", async () => {
  const folder = folderWith();
  const server = createServer().listen(join(folder.path, "socket"));
  await once(server, "listening");
  assert.equal(reader(folder).read("socket"), "unknown");
  server.close();
});

test("URIs that are no path here are unknown", async () => {
  const { host } = reader(folderWith());
  for (const uri of ["untitled:a", "vscode-vfs://github/a/b", "file://elsewhere/a%2fb", "file:///%00"]) {
    assert.equal(host.read(uri, "file:///"), "unknown", uri);
  }
});

test("watching tells of files that are saved, replaced and created, until it is disposed", async () => {
  const folder = folderWith({ "a/one": "1", "a/two": "2", "b/new": "3" });
  const { host } = reader(folder);
  let heard: (uri: string) => void = () => undefined;
  const watching = host.watch([folder.at("a/one"), folder.at("a/absent"), `${folder.at("a")}/`], (uri) => heard(uri));
  // A watch doesn't keep a process alive.
  const alive = setInterval(() => undefined, 1_000);
  const expecting = (wanted: string, act: () => void) =>
    new Promise<void>((resolve) => {
      heard = (uri) => uri === wanted && resolve();
      act();
    });
  await expecting(folder.at("a/one"), () => folder.write("a/one", "changed"));
  await expecting(folder.at("a/one"), () => renameSync(join(folder.path, "b/new"), join(folder.path, "a/one")));
  await expecting(folder.at("a/absent"), () => folder.write("a/absent", ""));
  await expecting(`${folder.at("a")}/`, () => folder.write("a/other", ""));
  watching.dispose();
  clearInterval(alive);
});
