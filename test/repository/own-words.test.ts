import assert from "node:assert/strict";
import { test } from "node:test";
import { isOneCommand, mentions, ownCommands, runs } from "../../server/src/repository/command/own-words.ts";
import { readWorkflow, type Step } from "../../server/src/repository/workflow/workflow.ts";
import { readBash } from "../../server/src/syntax/shell.ts";

test("A script's own commands are its words, without comments, quotes and prefixes", () => {
  const script =
    '# npm publish\nA=1 npm ci && npm i -g "npm@11" > log\nif [ -n "$X" ]; then gh release create "$TAG"; fi\n';
  assert.deepEqual(ownCommands(script), [
    ["npm", "ci"],
    ["npm", "i", "-g", "npm@11"],
    ["[", "-n", "$X", "]"],
    ["gh", "release", "create", "$TAG"],
  ]);
  assert.equal(runs(script, /^npm publish/), false);
  assert.equal(runs(script, /^gh release create/), true);
  assert.equal(runs(undefined, /^/), false);
});

test("Where bash can't read a script, any part of it may be a command", () => {
  assert.deepEqual(ownCommands('if ($x) {\n  # no\n  npm i -g "pnpm@9"\n}'), [
    ["if"],
    ["$x"],
    ["npm", "i", "-g", "pnpm@9"],
  ]);
});

test("A word is mentioned wherever it stands in a script, but not in a comment", () => {
  for (const script of [
    "echo a >> $GITHUB_ENV",
    '[[ -n "$GITHUB_ENV" ]]',
    "A=$GITHUB_ENV",
    "cat <<EOF\n$GITHUB_ENV\nEOF",
    "for a in $GITHUB_ENV; do :; done",
    "echo $(cat $GITHUB_ENV)",
    "f() { cat $GITHUB_ENV; }",
    "((GITHUB_ENV > 1))",
    "case $GITHUB_ENV in a) ;; esac",
    // Not bash: any part of it may be a word.
    "if ($env:GITHUB_ENV) {",
  ])
    assert.equal(mentions(script, /GITHUB_ENV/), true, script);
  assert.equal(mentions("# $GITHUB_ENV\necho a # $GITHUB_ENV", /GITHUB_ENV/), false);
});

test("A script is one command if there is nothing else", () => {
  const only = (run: string): boolean => {
    const file = { path: "a.yml", text: JSON.stringify({ jobs: { a: { steps: [{ run }] } } }) };
    const [step]: readonly Step[] = readWorkflow(file)?.jobs[0]?.steps ?? [];
    return step?.run !== undefined && isOneCommand(step.run);
  };
  for (const script of ["npm publish", " npm publish --tag next\n", "# now\nnpm publish"])
    assert.equal(only(script), true, script);
  for (const script of [
    "npm publish || true",
    "npm ci && npm publish",
    "A=1 npm publish",
    "npm publish > log",
    '[[ -n "$A" ]] && npm publish',
    "if npm publish; then :; fi",
    "npm publish | tee log",
    "! npm publish",
    "(npm publish",
  ])
    assert.equal(only(script), false, script);
});

test("What a failure does to the script depends on where the command stands", () => {
  const failing = (script: string): unknown => {
    const { commands } = readBash(script, { expression: () => undefined, variable: () => undefined });
    return commands.find(({ words }) => words[0]?.value === "x")?.failing;
  };
  for (const script of ["x", "a\nx", "a; x", "a && x", "x && a", "x > log"])
    assert.equal(failing(script), "ends", script);
  for (const script of ["x\na", "x; a", "a && x\na", "for i in 1 2; do x; done", "set +x\nx\na"])
    assert.equal(failing(script), "exits", script);
  for (const script of [
    "x && a\na",
    "x || a",
    "a || x",
    "x | a",
    "! x",
    "x &",
    "if x; then a; fi",
    "if a; then x; fi",
    "while x; do a; done",
    "(x)",
    "{ x; }",
    "f() { x; }\nf",
    "a $(x)",
    "set +e\nx\na",
    'bash -c "x"',
  ])
    assert.equal(failing(script), undefined, script);
});
