import assert from "node:assert/strict";
import { test } from "node:test";
import { declaredManager, managerByLock, yarnrcOf } from "../../server/src/repository/package/package-manager.ts";
import { releaseItPublishes } from "../../server/src/publish/tools/release-it.ts";
import { semanticReleaseIn } from "../../server/src/publish/tools/semantic-release.ts";
import { repositoryWith } from "./repository.ts";

const manifest = (fields: object): Readonly<Record<string, string>> => ({ "package.json": JSON.stringify(fields) });

test("`packageManager` and `devEngines` name the package manager and its version", () => {
  const rows: readonly (readonly [object, string | undefined, string | undefined])[] = [
    [{ packageManager: "pnpm@11.0.4+sha512.0123" }, "pnpm", "11.0.4"],
    [{ packageManager: "yarn@4.9.1" }, "yarn", "4.9.1"],
    [{ packageManager: "pnpm@11" }, "pnpm", undefined],
    [{ packageManager: "pnpm" }, undefined, undefined],
    [{ devEngines: { packageManager: { name: "pnpm", version: "^11.0.0" } } }, "pnpm", ">=11.0.0 <12.0.0-0"],
    [{ devEngines: { packageManager: [{ name: "yarn" }, { name: "npm" }] } }, "yarn", undefined],
    [{ packageManager: "npm@11.6.0", devEngines: { packageManager: { name: "pnpm" } } }, "npm", "11.6.0"],
    [{}, undefined, undefined],
  ];
  for (const [fields, name, range] of rows) {
    const found = declaredManager(repositoryWith(manifest(fields)), "");
    assert.deepEqual([found?.name, found?.range], [name, range], JSON.stringify(fields));
  }
  const nested = { ...manifest({ packageManager: "pnpm@10.1.0" }), "a/package.json": "{}" };
  assert.equal(declaredManager(repositoryWith(nested), "a")?.range, "10.1.0");
});

test("the nearest lock file tells the package manager, two don't", () => {
  const by = (files: readonly string[], directory = ""): string | undefined =>
    managerByLock(repositoryWith(Object.fromEntries(files.map((name) => [name, ""]))), directory);
  assert.equal(by(["package-lock.json"]), "npm");
  assert.equal(by(["pnpm-lock.yaml", "pnpm-workspace.yaml"]), "pnpm");
  assert.equal(by(["yarn.lock", "a/package.json"], "a"), "yarn");
  assert.equal(by(["bun.lockb"]), "bun");
  assert.equal(by(["package-lock.json", "yarn.lock"]), "unclear");
  assert.equal(by([]), undefined);
});

test("`.yarnrc.yml` is read where it is the only one", () => {
  const rc = (files: Readonly<Record<string, string>>): unknown => {
    const found = yarnrcOf(repositoryWith(files), "a");
    return typeof found === "string"
      ? found
      : [found.settings("npmAuthToken")?.value, found.yarnPath?.value, found.hasScopes];
  };
  assert.deepEqual(rc({ ".yarnrc.yml": 'npmAuthToken: "${NPM_TOKEN}"\nyarnPath: .yarn/releases/yarn-4.9.1.cjs\n' }), [
    "${NPM_TOKEN}",
    ".yarn/releases/yarn-4.9.1.cjs",
    false,
  ]);
  assert.deepEqual(rc({ ".yarnrc.yml": "npmScopes: { acme: { npmAuthToken: x } }" }), [undefined, undefined, true]);
  assert.equal(rc({ ".yarnrc.yml": "a: 1", "a/.yarnrc.yml": "b: 1" }), "unknown");
  assert.equal(rc({ ".yarnrc.yml": "- a" }), "unknown");
  assert.equal(rc({}), "absent");
});

test("semantic-release publishes unless its plugins say otherwise", () => {
  const rows: readonly (readonly [Readonly<Record<string, string>>, boolean | "unknown", string?])[] = [
    [manifest({}), true, ""],
    [manifest({ release: { branches: ["main"] } }), true, ""],
    [manifest({ release: { plugins: ["@semantic-release/npm", "@semantic-release/github"] } }), true, ""],
    [manifest({ release: { plugins: ["@semantic-release/github"] } }), false, ""],
    [manifest({ release: { plugins: [["@semantic-release/npm", { npmPublish: false }]] } }), false, ""],
    [manifest({ release: { plugins: [["@semantic-release/npm", { pkgRoot: "dist" }]] } }), true, "dist"],
    [{ ".releaserc": "plugins:\n  - '@semantic-release/github'\n" }, false, ""],
    [{ ".releaserc": '{ "plugins": ["@semantic-release/npm"] }' }, true, ""],
    [{ ".releaserc.json": '{ "plugins": [{ "path": "@semantic-release/npm", "npmPublish": false }] }' }, false, ""],
    [{ ".releaserc.yml": "extends: '@acme/release-config'" }, "unknown"],
    [{ "release.config.js": "export default {}" }, true, ""],
    [{ ".releaserc.cjs": "module.exports = {}" }, true, ""],
    [{ "release.config.js": "export default require('./other')" }, "unknown"],
    [{ ".releaserc.json": "{}", ".releaserc.yml": "{}" }, "unknown"],
    [manifest({ release: "@acme/release-config" }), "unknown"],
  ];
  for (const [files, publishes, pkgRoot] of rows)
    assert.deepEqual(semanticReleaseIn(repositoryWith(files), ""), { publishes, pkgRoot }, JSON.stringify(files));
});

test("release-it publishes unless its configuration says otherwise", () => {
  const says = (files: Readonly<Record<string, string>>): unknown => releaseItPublishes(repositoryWith(files), "");
  assert.equal(says({}), true);
  assert.equal(says({ ".release-it.json": '{ "npm": { "publish": false } }' }), false);
  assert.equal(says({ ".release-it.yaml": "npm: false" }), false);
  assert.equal(says(manifest({ "release-it": { npm: { skipChecks: true } } })), true);
  assert.equal(says({ ".release-it.ts": "" }), "unknown");
  assert.equal(says({ ".release-it.json": '{ "extends": "github:acme/config" }' }), "unknown");
});
