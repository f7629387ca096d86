import assert from "node:assert/strict";
import test from "node:test";
import type { Rule } from "../../server/src/rule.ts";
import { nameProblems, pageProblems } from "./page-laws.ts";
import { breaches, drawnToy, spansOf, toy, toyOf, toyPage } from "./toy.ts";
import { drawn } from "./all.ts";
import { readPage } from "./read.ts";

// What is broken shows at one place of one example: no sample may leave it out.
delete process.env["SEED"];

test("a sound rule breaks no law", () => {
  assert.deepEqual(breaches([toy()]), []);
  assert.deepEqual(pageProblems(drawnToy([toy()]), drawn(drawnToy([toy()]), [toy()]), [toy()]), []);
});

const sound = toy();
let told = 0;

/** What is broken, in which rules, and what the law says then. */
const broken: readonly (readonly [string, readonly Rule[], RegExp])[] = [
  [
    "a fix that doesn't remove its finding",
    [toy({ fix: (span) => ({ edits: [{ span, text: "very old" }] }) })],
    /^3: after .* still has to say/,
  ],
  [
    "a safe fix that brings an error to light",
    [
      sound,
      toyOf((file) => spansOf(file, /new/g).map((span) => ({ severity: "error", span, message: "Bad." })), "other"),
    ],
    /^3: the safe fix .* error of other/,
  ],
  [
    "two rules that undo each other",
    [
      sound,
      toyOf(
        (file) =>
          spansOf(file, /new/g).map((span) => ({
            severity: "info",
            span,
            message: "Bad.",
            fixes: [{ title: "Use old", kind: "safe", edits: [{ span, text: "old" }] }],
          })),
        "other",
      ),
    ],
    /^3: .* never ends/,
  ],
  [
    "a fix that has more to do a second time",
    [
      sound,
      toyOf(
        (file) =>
          spansOf(file, /new/g).map((span) => ({
            severity: "info",
            span,
            message: "Bad.",
            fixes: [{ title: "Use old", kind: "safe", edits: [{ span, text: "old" }] }],
          })),
        "other",
      ),
    ],
    /^3: a second fix of all that is safe/,
  ],
  [
    "edits that overlap",
    [
      toy({
        fix: (span) => ({
          edits: [
            { span, text: "new" },
            { span, text: "next" },
          ],
        }),
      }),
    ],
    /^4: .* overlap/,
  ],
  [
    "an edit out of range",
    [toy({ fix: (span) => ({ edits: [{ span: { ...span, end: 9999 }, text: "new" }] }) })],
    /^4: .* to 9999/,
  ],
  [
    "an edit of an earlier version of the file",
    [toy({ fix: (span) => ({ edits: [{ span: { ...span, file: { ...span.file } }, text: "new" }] }) })],
    /^4: .* isn't a file of the repository as it is now/,
  ],
  ["a fix that leaves no YAML", [toy({ fix: (span) => ({ edits: [{ span, text: "[" }] }) })], /^4: .* syntax error/],
  [
    "a fix that prints the document again",
    [
      toy({
        fix: ({ file }) => ({
          edits: [{ span: { file, start: 0, end: file.text.length }, text: file.text.replaceAll("old", "new") }],
        }),
      }),
    ],
    /^4: .* prints lines .* again/,
  ],
  [
    "a fix that changes nothing",
    [toy({ fix: (span) => ({ edits: [{ span, text: "old" }] }) })],
    /^4: .* changes nothing/,
  ],
  [
    "safe fixes that depend on their order",
    [toy({ fix: (span) => ({ edits: [{ span, text: `new${spansOf(span.file, /old/g).length}` }] }) })],
    /^5: release.yml differs/,
  ],
  [
    "a fix that writes LF into CRLF",
    [toy({ fix: (span) => ({ edits: [{ span, text: "new\n\n" }] }) })],
    /^6: with CRLF .* writes another/,
  ],
  [
    "a fix that drops the BOM",
    [
      toy({
        fix: (span) => ({
          edits: [
            { span, text: "new" },
            { span: { ...span, start: 0, end: 1 }, text: "o" },
          ],
        }),
      }),
    ],
    /^6: with a BOM/,
  ],
  [
    "a rule that needs the last line end",
    [toyOf((file) => spansOf(file, /old(?="\n)/g).map((span) => ({ severity: "error", span, message: "Bad." })))],
    /^6: without the last line end lint says something else/,
  ],
  [
    "a span with half a line end",
    [toyOf((file) => spansOf(file, /old"[^\n]*/g).map((span) => ({ severity: "error", span, message: "Bad." })))],
    /^6: with CRLF lint says something else/,
  ],
  [
    "a rule that throws at an offset",
    [toy({ finding: ({ file, end }) => (end === file.text.length ? bang() : {}) })],
    /^7: release.yml cut at \d+: The rule toy threw bang/,
  ],
  ["a rule that throws", [toyOf(() => bang())], /^7: The rule toy threw bang/],
  [
    "a rule that remembers",
    [toy({ finding: () => ({ message: `Told ${told++} times.` }) })],
    /^7: lint says something else the second time/,
  ],
  [
    "a span over two lines",
    [toy({ finding: (span) => ({ span: { ...span, end: span.end + 12 } }) })],
    /^8: .* covers a line's end/,
  ],
  ["an empty span", [toy({ finding: (span) => ({ span: { ...span, end: span.start } }) })], /^8: toy: a span/],
  [
    "a related span of an earlier version of the file",
    [toy({ finding: (span) => ({ related: [{ span: { ...span, file: { ...span.file } }, message: "Here" }] }) })],
    /^8: .* isn't a file/,
  ],
  ["a message that shouts", [toy({ finding: () => ({ message: "This is old!" }) })], /^9: the message shouts/],
  [
    "a manual title without brackets",
    [toy({ fix: () => ({ kind: "manual" }) })],
    /^9: the title says nothing in brackets/,
  ],
  ["a message that shows a secret", [toy({ finding: (span) => ({ redact: [span] }) })], /^9: a text shows a secret/],
  ["a severity that the rule doesn't name", [toy({ finding: () => ({ severity: "info" }) })], /^9: toy reports info/],
];

for (const [what, rules, says] of broken)
  test(`the laws see ${what}`, () => {
    const found = breaches(rules);
    assert.ok(
      found.some((breach) => says.test(breach)),
      found.join("\n"),
    );
  });

const page = drawn(drawnToy([sound]), [sound]);

/** What is wrong with the page, and what law 2 says then. */
const drifted: readonly (readonly [string, string, RegExp])[] = [
  ["a caret shifted to the right", page.replace("       ^^^ error", "        ^^^ error"), /^2: the page/],
  ["a missing mark", page.replace(/ +\^\^\^ error.*\n/, ""), /^2: the page/],
  ["a mark too many", page.replace("on: push\n", "on: push\n    ^^^^ error toy: Bad.\n"), /^2: the page/],
  ["another message", page.replace("is out of date", "is stale"), /^2: the page/],
  ["another fixed text", page.replace("first: new", "first: newer"), /^2: the page/],
  ["a missing fix", page.replace(/Fixed by [^]*?(?=Fixed)/, ""), /^2: the page/],
  [
    "an example that reports nothing",
    page.replaceAll(/old|new/g, "gone"),
    /^2: stands under "Reported", and toy reports nothing/,
  ],
  [
    "a near miss that is reported",
    page.replace(/on: push\n```\n$/, "on: old\n```\n"),
    /^2: stands under "Not reported"/,
  ],
];

for (const [what, text, says] of drifted)
  test(`law 2 sees ${what}`, () => {
    assert.notEqual(text, page);
    const found = breaches([sound], readPage("docs/rules/toy.md", text));
    assert.ok(
      found.some((breach) => says.test(breach)),
      found.join("\n"),
    );
  });

/** What is wrong with the page, and what laws 1 and 10 say then. */
const pages: readonly (readonly [string, string, Rule, RegExp])[] = [
  ["a page without near misses", page.replace(/### No such[^]*/, ""), sound, /no example that isn't reported/],
  [
    "a page without its sections",
    page.replace("## Why", "## Reason"),
    sound,
    /its sections are What it reports, Reason/,
  ],
  ["a page that is too long", page.replace("They are", "\n".repeat(150)), sound, /more than 150/],
  ["a page without mistakes", page.replace(/## Example[^]*(?=## When)/, ""), sound, /its sections are/],
  ["a head that isn't current", page.replace("fixes: safe", "fixes: none"), sound, /^the page \(-\) and its rule/],
  ["a summary that changed", page, { ...sound, summary: "Other." }, /^the page \(-\) and its rule/],
  ["another title", page.replace("# toy", "# Toy"), sound, /^the first line isn't/],
  [
    "a severity that no example shows",
    page,
    { ...sound, severities: ["error", "info"] },
    /no example shows the severity info/,
  ],
  ["the page of no rule", page, { ...sound, id: "tin" }, /lists no such rule/],
];

for (const [what, text, rule, says] of pages)
  test(`laws 1 and 10 see ${what}`, () => {
    const found = pageProblems(readPage("docs/rules/toy.md", text), text, [rule]);
    assert.ok(
      found.some((problem) => says.test(problem)),
      found.join("\n"),
    );
  });

test("law 10 sees names that differ", () => {
  const [a, b] = [
    { ...sound, id: "a-rule" },
    { ...sound, id: "B" },
  ];
  assert.deepEqual(nameProblems([a], ["a-rule"], ["a-rule"]), []);
  assert.deepEqual(nameProblems([a, a, b], ["a-rule", "c"], ["B", "d"]), [
    '"B" isn\'t kebab-case',
    "rules/index.ts lists a-rule twice",
    "B has no file server/src/rules/B.ts",
    "a-rule has no page docs/rules/a-rule.md",
    "a-rule has no page docs/rules/a-rule.md",
    "server/src/rules/c.ts isn't listed in rules/index.ts",
    "docs/rules/d.md is the page of no rule",
  ]);
});

test("drawing keeps an example in its section and never drops its last mark", () => {
  const silent = toyOf(() => []);
  assert.match(drawn(drawnToy([sound]), [silent]), /first: old # stays\nsecond/);
  const kept = drawnToy([silent], page);
  assert.equal(kept.examples[0]?.written, drawnToy([sound]).examples[0]?.written);
  const loud = toyOf((file) => spansOf(file, /push/g).map((span) => ({ severity: "error", span, message: "Bad." })));
  assert.equal(drawnToy([loud], toyPage).examples[1]?.written, drawnToy([sound]).examples[1]?.written);
});

function bang(): never {
  throw new Error("bang");
}
