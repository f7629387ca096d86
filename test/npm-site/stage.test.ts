import assert from "node:assert/strict";
import test from "node:test";
import type { StageReport } from "../../server/src/npm-site/stage-report.ts";
import { validIn } from "../report/schema.ts";
import { fakeNpm } from "./fake-npm.ts";
import { monorepoOf, nameOf } from "./monorepo.ts";

const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
const commit = "0123456789abcdef0123456789abcdef01234567";

const staged = (number: number, packageName: string, more: object = {}): object => ({
  id: id(number),
  packageName,
  version: "1.1.0",
  tag: "latest",
  createdAt: "2026-11-30T07:00:00Z",
  actor: "GitHub Actions",
  actorType: "oidc",
  ...more,
});

const files = {
  // p0 needs p1, so p1 is approved first.
  "packages/p0/package.json": JSON.stringify({
    name: nameOf(0),
    version: "1.1.0",
    dependencies: { [nameOf(1)]: "^1.0.0" },
  }),
  ".git/packed-refs": `${commit} refs/tags/${nameOf(1)}@1.1.0\n`,
};

test("stages are listed by dependency, with what was announced, and the lines that approve and reject them", async (context) => {
  const monorepo = await monorepoOf(context, { count: 2, files });
  monorepo.account.stages.push(
    staged(1, nameOf(0), {
      provenance: { run: "https://github.com/acme/widgets/actions/runs/7/attempts/1", gitHead: commit },
    }),
    staged(2, "elsewhere"),
    staged(3, nameOf(1)),
    { id: "no-uuid; rm -rf ~", packageName: nameOf(1), version: "1.1.0" },
  );
  const { code, out } = await monorepo.run(["stage"]);
  assert.equal(code, 0);
  assert.ok(out.indexOf(nameOf(1)) < out.indexOf(nameOf(0)));
  assert.match(out, /@acme\/p1 1\.1\.0 {2}tag latest, staged 3 hours ago, by GitHub Actions, npm names no commit/);
  assert.match(out, /@acme\/p1@1\.1\.0 is tagged already, so people may look for a version that isn't\s+there\./);
  assert.match(out, /https:\/\/github\.com\/acme\/widgets\/releases\/tag\/%40acme%2Fp1%401\.1\.0/);
  assert.match(out, /commit 0123456\n {2}https:\/\/github\.com\/acme\/widgets\/actions\/runs\/7\n/);
  assert.match(out, new RegExp(`npm stage approve ${id(3)} --registry=`));
  assert.match(out, new RegExp(`npm stage reject ${id(3)} --registry=`));
  assert.match(out, new RegExp(`pnpm stage approve ${id(3)} ${id(1)} --registry=`));
  assert.match(out, /1 staged release is of other packages/);
  assert.doesNotMatch(out, /rm -rf/);
  const json = await monorepo.run(["stage", "--format", "json", "--package", nameOf(1)]);
  const report = validIn("stage", json.out) as StageReport;
  assert.deepEqual([report.stages.map(({ name }) => name), report.approveAll, report.others], [[nameOf(1)], null, 2]);
});

test("stage approves nothing, and needs no person", async (context) => {
  const monorepo = await monorepoOf(context, { count: 1 });
  const npm = fakeNpm(monorepo.account);
  const { code, out } = await monorepo.run(["stage"], { npm, env: { CI: "true" } });
  assert.deepEqual([code, out], [0, "Nothing of this repository is staged.\n"]);
  assert.deepEqual(
    npm.calls.map(({ words }) => words.join(" ")),
    ["--version", "stage list --json"],
  );
});

for (const [what, status, body, says] of [
  ["401", 401, {}, /npm login/],
  ["429", 429, {}, /is limiting requests/],
  ["500", 500, {}, /npm's registry answered with an error \(E500\)/],
  ["HTML", 200, "<html>", /the answer wasn't npm's/],
] as const)
  test(`stages can't be read: ${what}`, async (context) => {
    const monorepo = await monorepoOf(context, { count: 1 });
    monorepo.account.answerFirst = ({ path }) => (path === "/-/stage" ? { status, body } : undefined);
    const { code, told, out } = await monorepo.run(["stage"]);
    assert.deepEqual([code, out], [3, ""]);
    assert.match(told.join(), says);
  });
