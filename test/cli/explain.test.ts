import assert from "node:assert/strict";
import { chmodSync, createWriteStream, readFileSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { delimiter, join } from "node:path";
import { Readable } from "node:stream";
import test from "node:test";
import { run } from "../../server/src/cli/run.ts";
import { spellRegistry } from "../pages/registry.ts";
import { disguises, jobLog } from "../explain/log.ts";
import { reportIn } from "../report/schema.ts";
import { exampleIn, folderOf, runIn } from "./folder.ts";

const e404 = spellRegistry(
  disguises["times"]?.(
    jobLog({ idToken: true, versions: ["node: v22.23.2", "npm: 10.9.8"], command: "npm publish", env: [] }, [
      "npm notice Access token expired or revoked. Please try logging in again.",
      "npm error code E404",
      "npm error 404 Not Found - PUT https://REGISTRY/@acme%2fwidgets - Not found",
      "npm error 404  '@acme/widgets@1.0.1' is not in this registry.",
    ]),
  ) ?? "",
);

test("a file is explained for a person, for a program and as a document", async (context) => {
  const folder = folderOf(context, { "run.log": e404 });
  const text = await runIn(folder, ["explain", "run.log"]);
  assert.equal(text.code, 0);
  assert.deepEqual(text.told, []);
  assert.match(text.out, /^E404 {2}npm's registry rejected/);
  assert.match(text.out, /^ {2}client {6}npm 10\.9\.8$/m);
  assert.match(text.out, /^ {2}1 {2}certain: The npm that published is older than 11\.5\.1/m);
  assert.match(text.out, /^What it is not$/m);
  assert.match(text.out, /^After the fix$/m);
  for (const line of text.out.split("\n")) assert.ok(line.length <= 80 || line.includes("https://"), line);
  const json = await runIn(folder, ["explain", "run.log", "--format=json"]);
  const { explanation, repositories, exit } = reportIn(json.out);
  assert.deepEqual([repositories, exit.code], [[], 0]);
  assert.deepEqual(
    explanation?.failures.map(({ code, causes }) => [code, causes.map(({ id }) => id)]),
    [["E404", ["npm-too-old"]]],
  );
  const markdown = await runIn(folder, ["explain", "--format", "markdown", "run.log"]);
  assert.match(markdown.out, /^# E404\n\n/);
  assert.match(markdown.out, /^1\. \*\*certain\*\*: /m);
});

test("the repository of the current folder leads to the line to change, unless it isn't wanted", async (context) => {
  const folder = exampleIn(context);
  writeFileSync(join(folder, "run.log"), e404);
  const { code, out } = await runIn(folder, ["explain", "run.log", "--format=json"]);
  assert.equal(code, 0);
  const { explanation, repositories } = reportIn(out);
  assert.equal(repositories.length, 1);
  assert.ok(explanation?.failures.some(({ causes }) => causes.some(({ changes }) => changes.length > 0)));
  assert.match(
    (await runIn(folder, ["explain", "run.log", "--format=json", "--no-repository"])).out,
    /"changes": \[\]/,
  );
});

test("a code and a rule's id are explained without a log", async () => {
  for (const code of ["E404", "eneedauth", "YN0033", "ERR_INVALID_AUTH"]) {
    const { code: exit, out } = await runIn(".", ["explain", code]);
    assert.equal(exit, 0);
    assert.match(out, /^Why$/m);
  }
  assert.match((await runIn(".", ["explain", "npm-too-old"])).out, /docs\/rules\/npm-too-old\.md\n$/);
  const rule = reportIn((await runIn(".", ["explain", "npm-too-old", "--format", "json"])).out).explanation;
  assert.match(rule?.page ?? "", /docs\/rules\/npm-too-old\.md$/);
  assert.deepEqual(await runIn(".", ["explain", "ENOSUCHTHING"]), {
    code: 3,
    out: "",
    told: ["Not a failure of publishing to npm that I know."],
    questions: [],
  });
});

const mistakes: readonly (readonly [readonly string[], RegExp])[] = [
  [[], /^Name a log, or pipe one in/],
  [["no.log"], /^no\.log can't be read: there is no such file or folder\.$/],
  [["."], /^\. is a folder: name a log\.$/],
  [["a", "b"], /^explain takes one log at a time/],
  [["--run=x"], /^--run takes the number of a run, not "x"\.$/],
  [["--run", "1", "a.log"], /^Name a log or --run, not both\.$/],
  [["--run", "1", "--offline"], /^--run asks GitHub, and --offline forbids it\.$/],
  [["--format", "xml"], /^--format takes text, json or markdown, not "xml"\.$/],
  [["--what"], /^Unknown option '--what': see trusted-publishing explain --help\.$/],
];

for (const [args, sentence] of mistakes)
  test(`one sentence and exit code 2 for explain ${args.join(" ")}`, async () => {
    const { code, out, told } = await runIn(".", ["explain", ...args]);
    assert.deepEqual([code, out, told.length], [2, "", 1]);
    assert.match(told[0] ?? "", sentence);
  });

/** A `gh` that writes down its arguments, and prints the run's log. */
function fakeGh(folder: string, exit = 0): Readonly<Record<string, string>> {
  writeFileSync(join(folder, "given.log"), e404);
  const path = join(folder, "gh");
  writeFileSync(
    path,
    `#!/bin/sh
echo "$@" >> "${folder}/calls"
case "$*" in
  *databaseId*) echo '[{"databaseId":42}]' ;;
  *--json*) echo '{"event":"push","headSha":"${"a".repeat(40)}","attempt":1}' ;;
  *) cat "${folder}/given.log" ;;
esac
exit ${exit}
`,
  );
  chmodSync(path, 0o755);
  return { PATH: `${folder}${delimiter}${process.env["PATH"] ?? ""}` };
}

test(
  "--run asks once, and then lets the user's gh fetch the log",
  { skip: process.platform === "win32" },
  async (context) => {
    const folder = folderOf(context);
    const env = fakeGh(folder);
    const { code, out, questions } = await runIn(folder, ["explain", "--run"], env, ["y"]);
    assert.equal(code, 0);
    assert.deepEqual(questions, [
      "Fetch the log of the last run that failed from GitHub, with your gh and its login? [y/N] ",
    ]);
    assert.match(out, /^E404 {2}/);
    assert.deepEqual(readFileSync(join(folder, "calls"), "utf8").trim().split("\n"), [
      "run list --status failure --limit 1 --json databaseId",
      "run view 42 --json event,headSha,headBranch,attempt,workflowName,jobs",
      "run view 42 --log",
    ]);
  },
);

test("a green run whose publish was skipped is explained", { skip: process.platform === "win32" }, async (context) => {
  const folder = exampleIn(context);
  const env = fakeGh(folder);
  writeFileSync(join(folder, "given.log"), "nothing of npm\n");
  const gh = readFileSync(join(folder, "gh"), "utf8");
  const jobs = (name: string): string => `{"event":"push","jobs":[{"name":"${name}","conclusion":"skipped"}]}`;
  const asked = (name: string) => {
    writeFileSync(join(folder, "gh"), gh.replace(/'\{"event".*\}'/, `'${jobs(name)}'`));
    return runIn(folder, ["explain", "--run", "7"], env, ["y"]);
  };
  const skipped = await asked("publish");
  assert.equal(skipped.code, 0);
  assert.match(skipped.out, /^skipped {2}The run is green, and the job that publishes was skipped\.$/m);
  assert.equal((await asked("docs")).code, 3);
});

test("without consent gh isn't started", { skip: process.platform === "win32" }, async (context) => {
  const folder = folderOf(context);
  const env = fakeGh(folder);
  for (const typed of [undefined, [], ["n"], [""]]) {
    const { code, out, told } = await runIn(folder, ["explain", "--run", "42"], env, typed);
    assert.deepEqual([code, out, told.length], [3, "", 1]);
    assert.match(told[0] ?? "", /gh run view 42 --log \| trusted-publishing explain$/);
  }
  assert.throws(() => readFileSync(join(folder, "calls")));
});

test("a gh that fails, or isn't there, is exit code 3", { skip: process.platform === "win32" }, async (context) => {
  const folder = folderOf(context);
  const failing = await runIn(folder, ["explain", "--run", "42"], fakeGh(folder, 4), ["y"]);
  assert.equal(failing.code, 3);
  assert.match(failing.told[0] ?? "", /^gh ended with exit code 4/);
  const missing = await runIn(folder, ["explain", "--run", "42"], { PATH: join(folder, "none") }, ["y"]);
  assert.deepEqual([missing.code, missing.told], [3, ["gh can't be started: is it installed?"]]);
});

test("a log of 50 MB is explained without being held", async (context) => {
  const folder = folderOf(context);
  const path = join(folder, "large.log");
  const file = createWriteStream(path);
  const filler = `2026-11-30T10:00:00.0000000Z ${"build output with nothing in it ".repeat(30)}\n`.repeat(1000);
  for (let written = 0; written < 50_000_000; written += filler.length)
    if (!file.write(filler)) await once(file, "drain");
  file.write("x".repeat(3_000_000));
  file.end(`\n${e404}`);
  await once(file, "close");
  const before = process.memoryUsage().rss;
  const { code, out } = await runIn(folder, ["explain", "large.log"]);
  assert.equal(code, 0);
  assert.match(out, /certain: The npm that published is older/);
  assert.ok(process.memoryUsage().rss - before < 150_000_000);
});

test("what is piped in may be cut anywhere, and be UTF-16", async () => {
  const bytes = Buffer.from(e404);
  const pieces = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, index) =>
    bytes.subarray(index * 7, index * 7 + 7),
  );
  for (const chunks of [pieces, [Buffer.from(`\uFEFF${e404}`, "utf16le")]]) {
    const out: string[] = [];
    const code = await run(["explain", "--no-repository"], {
      cwd: ".",
      env: {},
      terminal: { width: 80, color: false },
      today: "2026-11-21",
      out: (text) => out.push(text),
      tell: (line) => out.push(line),
      input: Readable.from(chunks),
    });
    assert.equal(code, 0);
    assert.match(out.join(""), /^E404 {2}/);
  }
});

test("no secret of a log is in any output", async (context) => {
  const secret = `npm_${"Canary4Secret7Value0Xy".padEnd(36, "Zq")}`;
  const [head, tail] = [secret.slice(0, 20), secret.slice(20)];
  const hidden = [secret, head, tail, Buffer.from(secret).toString("base64"), secret.toLowerCase()];
  const log = [
    `//REGISTRY/:_authToken=${secret}`,
    head,
    tail,
    Buffer.from(secret).toString("base64"),
    "npm error code E404",
    `npm error 404 Not Found - PUT https://REGISTRY/${secret} - Not found`,
    `npm error 404 Not Found - PUT https://REGISTRY/@acme%2f${secret} - Not found`,
    `npm error 404 Not Found - PUT https://REGISTRY/${secret.toLowerCase()} - Not found`,
    `npm error 404  '${secret}@1.0.0' is not in this registry.`,
    `+ ${secret.toLowerCase()}@1.0.0`,
    `npm error need auth This command requires you to be logged in to https://user:${secret}@REGISTRY/`,
    `npm error need auth This command requires you to be logged in to https://REGISTRY/`,
    `npm error code E422 "repository.url" is "https://${secret}@github.com/a/b", expected to match "x"`,
    `npm: ${secret}`,
    `npm error   - --${secret} (registry x)`,
  ].join("\n");
  for (const text of [
    log,
    ...["times", "`gh` columns", "colours"].map((how) => disguises[how]?.(log.split("\n")) ?? ""),
  ]) {
    const folder = folderOf(context, { "run.log": spellRegistry(text) });
    for (const format of ["text", "json", "markdown"]) {
      const { code, out, told } = await runIn(folder, ["explain", "run.log", `--format=${format}`]);
      assert.equal(code, 0);
      for (const each of hidden) assert.ok(!`${out}${told.join()}`.replaceAll(/\s+/g, "").includes(each), each);
    }
  }
});
