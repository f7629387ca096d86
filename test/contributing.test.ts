import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { posix } from "node:path";
import test from "node:test";
import { namedPaths, pathProblems } from "./contributing.ts";

const files = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
  encoding: "utf8",
})
  .split("\0")
  .filter((path) => path !== "");

const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as {
  readonly scripts: Readonly<Record<string, string>>;
};

for (const path of ["CONTRIBUTING.md", "test/README.md"]) {
  const text = readFileSync(path, "utf8");

  test(`${path} names paths that are there`, () => {
    assert.ok(namedPaths(text).length > 30);
    assert.deepEqual(pathProblems(text, files), []);
  });

  test(`${path} links to files that are there`, () => {
    const links = [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, link = ""]) => link);
    assert.ok(links.length > 0);
    const there = (link: string): boolean => {
      const target = posix.join(posix.dirname(path), link);
      return files.some((file) => file === target || file.startsWith(`${target}/`));
    };
    assert.deepEqual(
      links.filter((link) => !there(link)),
      [],
    );
  });

  test(`${path} names scripts that package.json has`, () => {
    const named = [...text.matchAll(/npm run (?:-s )?([\w:]+)/g)].map(([, name = ""]) => name);
    assert.ok(named.length > 0);
    assert.deepEqual(
      named.filter((name) => scripts[name] === undefined),
      [],
    );
  });
}

test("CONTRIBUTING.md names functions and types where they are exported", () => {
  const text = readFileSync("CONTRIBUTING.md", "utf8");
  const places = [...text.matchAll(/`(\w+)` in `(server\/[^`]+\.ts)`/g)];
  assert.ok(places.length > 3);
  const gone = places.flatMap(([, name = "", path = ""]) =>
    new RegExp(`^export (?:const|function|interface|type) ${name}\\b`, "m").test(readFileSync(path, "utf8"))
      ? []
      : [`${path} exports no ${name}`],
  );
  assert.deepEqual(gone, []);
});

const few = ["server/src/publish/job/npm.ts", "server/src/rules/index.ts", "test/cases/a.md", "README.md"];

/** A text, and what is wrong with the paths in it. */
const planted: readonly (readonly [string, readonly string[]])[] = [
  ["`server/src/publish/job/npm.ts`, `server/src/publish/job/` and `server/src/rules`", []],
  ["`publish/job/` holds `npm.ts`, and `index.ts` is the list", []],
  ["`server/src/rules/<id>.ts`, `test/cases/*.md`, `test/**/*.md`", []],
  ["`server/src/publish/npm.ts`", ["server/src/publish/npm.ts"]],
  ["`publish/tools/` holds `bun.ts`", ["publish/tools/", "bun.ts"]],
  ["`server/src/publish/tool/<tool>.ts`", ["server/src/publish/tool/<tool>.ts"]],
  ["`job.ts` isn't `publish/job/npm.ts`", ["job.ts"]],
  ["`owner/name`, `.npmrc` and `npm test` are no paths, nor is `publish.tool`", []],
  ["```md\n`gone.ts`:\n```\n`gone.md`", ["gone.md"]],
];

for (const [text, gone] of planted)
  test(`${gone.length === 0 ? "there" : "gone"}: ${JSON.stringify(text)}`, () => {
    assert.deepEqual(
      pathProblems(text, few),
      gone.map((path) => `\`${path}\` isn't there`),
    );
  });
