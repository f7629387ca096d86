import assert from "node:assert/strict";
import { test } from "node:test";
import { globTest } from "../../server/src/glob/glob.ts";
import { packageIn } from "../../server/src/repository/package/package.ts";
import { isWorkspaceOf, workspacesOf } from "../../server/src/repository/package/workspaces.ts";
import { projectFolder } from "../../server/src/repository/settings/npmrc.ts";
import { repositoryWith } from "./repository.ts";

/** What `workspaces` says of the folder `packages/a`, which folders it names, and which npm takes for the project's. */
function told(workspaces: unknown): readonly [boolean | undefined, readonly string[] | undefined, string | undefined] {
  const repository = repositoryWith({
    "package.json": JSON.stringify({ workspaces }),
    "packages/a/package.json": "{}",
    "packages/b/package.json": "{}",
  });
  const root = packageIn(repository, "");
  assert.ok(typeof root === "object");
  const folders = workspacesOf(repository, root)?.map(({ directory }) => directory);
  return [isWorkspaceOf(root, "packages/a"), folders, projectFolder(repository, "packages/a")];
}

const [one, both] = [["packages/a"], ["packages/a", "packages/b"]];

test("workspaces are known by name, by glob, and without what is excluded", () => {
  assert.deepEqual(told(undefined), [false, undefined, "packages/a"]);
  assert.deepEqual(told({ catalog: {} }), [false, undefined, "packages/a"]);
  assert.deepEqual(told([]), [false, [], "packages/a"]);
  for (const all of [["packages/*"], ["./packages/*/"], ["packages/**"], { packages: ["packages/{a,b}"] }])
    assert.deepEqual(told(all), [true, both, ""]);
  assert.deepEqual(told(["packages/*", "!packages/b"]), [true, one, ""]);
  assert.deepEqual(told(["packages/*", "!packages/a"]), [false, ["packages/b"], "packages/a"]);
});

test("a list that can't be read leaves open whose workspace a folder is", () => {
  const hidden = [undefined, undefined, undefined];
  for (const list of ["packages/*", 1, { packages: {} }, ["packages/*", {}], [[]]])
    assert.deepEqual(told(list), hidden);
  for (const glob of endless) {
    assert.deepEqual(told([glob]), hidden, glob);
    assert.deepEqual(told(["packages/*", glob]), hidden, glob);
    assert.deepEqual(told(["packages/*", `!${glob}`]), hidden, glob);
  }
});

/** Too many ways to read it, or too long. */
const endless = [
  "*(a|a*)c",
  "*a!(b)",
  "!(a!(b))",
  "(".repeat(20_000),
  "{a,a}".repeat(30),
  `{${"a,".repeat(300)}b}`,
  "*?".repeat(300),
];

test("a glob that is too large isn't tried", () => {
  for (const glob of endless) assert.equal(globTest(glob), undefined, glob);
  for (const glob of ["packages/*", "**/*-{a,b}/**", "@acme/*", "!(a|b)", "?(a)b", "a+b", "*.*.*", "*a*a*a*a*a"])
    assert.ok(globTest(glob), glob);
});
