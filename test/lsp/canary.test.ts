import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { lint } from "../../server/src/lint/run.ts";
import { registryHost } from "../../server/src/npm-host.ts";
import { readerOf } from "../../server/src/repository/input.ts";
import type { Rule } from "../../server/src/rule.ts";
import { runIn } from "../cli/folder.ts";
import { folderWith } from "../host/folder.ts";
import { serverBundle } from "./server.ts";
import { startSession, stop, type Session } from "./session.ts";

const alphabet = "k7Qw2ZpR9sLm4TuV8xYb3CdN6hJf1GaE5oXiWzKqHrMvPyDtBc";

/** Made up, in the formats of real ones, each another text. */
const canaries: readonly string[] = [
  ...Array.from({ length: 16 }, (_, index) => `npm_${turned(index * 3).slice(0, 36)}`),
  `ghp_${turned(1).slice(0, 36)}`,
  `github_pat_${turned(5).slice(0, 22)}_${turned(8)}${turned(11).slice(0, 9)}`,
  "3f1c8a52-9b7e-4d06-a1c4-7e5b2d9f6083",
  "9dK2mQ7xW4vB8nZ1cF5hJ3pL",
  "aHVudGVyMmh1bnRlcjI=",
];

function turned(by: number): string {
  return alphabet.slice(by) + alphabet.slice(0, by);
}

let next = 0;
/** The next canary: each place has one of its own as long as there are some. */
function canary(): string {
  return canaries[next++ % canaries.length] ?? "";
}

const workflow = `# ${canary()}
on: { push: { tags: ["v*"] } }
env:
  NPM_TOKEN: 3f1c8a52-9b7e-4d06-a1c4-7e5b2d9f6083
jobs:
  ${canaries[5]}:
    runs-on: ${canary()}
    permissions: { contents: ${canary()}, id-token: ${canary()} } # ${canary()}
    steps:
      - uses: actions/setup-node@v6
        with: { node-version: ${canary()}, token: ${canary()} }
      - run: npm install -g npm@${canary()} # ${canary()}
      - run: npm publish --tag ${canary()} # ${canary()}
  late:
    runs-on: ubuntu-latest # ${canary()}
    permissions: { contents: read, id-token: write }
    steps:
      - uses: actions/setup-node@v6
        with: { node-version: 24 }
      # ${canary()}
      - run: npm install -g npm@^11.5.1 # ${canary()}
      - uses: actions/setup-node@v6
        with: { node-version: 22.20 } # ${canary()}
      - run: npm publish # ${canary()}
  fallback:
    runs-on: ubuntu-latest
    permissions: { contents: read, id-token: write }
    steps:
      - uses: actions/setup-node@v6
        with: { node-version: 22, registry-url: "https://${registryHost}" }
      - run: npm publish
        env:
          NODE_AUTH_TOKEN: 9dK2mQ7xW4vB8nZ1cF5hJ3pL
  ${canaries[3]}:
    runs-on: ubuntu-latest
    steps: [{ uses: actions/setup-node@v6, with: { node-version: 20 } }, { run: npm i -g npm@latest, env: { X: ${canary()} } }, { run: npm publish, name: ${canary()} }]
  ${canaries[4]}:
    uses: acme/${canary()}/.github/workflows/publish.yml@v1
    secrets: { NPM_TOKEN: ${canary()} }
`;

const files = {
  ".git/config": `[remote "origin"]\n\turl = https://github.com/acme/widgets.git\n`,
  ".github/workflows/release.yml": workflow,
  ".github/workflows/broken.yml": `jobs: { a: [${canary()}`,
  ".github/trusted-publishers.json": `{ "packages": { "widgets": [{ "id": "${canary()}" }] } }\n`,
  ".npmrc": `//npm.acme.dev/:_authToken=9dK2mQ7xW4vB8nZ1cF5hJ3pL\n//npm.acme.dev/:_password="aHVudGVyMmh1bnRlcjI="\n; ${canary()}\n${canary()}=1\n`,
  "package.json": `{ "name": "${canary()}", "version": "1.0.0", "license": "${canary()}", "scripts": { "release": "X=${canary()} npm publish" } }\n`,
};

/** The places where a part of a canary stands that is long enough to be of use. */
function leaks(text: string): readonly string[] {
  return canaries.filter((each) =>
    [each.slice(0, 14), each.slice(5, 19), each.slice(-12)].some((part) => text.includes(part)),
  );
}

