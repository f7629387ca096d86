import assert from "node:assert/strict";
import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { replaceFile } from "../../server/src/cli/write.ts";
import { folderOf } from "./folder.ts";

test("a file is replaced in one step and keeps its mode", async (context) => {
  const root = folderOf(context, { "a/run.yml": "old\r\n" });
  const path = join(root, "a/run.yml");
  chmodSync(path, 0o640);
  const before = statSync(path).ino;
  assert.equal(await replaceFile(root, { path: "a/run.yml", text: "old\r\n" }, "\uFEFFnew\r\n宽"), undefined);
  assert.equal(readFileSync(path, "utf8"), "\uFEFFnew\r\n宽");
  assert.equal(statSync(path).mode & 0o777, 0o640);
  assert.notEqual(statSync(path).ino, before);
  assert.deepEqual(readdirSync(join(root, "a")), ["run.yml"]);
});

test("a file that changed after it was read is left alone", async (context) => {
  const root = folderOf(context, { a: "edited" });
  assert.equal(await replaceFile(root, { path: "a", text: "old" }, "new"), "it changed after it was read");
  assert.equal(readFileSync(join(root, "a"), "utf8"), "edited");
  assert.deepEqual(readdirSync(root), ["a"]);
});

test("a file that went away stays away", async (context) => {
  const root = folderOf(context);
  assert.equal(await replaceFile(root, { path: "a", text: "old" }, "new"), "writing failed with ENOENT");
  assert.deepEqual(readdirSync(root), []);
});

test("a link stays a link, and its target is written", async (context) => {
  const root = folderOf(context, { "real/a": "old" });
  symlinkSync("real/a", join(root, "link"));
  assert.equal(await replaceFile(root, { path: "link", text: "old" }, "new"), undefined);
  assert.ok(lstatSync(join(root, "link")).isSymbolicLink());
  assert.equal(readFileSync(join(root, "real/a"), "utf8"), "new");
});

test("a link out of the repository isn't followed", async (context) => {
  const outside = folderOf(context, { a: "old" });
  const root = folderOf(context);
  symlinkSync(join(outside, "a"), join(root, "link"));
  const why = await replaceFile(root, { path: "link", text: "old" }, "new");
  assert.equal(why, "it lies outside of the repository");
  assert.equal(readFileSync(join(outside, "a"), "utf8"), "old");
});

test("a folder in a file's place is no accident", async (context) => {
  const root = folderOf(context, { "a/b": "" });
  assert.match((await replaceFile(root, { path: "a", text: "" }, "new")) ?? "", /^writing failed with E/);
  assert.deepEqual(readdirSync(root), ["a"]);
  writeFileSync(join(root, "a/b"), "still there");
});
