import assert from "node:assert/strict";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { run } from "../../server/src/cli/run.ts";
import { version } from "../../server/src/product.ts";
import { folderOf, runIn } from "./folder.ts";

test("help and version go to the output", async () => {
  for (const args of [
    ["--help"],
    ["-h"],
    ["help"],
    ["check", "--help"],
    ["lint", "--help"],
    ["init", "--help"],
    ["migrate", "--help"],
    ["lsp", "--help"],
    ["lint", ".", "-h"],
  ]) {
    const { code, out, told } = await runIn(".", args);
    assert.equal(code, 0);
    assert.match(out, /^Usage: trusted-publishing /m);
    for (const line of out.split("\n")) assert.ok(line.length <= 90, line);
    assert.deepEqual(told, []);
  }
  assert.equal((await runIn(".", ["--version"])).out, `${version}\n`);
});

const mistakes: readonly (readonly [readonly string[], RegExp])[] = [
  [["--formt"], /^Unknown option '--formt': see trusted-publishing check --help\.$/],
  [["check", "--format", "xml"], /^--format takes text, json, markdown, overview, sarif or github, not "xml"\.$/],
  [["check", "--repo", "acme"], /^--repo takes OWNER\/NAME as on GitHub, not "acme"\.$/],
  [["check", "--max-warnings", "few"], /^--max-warnings takes a number, not "few"\.$/],
  [["check", "--date", "2026-13-01"], /^--date takes a day as YYYY-MM-DD, not "2026-13-01"\.$/],
  [["check", ".", "b"], /^b can't be read: there is no such file or folder\.$/],
  [["check", "package.json"], /^package\.json is a file: check takes a folder\.$/],
  [["./no/such"], /^\.\/no\/such can't be read: there is no such file or folder\.$/],
  [["link"], /^There is no command "link": see trusted-publishing --help\.$/],
  [["lint", "--fxi"], /^Unknown option '--fxi': see trusted-publishing lint --help\.$/],
  [["lint", "--fix=none"], /^--fix takes safe or all, not "none"\.$/],
  [["lint", "--format", "xml"], /^--format takes text, json, sarif or github, not "xml"\.$/],
  [["lint", "--repo", "a/b/c"], /^--repo takes OWNER\/NAME as on GitHub, not "a\/b\/c"\.$/],
  [["lint", "--max-warnings=-1"], /^--max-warnings takes a number, not "-1"\.$/],
  [["lint", "--format"], /^Option '--format <value>' argument missing: see trusted-publishing lint --help\.$/],
  [["lint", "--verbose=1"], /^Option '--verbose' does not take an argument: see /],
  [["lint", "--date", "2026-02-30"], /^--date takes a day as YYYY-MM-DD, not "2026-02-30"\.$/],
  [["lint", "--date=yesterday"], /^--date takes a day as YYYY-MM-DD, not "yesterday"\.$/],
  [["lint", "no/such/folder"], /^no\/such\/folder can't be read: there is no such file or folder\.$/],
  [["lint", ".", "package.json/x"], /^package\.json\/x can't be read: there is no such file or folder\.$/],
];

for (const [args, sentence] of mistakes) {
  test(`one sentence and exit code 2 for ${["trusted-publishing", ...args].join(" ")}`, async () => {
    const { code, out, told } = await runIn(".", args);
    assert.equal(code, 2);
    assert.equal(out, "");
    assert.equal(told.length, 1);
    assert.match(told[0] ?? "", sentence);
  });
}

test("a link in a circle can't be read", async (context) => {
  const folder = folderOf(context);
  symlinkSync("loop", join(folder, "loop"));
  const { code, told } = await runIn(folder, ["lint", "loop"]);
  assert.equal(code, 2);
  assert.deepEqual(told, ["loop can't be read: its links lead in a circle."]);
});

test("an exception anywhere ends in one sentence without what files hold, and an exit code of its own", async () => {
  const broken = () => {
    throw new TypeError("s3cr3t");
  };
  const told: string[] = [];
  const terminal = { width: 80, color: false };
  const io = { cwd: ".", env: {}, terminal, today: "2026-11-21", out: broken, tell: (line: string) => told.push(line) };
  assert.equal(await run(["--help"], io), 70);
  assert.equal(told.length, 1);
  assert.match(
    told[0] ?? "",
    /^trusted-publishing \S+ failed \(TypeError, .*\)\. This is a bug: please report it at https:/,
  );
  assert.doesNotMatch(told[0] ?? "", /s3cr3t/);
});
