import assert from "node:assert/strict";
import {
  chmodSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { replaceFile, writeTogether, type FileText } from "../../server/src/cli/write.ts";
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

const news = { path: "a/b/new", before: undefined, text: "new" };

test("files are written together, new folders included", async (context) => {
  const root = folderOf(context, { old: "old" });
  assert.equal(
    await writeTogether(root, [news, { path: "old", before: { path: "old", text: "old" }, text: "2" }]),
    undefined,
  );
  assert.deepEqual(treeOf(root), { a: {}, "a/b": {}, "a/b/new": "new", old: "2" });
});

/** What stops the last file, and what is said of it. */
const stops: Readonly<Record<string, readonly [last: FileText, why: string]>> = {
  "one changed after it was read": [
    { path: "third", before: { path: "third", text: "else" }, text: "" },
    "it changed after it was read",
  ],
  "a new one is there already": [{ path: "third", before: undefined, text: "" }, "it is there already"],
  "a file stands in a folder's place": [
    { path: "third/x", before: undefined, text: "" },
    "writing failed with ENOTDIR",
  ],
  "one went away": [{ path: "x", before: { path: "x", text: "" }, text: "" }, "writing failed with ENOENT"],
  "one leads out": [{ path: "../../x", before: undefined, text: "" }, "it lies outside of the repository"],
};

for (const [title, [last, why]] of Object.entries(stops))
  test(`nothing is written where ${title}`, async (context) => {
    const root = folderOf(context, { old: "old", third: "third" });
    chmodSync(join(root, "old"), 0o640);
    const old = { path: "old", before: { path: "old", text: "old" }, text: "2" };
    assert.deepEqual(await writeTogether(root, [news, old, last]), { path: last.path, why });
    assert.deepEqual(treeOf(root), { old: "old", third: "third" });
    assert.equal(statSync(join(root, "old")).mode & 0o777, 0o640);
  });

test("a folder that is a link out of the repository isn't followed", async (context) => {
  const outside = folderOf(context);
  const root = folderOf(context);
  symlinkSync(outside, join(root, "a"));
  assert.deepEqual(await writeTogether(root, [news]), { path: "a/b/new", why: "it lies outside of the repository" });
  assert.deepEqual(readdirSync(outside), []);
});

/** By path: a file's text, `{}` for a folder. */
function treeOf(root: string): Readonly<Record<string, unknown>> {
  const names = readdirSync(root, { recursive: true }).map(String).toSorted();
  return Object.fromEntries(
    names.map((name) => [name, statSync(join(root, name)).isDirectory() ? {} : readFileSync(join(root, name), "utf8")]),
  );
}

test("nothing is written into .git, by whatever way", async (context) => {
  const root = folderOf(context, { ".git/config": "old", ".github/x": "" });
  symlinkSync("../.git", join(root, ".github/workflows"));
  const own = "it is one of git's own files";
  assert.equal(await replaceFile(root, { path: ".git/config", text: "old" }, "new"), own);
  assert.equal((await writeTogether(root, [{ ...news, path: ".git/hooks/pre-push" }]))?.why, own);
  assert.equal((await writeTogether(root, [{ ...news, path: ".github/workflows/npm.yml" }]))?.why, own);
  assert.deepEqual(readdirSync(join(root, ".git")), ["config"]);
});

test("what a killed process left goes at the next write; what another one writes now stays", async (context) => {
  const stale = ".a.11111111-2222-4333-8444-555555555555.trusted-publishing";
  const fresh = ".b.11111111-2222-4333-8444-555555555555.trusted-publishing";
  const root = folderOf(context, { a: "old", [stale]: "", [fresh]: "", ".other": "" });
  utimesSync(join(root, stale), new Date(0), new Date(0));
  assert.equal(await replaceFile(root, { path: "a", text: "old" }, "new"), undefined);
  assert.deepEqual(readdirSync(root).toSorted(), [fresh, ".other", "a"].toSorted());
});

test("workflows are written last", async (context) => {
  const root = folderOf(context, { "package.json": "changed" });
  const files = [
    { ...news, path: ".github/workflows/npm.yml" },
    { path: "package.json", before: { path: "package.json", text: "{}" }, text: "new" },
  ];
  assert.equal((await writeTogether(root, files))?.path, "package.json");
  assert.deepEqual(readdirSync(root), ["package.json"]);
});
