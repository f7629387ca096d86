import assert from "node:assert/strict";
import { test } from "node:test";
import { ignoreEdit, ignoreFileEdit, ignores } from "../server/src/lint/ignore.ts";
import { applyEdits, type Span } from "../server/src/text.ts";

const workflow = ".github/workflows/release.yml";
const comment = "# trusted-publishing: ignore[a-rule]";

/** The last place where `HERE` stands. */
function spanIn(text: string, path = workflow): Span {
  const start = text.lastIndexOf("HERE");
  return { file: { path, text }, start, end: start + 4 };
}

/** The text in which the rule is silenced; undefined where nothing is offered. */
function silenced(text: string, path = workflow, rule = "a-rule"): string | undefined {
  const edit = ignoreEdit(spanIn(text, path), rule);
  if (edit === undefined) return undefined;
  const after = applyEdits(text, [edit]) ?? assert.fail();
  assert.ok(ignores(spanIn(after, path), rule), after);
  return after;
}

const step = "jobs:\n  a:\n    steps:\n      - run: ";

const written: readonly (readonly [what: string, before: string, after: string, path?: string])[] = [
  ["a value", "a:\n  b: HERE\n", `a:\n  ${comment}\n  b: HERE\n`],
  ["the first line", "HERE: 1\n", `${comment}\nHERE: 1\n`],
  ["the last line, without an end", "a: 1\nb: HERE", `a: 1\n${comment}\nb: HERE`],
  ["below an empty first line", "\nHERE: 1\n", `\n${comment}\nHERE: 1\n`],
  ["CRLF", "a: 1\r\nb: HERE\r\n", `a: 1\r\n${comment}\r\nb: HERE\r\n`],
  ["a BOM", "\uFEFFa: HERE\n", `\uFEFF${comment}\na: HERE\n`],
  ["a flow mapping", "a: { b: 1,\n  c: HERE }\n", `a: { b: 1,\n  ${comment}\n  c: HERE }\n`],
  [".npmrc", "; note\nHERE=1\n", `; note\n${comment}\nHERE=1\n`, "packages/a/.npmrc"],
  [
    "a script's first line",
    `${step}|\n          HERE\n          b\n`,
    `${step}| ${comment}\n          HERE\n          b\n`,
  ],
  [
    "a script's first line, CRLF, with a comment",
    `${step}| # why\r\n          HERE\r\n`,
    `${step}| # why ${comment}\r\n          HERE\r\n`,
  ],
  [
    "a folded script's first line",
    `${step}>-\n          HERE\n          b\n`,
    `${step}>- ${comment}\n          HERE\n          b\n`,
  ],
  [
    "a script's later line",
    `${step}|\n          cd "a"\n            HERE\n`,
    `${step}|\n          cd "a"\n            ${comment}\n            HERE\n`,
  ],
  [
    "a comment on the line above takes one more id",
    "a: 1\n# trusted-publishing: ignore[b, c ] for now\nb: HERE\n",
    "a: 1\n# trusted-publishing: ignore[b, c, a-rule ] for now\nb: HERE\n",
  ],
  [
    "a comment on the line itself does",
    "a: 1\nb: HERE # trusted-publishing: ignore[]\n",
    "a: 1\nb: HERE # trusted-publishing: ignore[a-rule]\n",
  ],
  [
    "one after another value doesn't",
    "a: 1 # trusted-publishing: ignore[b]\nb: HERE\n",
    `a: 1 # trusted-publishing: ignore[b]\n${comment}\nb: HERE\n`,
  ],
];

for (const [what, before, after, path] of written) {
  test(`the comment that ignores: ${what}`, () => assert.equal(silenced(before, path), after));
}

const refused: readonly (readonly [what: string, text: string, path?: string])[] = [
  ["JSON", '{ "a": "HERE" }\n', "package.json"],
  ["half-typed YAML", "a: [\nb: HERE\n"],
  ["a line continued with \\", `${step}|\n          npm publish \\\n            HERE\n`],
  ["a line continued with `", `${step}|\n          npm publish \`\n            HERE\n`],
  ["a here-document", `${step}|\n          cat > .npmrc <<EOF\n          HERE\n          EOF\n`],
  ["quotes over several lines", `${step}|\n          node -e "\n          HERE"\n`],
  ["an expression over several lines", `${step}|\n          echo \${{ a &&\n          HERE }}\n`],
  ["a shell with other comments", `${step}|\n          cd a\n          HERE\n        shell: cmd\n`],
  ["a folded script", `${step}>\n          npm publish\n          HERE\n`],
  ["plain text over several lines", `${step}npm publish\n          HERE\n`],
  ["quoted text over several lines", `${step}"npm publish\n          HERE"\n`],
  ["a block that is no script", "env:\n  a: |\n    b\n    HERE\n"],
];

for (const [what, text, path] of refused) {
  test(`no comment is offered in ${what}`, () => assert.equal(silenced(text, path), undefined));
}

test("a comment silences the rules it names, on its line and on the next one", () => {
  const ignored = (text: string, rule = "a-rule") => ignores(spanIn(text), rule);
  assert.ok(ignored("HERE # trusted-publishing: ignore[ b,a-rule ] why"));
  assert.ok(ignored(`${comment}\r\nHERE`));
  assert.ok(ignored("; trusted-publishing: ignore[a-rule]\nHERE"));
  assert.ok(!ignored(`${comment}\n\nHERE`));
  assert.ok(!ignored(`HERE\n${comment}`));
  assert.ok(!ignored(comment.replace("a-rule", "a-rul") + "\nHERE"));
  assert.ok(!ignored("# trusted-publishing: ignore[no-such-rule, *]\nHERE"));
  assert.ok(!ignored("# trusted-publishing: ignore[]\nHERE", ""));
});

test("silencing a second rule leaves the first one silent", () => {
  const once = silenced("a: 1\nb: HERE\n") ?? assert.fail();
  const twice = silenced(once, workflow, "another") ?? assert.fail();
  assert.ok(ignores(spanIn(twice), "a-rule"));
  assert.equal(twice, "a: 1\n# trusted-publishing: ignore[a-rule, another]\nb: HERE\n");
});

test("a comment silences a rule in its whole file", () => {
  for (const [before, after] of [
    ["a: 1\nb: HERE\n", "# trusted-publishing: ignore-file[a-rule]\na: 1\nb: HERE\n"],
    ["\uFEFFa: HERE\r\n", "\uFEFF# trusted-publishing: ignore-file[a-rule]\r\na: HERE\r\n"],
    [
      "# trusted-publishing: ignore-file[other] old\n\nb: HERE\n",
      "# trusted-publishing: ignore-file[other, a-rule] old\n\nb: HERE\n",
    ],
  ] as const) {
    const edit = ignoreFileEdit(spanIn(before).file, "a-rule");
    assert.equal(edit && applyEdits(before, [edit]), after);
    assert.ok(ignores(spanIn(after), "a-rule"));
    assert.ok(!ignores(spanIn(after), "third"));
    assert.ok(!ignores(spanIn(before), "a-rule"));
  }
  assert.equal(ignoreFileEdit({ path: "package.json", text: "{}" }, "a-rule"), undefined);
});

test("a reason follows the comment", () => {
  const edit = ignoreEdit(spanIn("a: HERE\n"), "a-rule", "we stage it") ?? assert.fail();
  assert.equal(applyEdits("a: HERE\n", [edit]), `${comment} we stage it\na: HERE\n`);
});
