import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test, type TestContext } from "node:test";
import { commitOf, headOf } from "../../server/src/cli/git/refs.ts";
import { storeOf, type Store } from "../../server/src/cli/git/store.ts";
import { treeOf } from "../../server/src/cli/git/tree.ts";
import { reportIn } from "../report/schema.ts";
import { exampleIn, folderOf, runIn } from "./folder.ts";

function git(folder: string, ...args: readonly string[]): string {
  const identity = ["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
  return execFileSync("git", [...identity, ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" },
    stdio: ["ignore", "pipe", "ignore"],
  }).trim();
}

/** A repository of three commits whose files differ by a line each, so that a pack holds deltas. */
function historyIn(context: TestContext, format = "sha1"): string {
  const folder = folderOf(context);
  git(folder, "init", "-q", "-b", "main", `--object-format=${format}`);
  for (const number of [1, 2, 3]) {
    const long = Array.from({ length: 2000 }, (_, line) => `line ${line === number * 100 ? "changed" : line}`);
    write(folder, "long.txt", long.join("\n"));
    write(folder, "a/b/ünïcode.txt", `${number}\n`);
    git(folder, "add", "-A");
    git(folder, "commit", "-qm", `Commit ${number}`);
    git(folder, "tag", "-a", `v${number}`, "-m", `Version ${number}`);
  }
  return folder;
}

function write(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function storeIn(folder: string): Store {
  const store = storeOf(folder);
  assert.ok(store !== undefined);
  return store;
}

function readAt(store: Store, commit: string, path: string): string | undefined {
  const entry = treeOf(store, commit)?.entry(path);
  return entry && store.object(entry.id)?.data.toString("utf8");
}

for (const format of ["sha1", "sha256"])
  for (const packed of [false, true]) {
    test(`commits, names and files are read as git reads them (${format}, ${packed ? "packed" : "loose"})`, (context) => {
      const folder = historyIn(context, format);
      if (packed) git(folder, "gc", "-q", "--aggressive");
      const store = storeIn(folder);
      const names = [
        "HEAD",
        "@",
        "main",
        "v1",
        "v2",
        "refs/tags/v3",
        "heads/main",
        "HEAD~2",
        "main^",
        "v3~1",
        "HEAD^1~1",
      ];
      for (const name of names)
        assert.deepEqual(commitOf(store, name), { id: git(folder, "rev-parse", `${name}^{commit}`) }, name);
      const id = git(folder, "rev-parse", "HEAD");
      for (const length of [7, 12, id.length]) assert.deepEqual(commitOf(store, id.slice(0, length)), { id });
      assert.deepEqual(headOf(store), { id, branch: "main" });
      for (const name of ["v1", "v2", "v3"])
        for (const path of ["long.txt", "a/b/ünïcode.txt"]) {
          const commit = commitOf(store, name);
          assert.ok("id" in commit);
          assert.equal(
            readAt(store, commit.id, path)?.trim(),
            git(folder, "show", `${name}:${path}`),
            `${name} ${path}`,
          );
        }
      assert.equal(readAt(store, id, "a/none"), undefined);
    });
  }

test("names that lead out of git's folder, or to nothing, name no commit", (context) => {
  const folder = historyIn(context);
  const store = storeIn(folder);
  for (const name of ["nope", "../HEAD", "refs/../../x", "HEAD~9", "", "-x", "v1.lock", "0000000"])
    assert.ok(!("id" in commitOf(store, name)), name);
});

test("a worktree is read, and a `.git` file that leads elsewhere isn't", (context) => {
  const folder = historyIn(context);
  const other = join(folderOf(context), "tree");
  git(folder, "worktree", "add", "-q", "-b", "topic", other);
  assert.deepEqual(headOf(storeIn(other)), { id: git(folder, "rev-parse", "HEAD"), branch: "topic" });
  const thief = folderOf(context, { ".git": readFileSync(join(other, ".git"), "utf8") });
  assert.equal(storeOf(thief), undefined);
});

test("broken objects are none", (context) => {
  const folder = historyIn(context);
  git(folder, "gc", "-q");
  const packs = join(folder, ".git/objects/pack");
  const [pack = ""] = git(folder, "ls-files", "-o", ".git")
    .split("\n")
    .filter((name) => name.endsWith(".pack"));
  const path = pack === "" ? firstPack(packs) : join(folder, pack);
  const bytes = readFileSync(path);
  rmSync(path);
  writeFileSync(path, bytes.subarray(0, bytes.length >> 2));
  assert.equal(treeOf(storeIn(folder), git(folder, "rev-parse", "HEAD"))?.entry("nowhere"), undefined);
});

function firstPack(folder: string): string {
  const name = execFileSync("ls", [folder], { encoding: "utf8" })
    .split("\n")
    .find((each) => each.endsWith(".pack"));
  return join(folder, name ?? "");
}

function committed(context: TestContext): string {
  const folder = exampleIn(context);
  git(folder, "init", "-q", "-b", "main");
  git(folder, "add", "-A");
  git(folder, "commit", "-qm", "One");
  return folder;
}

test("the report names the commit, and the files that differ from it", async (context) => {
  const folder = committed(context);
  const commit = async () => {
    const { out } = await runIn(folder, ["--format", "json"]);
    return reportIn(out).repositories[0]?.commit;
  };
  const id = git(folder, "rev-parse", "HEAD");
  assert.deepEqual(await commit(), { id, branch: "main", dirty: false, changed: [] });
  writeFileSync(join(folder, "unrelated.txt"), "x");
  write(folder, "package.json", `${readFileSync(join(folder, "package.json"), "utf8")}\n`);
  renameSync(join(folder, ".github/workflows/canary.yml"), join(folder, ".github/workflows/new.yml"));
  git(folder, "checkout", "-q", "--detach");
  assert.deepEqual(await commit(), {
    id,
    branch: null,
    dirty: true,
    changed: [".github/workflows/new.yml", "package.json"],
  });
});

test("a change is compared with a commit, without starting git", async (context) => {
  const folder = committed(context);
  write(
    folder,
    ".github/workflows/canary.yml",
    readFileSync(join(folder, ".github/workflows/canary.yml"), "utf8").replace('"22"', '"24"'),
  );
  const { out, told } = await runIn(folder, ["--against", "HEAD", "--repo", "acme/widgets"], { PATH: "" });
  assert.deepEqual(told, []);
  assert.match(out, /- Gone: npm 10\.9\.8/);
  assert.match(out, /Compared with `HEAD` \(/);
});

test("what isn't in the clone has an exit code of its own, and what doesn't exist is a bad call", async (context) => {
  const folder = committed(context);
  write(folder, "package.json", `${readFileSync(join(folder, "package.json"), "utf8")}\n`);
  git(folder, "commit", "-qam", "Two");
  const first = git(folder, "rev-parse", "HEAD~1");
  const shallow = join(folderOf(context), "clone");
  git(folder, "clone", "-q", "--depth", "1", `file://${folder}`, shallow);
  const absent = await runIn(shallow, ["--against", first]);
  assert.equal(absent.code, 3);
  assert.match(absent.told[0] ?? "", /isn't in the clone; `git fetch origin/);
  assert.equal((await runIn(shallow, ["--against", "HEAD~1"])).code, 3);
  git(folder, "config", "uploadpack.allowFilter", "true");
  const partial = join(folderOf(context), "clone");
  git(folder, "clone", "-q", "--filter=blob:none", `file://${folder}`, partial);
  const lacking = await runIn(partial, ["--against", first]);
  assert.equal(lacking.code, 3);
  assert.match(lacking.told[0] ?? "", /this clone leaves out its package\.json/);
  const wrong = await runIn(folder, ["--against", "no-such-branch"]);
  assert.equal(wrong.code, 2);
  assert.match(wrong.told[0] ?? "", /no commit, branch, tag or folder is called so/);
});
