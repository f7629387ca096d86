import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import fc from "fast-check";
import { publisherTask } from "../../server/src/generate/settings.ts";
import { stepsOf } from "../../server/src/generate/migrate/tasks.ts";
import { isPackageName } from "../../server/src/repository/package/publishable.ts";
import { commandLine } from "../../server/src/shell-word.ts";
import { readBash } from "../../server/src/syntax/shell.ts";

/** The words of the commands in a line, as our own reading of bash has them. */
function wordsIn(line: string): readonly (readonly (string | undefined)[])[] {
  const nothing = { expression: () => undefined, variable: () => undefined };
  return readBash(line, nothing).commands.map(({ words }) => words.map(({ value }) => value));
}

const pieces = [
  "a",
  "widgets",
  "@acme/",
  "'",
  '"',
  "\\",
  "$",
  "$(id)",
  "`id`",
  ";",
  "&&",
  "|",
  ">",
  "#",
  " ",
  "\n",
  "*",
  "~",
  "{a,b}",
  "!",
  "-",
  "=",
  "é",
];
const texts = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 8 }).map((parts) => parts.join(""));

test("whatever a word holds, bash passes it on as it is", () => {
  const many = fc.sample(texts, { numRuns: 400, seed: 20261130 });
  const printed = execFileSync("bash", ["-c", commandLine("printf '%s\\0'", ...many)], { encoding: "utf8" });
  assert.deepEqual(printed.split("\0").slice(0, -1), many);
});

test("whatever the names are, a printed command has the words that are meant", () => {
  fc.assert(
    fc.property(texts, texts, texts, (name, environment, path) => {
      const trusted = { repository: "acme/widgets", file: path, environment, action: "publish" } as const;
      const [command = ""] = publisherTask([name], trusted).lines;
      assert.deepEqual(wordsIn(command), [
        [
          "npm",
          "trust",
          "github",
          name,
          "--repo",
          "acme/widgets",
          "--file",
          path,
          "--env",
          environment,
          "--allow-publish",
        ],
      ]);
      const going = {
        path,
        writes: true,
        removeToken: false,
        hasToken: true,
        tokenFirst: undefined,
        secrets: [],
        install: undefined,
        canSplit: false,
      };
      const steps = stepsOf({ ...going, publishers: [{ names: [name], trusted }] });
      const lines = steps.flatMap((step) => step.lines);
      const looks = lines.filter((line) => line.startsWith("npm view "));
      assert.deepEqual(looks.map(wordsIn), [[["npm", "view", name, "_npmUser"]]]);
      const again = lines.filter((line) => line.startsWith("trusted-publishing "));
      assert.deepEqual(again.map(wordsIn), [[["trusted-publishing", "migrate", "--remove-token", path]]]);
    }),
    { numRuns: 300, seed: 20261130 },
  );
});

test("npm's own rule tells package names", () => {
  for (const name of ["widgets", "@acme/widgets", "JSONStream", "a.b-c_d"]) assert.ok(isPackageName(name), name);
  for (const name of [
    "",
    "widgets; id",
    "a b",
    "a\nb",
    "../x",
    "@acme",
    "-rf",
    "node_modules",
    "[x](https://evil.example)",
  ])
    assert.ok(!isPackageName(name), name);
});
