import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import fc from "fast-check";
import { publishersPath, readPublishers, type Publisher } from "../../server/src/repository/settings/publishers.ts";
import type { TextOr } from "../../server/src/repository/value.ts";
import { textOf } from "../../server/src/text.ts";

const read = (text: string) => readPublishers({ path: publishersPath, text });

/** What is said, and as it is written; a field that isn't there is left out. */
function plain({ id, repository, file, environment, permissions }: Publisher): Readonly<Record<string, unknown>> {
  const fields = Object.entries({ id, repository, file, environment }) satisfies readonly (readonly [string, TextOr])[];
  const said = fields.filter(([, text]) => text !== undefined);
  return {
    ...Object.fromEntries(said.map(([name, text]) => [name, typeof text === "object" ? text.value : text])),
    permissions: permissions?.map(({ value }) => value) ?? "unreadable",
  };
}

const whole = `{
  "$schema": "https://example.com/schema.json",
  "packages": {
    "widgets": [
      {
        "id": "11111111-1111-4111-8111-111111111111",
        "type": "github",
        "file": "release.yml",
        "repository": "acme/widgets",
        "environment": "npm",
        "permissions": [ "createPackage", "createStagedPackage" ]
      },
      { "id": "2", "type": "gitlab", "file": ".gitlab-ci.yml", "project": "acme/widgets" },
      { "id": "3", "type": "circleci", "orgId": "x", "contextIds": ["y"] }
    ],
    "@acme/gears": []
  }
}
`;

const github = (fields: string): string => `{"packages": {"a": [{"type": "github"${fields}}]}}`;

/** Each package's name, its publishers, and whether all of them are understood; undefined where there is no object. */
const cases: Readonly<Record<string, readonly [text: string, packages: unknown, sound: boolean]>> = {
  "all that npm prints": [
    whole,
    [
      [
        "widgets",
        [
          {
            id: "11111111-1111-4111-8111-111111111111",
            repository: "acme/widgets",
            file: "release.yml",
            environment: "npm",
            permissions: ["createPackage", "createStagedPackage"],
          },
        ],
        true,
      ],
      ["@acme/gears", [], true],
    ],
    true,
  ],
  "what an older npm prints": [
    github(', "file": "release.yml", "repository": "acme/widgets"'),
    [["a", [{ repository: "acme/widgets", file: "release.yml", permissions: [] }], true]],
    true,
  ],
  "empty and null values": [
    github(', "environment": null, "file": ""'),
    [["a", [{ file: "", environment: "", permissions: [] }], true]],
    true,
  ],
  "values of another kind": [
    github(', "file": ["release.yml"], "environment": {}, "permissions": {}, "id": 7'),
    [["a", [{ id: "7", file: "unreadable", environment: "unreadable", permissions: "unreadable" }], true]],
    true,
  ],
  "an unknown type": ['{"packages": {"a": [{"type": "forge", "id": "1"}]}}', [["a", [], false]], true],
  "no type": ['{"packages": {"a": [{"file": "release.yml"}]}}', [["a", [], false]], true],
  "an entry that is no object": ['{"packages": {"a": ["github", 1, null]}}', [["a", [], false]], true],
  "an object instead of a list": ['{"packages": {"a": {"type": "github"}}}', [["a", [], false]], true],
  "nothing after a name": ['{"packages": {"a": null}}', [["a", [], false]], true],
  "a list of packages": ['{"packages": ["a"]}', [], true],
  "no packages": ["{}", [], true],
  "a byte order mark": ['\uFEFF{"packages": {"a": []}}', [["a", [], true]], true],
  "a comment": ['{"packages": {"a": [] // none\n}}', [["a", [], true]], false],
  "half typed": ['{"packages": {"a": [{"type": "github", "fi', [["a", [{ permissions: [] }], true]], false],
  "a name twice": ['{"packages": {"a": 1, "a": []}}', [["a", [], true]], true],
  "a list": ["[]", undefined, true],
  nothing: ["", undefined, false],
};

for (const [name, [text, packages, sound]] of Object.entries(cases))
  test(`declared publishers: ${name}`, () => {
    const declared = read(text);
    assert.deepEqual(
      declared?.packages.map((each) => [each.name.value, each.publishers.map(plain), each.complete]),
      packages,
    );
    if (declared !== undefined) assert.equal(declared.sound, sound);
  });

test("each field has its place", () => {
  const [widgets] = read(whole)?.packages ?? [];
  const [publisher] = widgets?.publishers ?? [];
  assert.ok(widgets !== undefined && publisher !== undefined);
  const { id, repository, file, environment, permissions = [] } = publisher;
  const fields = [id, repository, file, environment, ...permissions].map((text) =>
    typeof text === "object" ? textOf(text.span) : text,
  );
  assert.deepEqual(
    [textOf(widgets.name.span), ...fields],
    [
      '"widgets"',
      '"11111111-1111-4111-8111-111111111111"',
      '"acme/widgets"',
      '"release.yml"',
      '"npm"',
      '"createPackage"',
      '"createStagedPackage"',
    ],
  );
});

test("no prefix and no mutation of declared publishers throws", () => {
  for (let end = 0; end <= whole.length; end++) read(whole.slice(0, end));
  fc.assert(
    fc.property(fc.nat(whole.length), fc.string({ maxLength: 3 }), (at, put) => {
      read(whole.slice(0, at) + put + whole.slice(at));
    }),
  );
});

test("the schema describes the fields that are read", () => {
  const schema = JSON.parse(readFileSync("schemas/trusted-publishers.json", "utf8")) as {
    readonly definitions: { readonly github: { readonly properties: Readonly<Record<string, object>> } };
  };
  const names = ["addedAt", "environment", "file", "id", "permissions", "repository", "type"];
  assert.deepEqual(Object.keys(schema.definitions.github.properties).toSorted(), names);
});
