import assert from "node:assert/strict";
import test from "node:test";
import { nodeHost } from "../../server/src/host/node.ts";
import { findRepositories } from "../../server/src/host/roots.ts";
import { folderWith } from "./folder.ts";

async function rootsIn(files: readonly string[], at = ""): Promise<readonly string[]> {
  const folder = folderWith(Object.fromEntries(files.map((path) => [path, texts[path.split("/").at(-1) ?? ""] ?? ""])));
  const found: string[] = [];
  const opened = at === "" ? folder.uri : folder.at(at);
  for await (const uri of findRepositories(nodeHost(assert.fail), opened)) found.push(uri.slice(folder.uri.length + 1));
  return found;
}

const texts: Readonly<Record<string, string>> = {
  ".gitignore": "out/\n",
  ".gitmodules": `[submodule "first"]
\tpath = libs/first
\turl = ../first.git
[submodule "second"]
\tpath = libs/second
[submodule "deep"]
\tpath = "deep/down/here/is/one"
[submodule "top"]
\tpath = top
[submodule "outside"]
\tpath = ../../elsewhere
[submodule "absolute"]
\tpath = /etc/elsewhere
`,
};

const cases: Readonly<Record<string, { files: readonly string[]; at?: string; roots: readonly string[] }>> = {
  "a clone": { files: [".git/config", ".github/workflows/a.yml", "src/x"], roots: [""] },
  "a worktree or submodule, whose .git is a file": { files: [".git", "src/x"], roots: [""] },
  "a folder of clones": { files: ["a/.git/config", "b/c/.git/config", "d/x"], roots: ["a", "b/c"] },
  "a clone in a clone": { files: [".git/config", "inner/.git"], roots: ["", "inner"] },
  "a clone deep in a clone": { files: [".git/config", "vendor/inner/.git"], roots: [""] },
  "a clone with submodules": {
    files: [".git/config", ".gitmodules", "libs/first/.git", "libs/second/x", "deep/down/here/is/one/.git", "top/.git"],
    roots: ["", "top", "libs/first", "deep/down/here/is/one"],
  },
  "a downloaded copy, without .git": { files: [".github/workflows/a.yml"], roots: [""] },
  "copies in a folder": { files: ["a/.github/x", "b/.github/x", "b/inner/.github/x"], roots: ["a", "b"] },
  "a template's .github in a clone": { files: [".git/config", "template/.github/workflows/a.yml"], roots: [""] },
  "an organization's clones, one of them called .github": {
    files: [".github/.git/config", ".github/.github/workflows/a.yml", "a/.git/config"],
    roots: [".github", "a"],
  },
  "a part of a repository": {
    files: [".git/config", "packages/a/package.json"],
    at: "packages/a",
    roots: ["packages/a"],
  },
  "what git ignores and what npm installs": {
    files: [".git/config", ".gitignore", "out/a/.git/config", "node_modules/b/.git/config"],
    roots: [""],
  },
  "far down": { files: ["1/2/3/4/.git/config", "1/2/3/4/5/6/.git/config"], roots: ["1/2/3/4"] },
  nothing: { files: ["x"], roots: [""] },
};

for (const [name, { files, at, roots }] of Object.entries(cases)) {
  test(`repositories in ${name}`, async () => assert.deepEqual(await rootsIn(files, at), roots));
}

test("the walk ends after so many folders", async () => {
  const names = Array.from({ length: 50 }, (_, index) => `${index}/x/.git/config`);
  const folder = folderWith(Object.fromEntries(names.map((path) => [path, ""])));
  const found: string[] = [];
  for await (const uri of findRepositories(nodeHost(assert.fail), folder.uri, 61)) found.push(uri);
  assert.equal(found.length, 10);
});
