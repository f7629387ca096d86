import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { rules } from "../../server/src/rules/index.ts";
import { serverBundle } from "../lsp/server.ts";
import { readPages } from "../pages/all.ts";
import { sampled } from "../pages/sample.ts";
import { folderOf } from "./folder.ts";

const examples = sampled(readPages(rules).flatMap((page) => page.examples));

test("a second `lint --fix` of the examples changes no file", async (context) => {
  const bundle = serverBundle("real", "cli");
  const days = new Set(examples.map(({ given }) => given.today));
  let changed = 0;
  for (const day of days) {
    const own = examples.filter(({ given }) => given.today === day);
    const written = Object.fromEntries(
      own.flatMap(({ files, given }, index) => repository(`${index}`, files, given.remotes)),
    );
    const folder = folderOf(context, written);
    const fix = () => {
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [bundle, "lint", "--fix", "--format=json", "--date", day, folder],
        { encoding: "utf8", env: {}, maxBuffer: 2 ** 28 },
      );
      // Some examples have a record that can't be read.
      const told = stderr.split("\n").filter((line) => !/trusted-publishers\.json can't be read: /.test(line));
      assert.deepEqual(told, [""]);
      assert.ok(status === 0 || status === 1 || (status === 2 && stderr !== ""), stderr);
      const texts = Object.keys(written).map((path) => [path, readFileSync(join(folder, path), "utf8")] as const);
      return { texts: new Map(texts), stdout };
    };
    const [first, second] = [fix(), fix()];
    assert.deepEqual(second, first);
    changed += [...first.texts].filter(([path, text]) => written[path] !== text).length;
  }
  assert.ok(changed > 0);
  context.diagnostic(`${changed} files of ${examples.length} examples were fixed`);
});

type Files = (typeof examples)[number]["files"];
type Remotes = (typeof examples)[number]["given"]["remotes"];

function repository(name: string, files: Files, remotes: Remotes): readonly (readonly [path: string, text: string])[] {
  const config = remotes.map((remote) => `[remote "${remote.name}"]\n\turl = ${remote.url}\n`).join("");
  return [...files.map(({ path, text }) => [`${name}/${path}`, text] as const), [`${name}/.git/config`, config]];
}
