import assert from "node:assert/strict";
import { test } from "node:test";
import { exampleIn, folderOf, runIn } from "../cli/folder.ts";
import { reportIn } from "./schema.ts";

const chain = `acme/widgets

✗ @acme/widgets   blocked
  .github/workflows/canary.yml:22 npm publish · trusted publishing only · on
    push
  ✗     .github/workflows/canary.yml:20 npm-too-old
        npm 10.9.8, bundled with Node 22, can't exchange an OIDC token. Trusted
        publishing needs npm 11.5.1 or later.
  fix   Use Node 24
`;

test("the first call in the example shows what stops each publish, in order, and what is left to do", async (context) => {
  const folder = exampleIn(context);
  const { code, out, told } = await runIn(folder, ["--repo", "acme/widgets"]);
  assert.equal(code, 1);
  assert.deepEqual(told, []);
  assert.ok(out.startsWith(chain), out);
  assert.match(out, /→ {5}once fixed, ok if npmjs\.com trusts `acme\/widgets`, `release\.yml`, no\n {8}environment\n/);
  assert.match(out, /npm trust github @acme\/widgets --repo acme\/widgets --file release\.yml --allow-publish\n/);
  assert.match(out, /\n1 package: 1 blocked\n$/);
  assert.equal((await runIn(folder, ["check", "--repo", "acme/widgets", "."])).out, out);
});

test("its JSON is the same report", async (context) => {
  const { code, out } = await runIn(exampleIn(context), ["--repo", "acme/widgets", "--format", "json"]);
  assert.equal(code, 1);
  const { repositories, exit, counts } = reportIn(out);
  assert.deepEqual(exit, { code: 1, reason: "1 package is blocked." });
  assert.equal(counts.blocked, 1);
  const [repository] = repositories;
  assert.deepEqual(
    repository?.packages[0]?.obstacles.map(
      ({ rule, place, fix }) => `${rule} ${place.path}:${place.line} ${fix?.title}`,
    ),
    [
      "npm-too-old .github/workflows/canary.yml:20 Use Node 24",
      "repository-missing package.json:2 Add `repository`: acme/widgets",
      "id-token-write .github/workflows/release.yml:25 Give the job `id-token: write`",
    ],
  );
  assert.deepEqual(repository?.repository, {
    text: "acme/widgets",
    known: true,
    source: { kind: "option", name: "--repo" },
    time: "2026-11-21",
  });
});

test("a folder in which nothing publishes gets a first step", async (context) => {
  const folder = folderOf(context, { "package.json": '{ "name": "widgets" }\n' });
  const { code, out } = await runIn(folder, []);
  assert.equal(code, 0);
  assert.match(out, /^No workflow is known to publish widgets\.\n`trusted-publishing init` writes/m);
});
