import assert from "node:assert/strict";
import test from "node:test";
import { checkout, type Checkout } from "../../server/src/host/checkout.ts";
import type { Repository } from "../../server/src/repository/repository.ts";
import type { Rule } from "../../server/src/rule.ts";
import { memoryHost, remoteHost, root, statesWith } from "./memory.ts";
import { releasing } from "./releasing.ts";

const release = ".github/workflows/release.yml";

/** A rule that asks what a test asks. */
function asking(ask: (repository: Repository) => void): Rule {
  const rule: Rule<"repository"> = {
    id: "asking",
    severities: ["info"],
    summary: "",
    about: "repository",
    needs: {},
    check(repository) {
      ask(repository);
      return [];
    },
  };
  return rule;
}

const today = (): string => "2026-11-21";

test("a lint is one pass, which reads every path once", async () => {
  let passes = 0;
  const host = memoryHost(statesWith(releasing(30)));
  const { linted } = await checkout(host, root, { today }).settle();
  const counting = checkout(memoryHost(statesWith(releasing(30))), root, { today, rules: [asking(() => passes++)] });
  await counting.settle();
  assert.equal(passes, 1);
  assert.ok(linted.findings.length > 0 && linted.read.files.size > 30);
  assert.deepEqual(linted.pending, { files: [], directories: [] });
  const again = [...host.asked].filter(([path, times]) => times > 1 && path !== ".git/config");
  assert.deepEqual(again, []);
  // While nothing changes there is nothing to lint.
  await counting.settle();
  assert.equal(passes, 1);
});

test("1: a path that is asked for twice is the same object, whatever happens on disk in between", async () => {
  const host = memoryHost(statesWith({ a: "1", "b/c": "1" }));
  const seen: unknown[] = [];
  const files = checkout(host, root, {
    today,
    rules: [
      asking((repository) => {
        seen.push(repository.file("a"), repository.directory("b"));
        host.set(statesWith({ a: "2", "b/d": "2" }));
        seen.push(repository.file("./b/../a"), repository.directory("b/"), repository.file("b/c"));
      }),
    ],
  });
  const { input } = await files.settle();
  assert.equal(seen[0], seen[2]);
  assert.equal(seen[1], seen[3]);
  assert.equal(seen[4], "absent");
  // What is asked for after the lint is of the same snapshot.
  assert.equal(input.reader.file("a"), seen[0]);
  files.forget("a");
  const { input: later } = await files.settle();
  assert.deepEqual([later.reader.file("a"), input.reader.file("a")], [{ path: "a", text: "2" }, seen[0]]);
  // What nobody forgot is as it was.
  assert.equal(later.reader.directory("b"), seen[1]);
});

test("2: a path that is read again with the same text or names is the same object", async () => {
  const host = memoryHost(statesWith({ a: "1", "b/c": "1", wanted: "yes" }));
  const seen: unknown[] = [];
  const rules = [
    asking(({ file, directory }) => {
      const wanted = file("wanted");
      if (typeof wanted === "object" && wanted.text === "yes") seen.push(file("a"), directory("b"));
    }),
  ];
  const files = checkout(host, root, { today, rules });
  const { linted } = await files.settle();
  host.set(statesWith({ a: "1", "b/c": "2", wanted: "yes" }));
  files.forget("");
  assert.equal((await files.settle()).linted, linted, "nothing that was read has changed");
  files.open("a", "1");
  assert.equal((await files.settle()).linted, linted, "the document holds what the file does");
  // A lint that asks for neither, and one that does again.
  for (const wanted of ["no", "yes"]) {
    files.open("wanted", wanted);
    await files.settle();
  }
  const [file, names, fileAgain, namesAgain] = seen;
  assert.equal(seen.length, 4);
  assert.ok(file === fileAgain && names === namesAgain);
});

test("3: what is absent, ignore files and what an unread folder would have held count as read", async () => {
  const host = memoryHost(statesWith({ ".gitignore": "/out\n", "out/a": "1", b: "1" }));
  const rules = [asking(({ file, directory }) => [file("gone/a"), file("out/a"), directory("out/inner"), file("b")])];
  const files = checkout(host, root, { today, rules });
  const { linted } = await files.settle();
  assert.deepEqual(
    [...linted.read.files].map(([path, state]) => [path, typeof state === "object" ? state.text : state]),
    [
      [".github/workflows", "absent"],
      ["gone/a", "absent"],
      ["out/a", "absent"],
      ["b", "1"],
      [".github/trusted-publishing.json", "absent"],
    ].slice(1),
  );
  const { files: read, directories } = files.read();
  for (const path of ["gone/a", "out/a", ".gitignore", "gone/.gitignore", ".git/config"])
    assert.ok(read.includes(path), path);
  assert.ok(directories.includes("out/inner"));
  host.set(statesWith({ "out/a": "1", "out/inner/b": "1", "gone/a": "1" }));
  files.compare({ files: [".gitignore", "gone/a"], directories: [] });
  const { linted: later } = await files.settle();
  assert.deepEqual(
    [later.read.files.get("out/a"), later.read.files.get("gone/a"), later.read.directories.get("out/inner")],
    [{ path: "out/a", text: "1" }, { path: "gone/a", text: "1" }, ["b"]],
  );
});