test("no format of the command line shows a token", async (context) => {
  let bytes = 0;
  const outputs: string[] = [];
  for (const format of ["text", "json", "github"])
    for (const more of [
      [],
      ["--verbose"],
      ["--color"],
      ["--verbose", ".github/workflows/release.yml"],
      ["--fix"],
      ["--fix=all"],
      ["--pedantic", "--verbose"],
    ]) {
      const folder = folderWith(files);
      const { out, told } = await runIn(folder.path, ["lint", "--format", format, ...more], { CI: "true" });
      outputs.push(out, ...told);
      const again = await runIn(folder.path, ["lint", "--format", format, "--verbose"]);
      outputs.push(again.out, ...again.told);
      assert.match(readFileSync(join(folder.path, ".npmrc"), "utf8"), /9dK2mQ7xW4vB8nZ1cF5hJ3pL/);
    }
  for (const output of outputs) {
    bytes += Buffer.byteLength(output);
    assert.deepEqual(leaks(output), []);
  }
  assert.match(outputs.join(""), /literal-token/);
  assert.match(outputs.join(""), /npm-upgrade-undone/);
  assert.ok(outputs.join("").includes("•••"));
  context.diagnostic(`${bytes} bytes in ${outputs.length} outputs, ${canaries.length} tokens: none found`);
});

test("lint shows no token in any word, and in no fix, whatever a rule says", () => {
  const path = ".npmrc";
  const file = { path, text: files[path] };
  const span = { file, start: 0, end: 5 };
  const talkative: Rule<"repository"> = {
    id: "talkative",
    severities: ["error"],
    summary: "",
    about: "repository",
    needs: {},
    *check(repository) {
      repository.file(path);
      const related = [{ span, message: file.text }];
      const fixes = [
        { title: file.text, kind: "safe" as const, edits: [] },
        { title: "Copy", kind: "safe" as const, edits: [{ span, text: file.text }] },
      ];
      yield { severity: "error", span, message: file.text, related, fixes };
      throw new Error(file.text);
    },
  };
  const { findings, failures } = lint(
    {
      reader: readerOf({ files: new Map([[path, file]]), directories: new Map() }),
      remotes: [],
      today: "2026-11-21",
    },
    [talkative],
  );
  const said = findings.flatMap(({ message, related = [], fixes = [] }) => [
    message,
    ...related.map((each) => each.message),
    ...fixes.map(({ title }) => title),
  ]);
  assert.equal(said.length, 3);
  assert.deepEqual(leaks([...said, ...failures.map(({ error }) => error)].join()), []);
});

for (const rules of ["real", "toy"] as const)
  test(`the ${rules} rules' server sends no token`, async (context) => {
    const folder = folderWith({ ...files, ".github/workflows/release.yml": `${workflow}# bad throw:${canary()}\n` });
    const session = await startSession({ rules, folders: [folder.uri] });
    const sent: string[] = [];
    session.process.stdout?.on("data", (data: Buffer) => sent.push(data.toString()));
    const text = readFileSync(join(folder.path, ".github/workflows/release.yml"), "utf8");
    const uri = folder.at(".github/workflows/release.yml");
    await session.open(uri, text);
    await session.until(
      () => session.published.some((each) => each.uri === uri && each.version === 1),
      "the first findings",
    );
    await session.change(uri, 2, `${text}# more\n`);
    await session.until(
      () => session.published.some((each) => each.uri === uri && each.version === 2),
      "the second findings",
    );
    await everyAction(session, uri, text.split("\n").length);
    await stop(session);
    const all = sent.join("");
    assert.deepEqual(leaks(all), []);
    assert.match(
      all,
      rules === "real" ? /literal-token/ : /The rule thrower failed: Error: This rule is broken at \d+\.•••/,
    );
    context.diagnostic(`${Buffer.byteLength(all)} bytes from the server, ${canaries.length} tokens: none found`);
  });

test("what fails outside the rules tells no token, in the log and in an answer", async () => {
  const text = `# explode:${canary()}\n`;
  const folder = folderWith({ ...files, ".github/workflows/release.yml": text });
  const session = await startSession({ folders: [folder.uri] });
  const uri = folder.at(".github/workflows/release.yml");
  await session.open(uri, text);
  await session.until(() => session.logged.some((line) => line.includes("couldn't be checked")), "the failure");
  const answer: unknown = await session.actions(uri, 0, 0).catch(String);
  const bundle = serverBundle("toy", "cli");
  const { status, stderr } = spawnSync(process.execPath, [bundle, "lint", folder.path], { encoding: "utf8" });
  assert.equal(status, 70);
  for (const said of [session.logged.join("\n"), String(answer)]) assert.match(said, /This span is broken: •••/);
  assert.match(stderr, /failed \(Error, .*This is a bug/);
  for (const said of [session.logged.join("\n"), String(answer), stderr]) assert.deepEqual(leaks(said), []);
});

async function everyAction(session: Session, uri: string, lines: number): Promise<void> {
  for (let line = 0; line < lines; line++) await session.actions(uri, line, 30, { triggerKind: 1 });
  const range = { start: { line: 0, character: 0 }, end: { line: lines, character: 0 } };
  const textDocument = { uri };
  await session.client.sendRequest("textDocument/codeAction", { textDocument, range, context: { diagnostics: [] } });
  await session.client
    .sendRequest("textDocument/hover", { textDocument, position: range.start })
    .catch(() => undefined);
}
