import assert from "node:assert/strict";
import { test } from "node:test";
import { releasePlanOf } from "../../server/src/generate/change.ts";
import type { Choices } from "../../server/src/generate/choice.ts";
import { choicesOf } from "../../server/src/generate/choices.ts";
import { changed, offerOf, repositoryWith, type Files } from "./made.ts";

const bare: Files = { "package.json": '{ "name": "widgets", "version": "1.2.3" }\n' };

const nothing: Readonly<Record<string, readonly [files: Files, problem: RegExp]>> = {
  "no package.json": [{ "src/index.js": "" }, /^There is no package\.json in the repository's root/],
  "no JSON": [{ "package.json": "{" }, /^package\.json isn't valid JSON/],
  "almost JSON": [{ "package.json": '{ "name": "a", "version": "1.0.0", }' }, /^package\.json isn't valid JSON/],
  "a list": [{ "package.json": "[]" }, /^package\.json isn't valid JSON/],
  private: [{ "package.json": '{ "private": true, "name": "a", "version": "1.0.0" }' }, /^package\.json is private/],
  "no version": [{ "package.json": '{ "name": "a" }' }, /^package\.json has no name, no version/],
  "another registry": [
    {
      "package.json":
        '{ "name": "a", "version": "1.0.0", "publishConfig": { "registry": "https://npm.pkg.github.com" } }',
    },
    /another registry/,
  ],
  "all private": [
    { "package.json": '{ "private": true, "workspaces": ["a"] }', "a/package.json": '{ "name": "a" }' },
    /^None of the repository's packages can be published/,
  ],
};

for (const [title, [files, problem]] of Object.entries(nothing))
  test(`nothing to choose from: ${title}`, () => {
    const offer = choicesOf(repositoryWith(files));
    assert.match("problem" in offer ? offer.problem : "", problem);
  });

const refused: readonly (readonly [Partial<Choices>, RegExp])[] = [
  [{ packages: [] }, /^No package is chosen\.$/],
  [{ packages: ["lib"] }, /^lib holds no package that can be published\.$/],
  [{ file: ".github/workflows/release.yml" }, /has no path, unlike/],
  [{ file: "release.txt" }, /ends in \.yml or \.yaml/],
  [{ environment: " " }, /is no name for an environment/],
  [{ environment: "${{ inputs.name }}" }, /is no name for an environment/],
  [{ branch: "a b" }, /is no branch's name/],
  [{ branch: "-x" }, /is no branch's name/],
  [{ build: ["npm test\nnpm publish"] }, /^Each command of the build is one line\.$/],
  [{ repository: "widgets" }, /is owner\/name, unlike "widgets"/],
];

for (const [chosen, problem] of refused)
  test(`refused: ${JSON.stringify(chosen)}`, () => {
    const change = releasePlanOf(repositoryWith(bare), { ...offerOf(bare).choices, ...chosen });
    assert.match("problem" in change ? change.problem : "", problem);
  });

test("a folder whose name a script can't rely on is refused", () => {
  const files = {
    "package.json": '{ "private": true, "workspaces": ["$(x)"] }',
    "$(x)/package.json": '{ "name": "a", "version": "1.0.0" }',
  };
  const change = releasePlanOf(repositoryWith(files), offerOf(files).choices);
  assert.match("problem" in change ? change.problem : "", /^The folder "\$\(x\)" has a name/);
});

const publishers = (packages: string, text = `{\n  "packages": ${packages}\n}\n`): Files => ({
  ...bare,
  ".github/trusted-publishers.json": text,
});
const own = '{ "type": "github", "repository": "acme/widgets", "file": "release.yml", "environment": "npm" }';

/** What is in the file, and what it says afterwards: undefined where it stays. */
const extended: Readonly<Record<string, readonly [before: Files, after: unknown]>> = {
  "no package": [publishers("{}"), { widgets: [entry()] }],
  "another package": [publishers('{ "a": [] }'), { a: [], widgets: [entry()] }],
  "another publisher": [
    publishers('{ "widgets": [{ "type": "github", "repository": "acme/widgets", "file": "old.yml" }] }'),
    { widgets: [entry(), { type: "github", repository: "acme/widgets", file: "old.yml" }] },
  ],
  "one that may only stage": [
    publishers(`{ "widgets": [${own.replace(" }", ', "permissions": ["createStagedPackage"] }')}] }`),
    { widgets: [entry(), { ...entry(), permissions: ["createStagedPackage"] }] },
  ],
  "all in one line": [publishers("", '{"packages":{"a":[]}}'), { a: [], widgets: [entry()] }],
  "one without permissions, as npm prints old ones": [publishers(`{ "widgets": [${own}] }`), undefined],
};

for (const [title, [before, after]] of Object.entries(extended))
  test(`trusted-publishers.json that holds ${title}`, () => {
    const { files, notes } = changed(before, offerOf(before).choices);
    const file = files.find(({ path }) => path.endsWith("publishers.json"));
    assert.deepEqual(file && JSON.parse(file.text), after && { packages: after });
    assert.deepEqual(notes, []);
  });

for (const text of ["{", "[]", "{}", '{ "packages": { "widgets": {} } }'])
  test(`trusted-publishers.json that can't be extended is left, and that is said: ${text}`, () => {
    const files = publishers("", text);
    const { files: written, notes } = changed(files, offerOf(files).choices);
    assert.ok(!written.some(({ path }) => path.endsWith("publishers.json")));
    assert.match(notes.join(), /^\.github\/trusted-publishers\.json isn't written/);
  });

test("a repository of another name is named", () => {
  const files = { "package.json": '{ "name": "a", "version": "1.0.0", "repository": "acme/gadgets" }' };
  const { files: written, notes } = changed(files, offerOf(files).choices);
  assert.ok(!written.some(({ path }) => path === "package.json"));
  assert.match(notes.join(), /names acme\/gadgets: .* unless it is acme\/widgets\.$/);
});

function entry() {
  const names = { type: "github", repository: "acme/widgets", file: "release.yml", environment: "npm" };
  return { ...names, permissions: ["createPackage"] };
}
