import assert from "node:assert/strict";
import test from "node:test";
import type { Fit } from "../../server/src/publish/declared.ts";
import { readPublishers, type DeclaredPackage } from "../../server/src/repository/settings/publishers.ts";
import { fitsOf, type Claims } from "../../server/src/trust/claims.ts";
import { trustOf } from "../../server/src/trust/trust.ts";

const claims: Claims = { repository: "acme/widgets", sure: true, file: "release.yml", environment: "npm" };

function declared(...entries: readonly object[]): DeclaredPackage {
  const text = JSON.stringify({ packages: { widgets: entries } });
  return readPublishers({ path: "p.json", text })?.packages[0] ?? assert.fail();
}

const entry = { type: "github", repository: "acme/widgets", file: "release.yml", environment: "npm" };

type Row = readonly [entry: object, claims: Partial<Claims>, repository: Fit, file: Fit, environment: Fit];

const fits: Readonly<Record<string, Row>> = {
  "every field": [{}, {}, "yes", "yes", "yes"],
  "no environment asked for": [{ environment: undefined }, {}, "yes", "yes", "yes"],
  "an empty environment": [{ environment: "" }, { environment: "" }, "yes", "yes", "yes"],
  "null for an environment": [{ environment: null }, { environment: "" }, "yes", "yes", "yes"],
  "no environment to run in": [{}, { environment: "" }, "yes", "yes", "no"],
  "another environment": [{}, { environment: "release" }, "yes", "yes", "no"],
  "an environment in another case": [{}, { environment: "NPM" }, "yes", "yes", "case"],
  "an environment that isn't known": [{}, { environment: undefined }, "yes", "yes", "unknown"],
  "none asked for and none known": [{ environment: undefined }, { environment: undefined }, "yes", "yes", "yes"],
  "an environment that can't be read": [{ environment: [] }, {}, "yes", "yes", "unknown"],
  "another repository": [{ repository: "acme/gears" }, {}, "no", "yes", "yes"],
  "a repository in another case": [{ repository: "Acme/widgets" }, {}, "no", "yes", "yes"],
  "another repository than a remote's": [{ repository: "acme/gears" }, { sure: false }, "unknown", "yes", "yes"],
  "a remote in another case": [{ repository: "Acme/widgets" }, { sure: false }, "case", "yes", "yes"],
  "a repository that isn't known": [{}, { repository: undefined, sure: false }, "unknown", "yes", "yes"],
  "no repository": [{ repository: undefined }, {}, "unknown", "yes", "yes"],
  "another file": [{ file: "publish.yml" }, {}, "yes", "no", "yes"],
  "another ending": [{ file: "release.yaml" }, {}, "yes", "no", "yes"],
  "a file in another case": [{ file: "Release.yml" }, {}, "yes", "no", "yes"],
  "a path to the file": [{ file: ".github/workflows/release.yml" }, {}, "yes", "unknown", "yes"],
  "a path to another": [{ file: ".github/workflows/publish.yml" }, {}, "yes", "no", "yes"],
  "no file": [{ file: undefined }, {}, "yes", "unknown", "yes"],
};

for (const [name, [fields, given, repository, file, environment]] of Object.entries(fits))
  test(`a publisher and its claims: ${name}`, () => {
    const [publisher] = declared({ ...entry, ...fields }).publishers;
    assert.ok(publisher !== undefined);
    assert.deepEqual(fitsOf(publisher, { ...claims, ...given }), { repository, file, environment });
  });

const other = { ...entry, environment: "release" };
const trusts: Readonly<Record<string, readonly [trust: string, entries: readonly object[]]>> = {
  "no entry": ["refused", []],
  "one that fits": ["trusted", [entry]],
  "one that fits, after one that doesn't": ["trusted", [other, entry]],
  "none that fits": ["refused", [other, { ...entry, file: "publish.yml" }]],
  "one that may fit": ["unknown", [other, { ...entry, file: undefined }]],
  "one that differs in case": ["unknown", [{ ...entry, environment: "Npm" }]],
  "one of an unknown type": ["unknown", [other, { type: "forge" }]],
  "one that fits next to an unknown type": ["trusted", [entry, { type: "forge" }]],
  "only GitLab's": ["refused", [{ ...entry, type: "gitlab" }]],
};

for (const [name, [trust, entries]] of Object.entries(trusts))
  test(`trusted by ${name}: ${trust}`, () => {
    assert.equal(trustOf(declared(...entries), claims), trust);
  });