test("3: a result that outlives a lint brings what it read with it", async () => {
  const host = memoryHost(statesWith(releasing(4)));
  const files = checkout(host, root, { today });
  const first = (await files.settle()).linted;
  files.open(".github/workflows/other.yml", "on: push\njobs: {}\n");
  const second = (await files.settle()).linted;
  const [before, after] = [first, second].map(({ read }) => [...read.files.keys()].toSorted());
  assert.deepEqual(
    after?.filter((path) => path !== ".github/workflows/other.yml"),
    before,
  );
  // What the remembered result depends on makes it old.
  files.open("packages/p1/package.json", '{ "name": "@acme/p1", "version": "1.0.0", "private": true }');
  assert.notDeepEqual(messages((await files.settle()).linted), messages(second));
});

const messages = ({ findings }: Awaited<ReturnType<Checkout["settle"]>>["linted"]) =>
  findings.map(({ message }) => message);

test("what a release reads is read although an ignore pattern names it, and what is ignored isn't listed", async () => {
  const texts = {
    ".gitignore": "*.json\n.npmrc\n.github\npnpm-lock.yaml\nout/\n*.sh\n",
    [release]: "on: push\n",
    "package.json": "{}",
    ".npmrc": "",
    "pnpm-lock.yaml": "",
    "packages/a/package.json": "{}",
    "out/package.json": "{}",
    "build.sh": "",
  };
  const seen = new Map<string, unknown>();
  const rules = [
    asking(({ file, directory }) => {
      for (const path of Object.keys(texts)) seen.set(path, typeof file(path) === "object");
      for (const path of [".github/workflows", "out", "node_modules", ".git"]) seen.set(`${path}/`, directory(path));
    }),
  ];
  await checkout(memoryHost(statesWith({ ...texts, "node_modules/a/package.json": "{}", ".git/config": "" })), root, {
    today,
    rules,
  }).settle();
  assert.deepEqual(Object.fromEntries(seen), {
    ".gitignore": true,
    [release]: true,
    "package.json": true,
    ".npmrc": true,
    "pnpm-lock.yaml": true,
    "packages/a/package.json": true,
    "out/package.json": false,
    "build.sh": false,
    ".github/workflows/": ["release.yml"],
    "out/": "absent",
    "node_modules/": "absent",
    ".git/": "absent",
  });
});

test("where an ignore file is too large, only what a release surely has is known", async () => {
  const texts = { ".gitignore": "*a\n".repeat(3_000), [release]: "on: push\n", "package.json": "{}", "a/b.sh": "" };
  const seen = new Map<string, unknown>();
  const rules = [
    asking(({ file, directory }) => {
      for (const path of Object.keys(texts)) seen.set(path, typeof file(path) === "object");
      seen.set("a/", directory("a"));
      seen.set(".github/workflows/", directory(".github/workflows"));
    }),
  ];
  await checkout(memoryHost(statesWith(texts)), root, { today, rules }).settle();
  assert.deepEqual(Object.fromEntries(seen), {
    ".gitignore": false,
    [release]: true,
    "package.json": true,
    "a/b.sh": false,
    "a/": "unknown",
    ".github/workflows/": ["release.yml"],
  });
});

test("an open document has the limit of its file, in bytes", async () => {
  const seen: unknown[] = [];
  const rules = [asking(({ file }) => seen.push(...["a", "yarn.lock"].map((path) => typeof file(path))))];
  const files = checkout(memoryHost(statesWith({})), root, { today, rules });
  for (const text of ["x".repeat(1024 * 1024), "é".repeat(600 * 1024)]) {
    files.open("a", text);
    files.open("yarn.lock", text);
    await files.settle();
  }
  assert.deepEqual(seen, ["object", "object", "string", "object"]);
});

test("6: what is pending comes in few requests, and a result that met it isn't shown", async () => {
  let shown = 0;
  const host = remoteHost(statesWith(releasing(30)));
  const files = checkout(host, root, { today });
  const { linted } = await files.settle();
  shown++;
  const local = (await checkout(memoryHost(statesWith(releasing(30))), root, { today }).settle()).linted;
  assert.equal(shown, 1);
  assert.deepEqual(linted.pending, { files: [], directories: [] });
  assert.deepEqual(messages(linted), messages(local));
  assert.deepEqual(linted.understood.publishes, local.understood.publishes);
  assert.ok(host.rounds() <= 6, `${host.rounds()} rounds`);
});
