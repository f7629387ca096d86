import assert from "node:assert/strict";
import test from "node:test";
import type { Rule } from "../../server/src/rule.ts";
import { drawn } from "./all.ts";
import { readPage } from "./read.ts";
import { spansOf, toy, toyOf } from "./toy.ts";

const old = toy({
  finding: ({ file }) => ({ related: spansOf(file, /push/g).map((span) => ({ span, message: "Since here." })) }),
  fix: () => ({ title: "Use `new` (ask first)", kind: "manual" }),
});

const other: Rule = toyOf(
  (file) => spansOf(file, /new|on:/g).map((span) => ({ severity: "info", span, message: "Other." })),
  "other",
);

test("a page is drawn with related places, kinds of fixes and what they bring to light", () => {
  const written = `# toy

<!-- generated -->
Prose.

## Reported

### One

Prose.


\`release.yml\`:

\`\`\`yaml
on: push
first: old
\`\`\`
`;
  const expected = `# toy

<!-- generated: error · fixes: manual · No word is \`old\`. -->

Prose.

## Reported

### One

Prose.

\`release.yml\`:

\`\`\`yaml
on: push
    ^^^^ related toy: Since here.
first: old
       ^^^ error toy: The word \`old\` is out of date.
\`\`\`

Fixed by "Use \`new\` (ask first)" (manual):

\`release.yml\`:

\`\`\`yaml
on: push
first: new
\`\`\`

Then: other info

Also: other
`;
  assert.equal(drawn(readPage("docs/rules/toy.md", written), [old, other]), expected);
  assert.equal(drawn(readPage("docs/rules/toy.md", expected), [old, other]), expected);
});

test("a case is drawn with every rule, what all safe fixes write, and what is left", () => {
  const written = `# Words

## One

\`release.yml\`:

\`\`\`yaml
on: push
first: old
second: old
\`\`\`
`;
  const expected = `# Words

## One

\`release.yml\`:

\`\`\`yaml
on: push
^^^ info other: Other.
first: old
       ^^^ error toy: The word \`old\` is out of date.
second: old
        ^^^ error toy: The word \`old\` is out of date.
\`\`\`

Fixed by every safe fix:

\`release.yml\`:

\`\`\`yaml
on: push
first: new
second: new
\`\`\`

Then: other info

Understood: 0 publishes in 0 workflows
`;
  assert.equal(drawn(readPage("test/cases/words.md", written), [toy(), other]), expected);
  assert.equal(drawn(readPage("test/cases/words.md", expected), [toy(), other]), expected);
});
