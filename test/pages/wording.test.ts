import assert from "node:assert/strict";
import test from "node:test";
import { messageProblems, titleProblems } from "./wording.ts";

const good: readonly string[] = [
  'Job "publish" can\'t request an OIDC token: its `permissions` leave out `id-token: write`. With no other credential, npm stops with ENEEDAUTH.',
  "npm 10.9.8, bundled with Node 22, can't exchange an OIDC token. Trusted publishing needs npm 11.5.1 or later.",
  'npm publishes through OIDC here. A bad token then hides the real reason: npm prints "Access token expired or revoked".',
  "package.json names no `repository`. If this repository is public, npm answers E422 unless it is https://github.com/acme/widgets.",
  '`.github/trusted-publishers.json` says npm trusts environment "npm" for this package, but job "publish" runs in none: the exchange will be refused.',
  "actions/setup-node@v4 writes `!` here.",
];

const bad: readonly (readonly [string, RegExp])[] = [
  ["", /is empty/],
  ["the job fails.", /small letter/],
  ["The job fails", /full stop/],
  [`${"Long ".repeat(80)}.`, /characters/],
  ["One. Two. Three. Four.", /sentences/],
  ["One.  Two.", /white space/],
  ["One.\nTwo.", /white space/],
  ["A `code that never ends.", /backquote open/],
  ['A "quote that never ends.', /quote open/],
  ["A “curly” quote.", /curly/],
  ["It fails!.", /shouts/],
  ["Please use npm 11.", /polite/],
  ["Node undefined is too old.", /missing value/],
];

test("what the design says is well said", () => {
  for (const message of good) assert.deepEqual(messageProblems(message), []);
});

for (const [message, says] of bad)
  test(`a message isn't ${JSON.stringify(message.slice(0, 40))}`, () => {
    assert.match(messageProblems(message).join("\n"), says);
  });

const titles: readonly (readonly [string, "safe" | "review" | "manual", RegExp])[] = [
  ["Give the job `id-token: write`", "safe", /^$/],
  ["Use Node 24", "review", /^$/],
  ["Remove NODE_AUTH_TOKEN (check the trusted publisher first)", "manual", /^$/],
  ["Remove NODE_AUTH_TOKEN", "manual", /in brackets/],
  ["Use Node 24.", "safe", /full stop/],
  ["Node 24", "safe", /verbs/],
  ["use Node 24", "safe", /verbs/],
  ["Use `Node 24", "safe", /backquote/],
  [`Use ${"x".repeat(100)}`, "safe", /characters/],
];

for (const [title, kind, says] of titles)
  test(`${kind} fixes may ${says.source === "^$" ? "" : "not "}be called ${JSON.stringify(title.slice(0, 60))}`, () => {
    assert.match(titleProblems({ title, kind, edits: [] }).join("\n"), says);
  });
