import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { registryHost } from "../../server/src/npm-host.ts";
import { folderOf, exampleIn, runIn } from "./folder.ts";

const commands = ["check", "lint", "claims", "init", "migrate", "explain", "recover", "preflight"];

const token = `on: { push: { tags: ["v*"] } }
jobs:
  publish:
    runs-on: ubuntu-latest
    permissions: { contents: read }
    steps:
      - uses: actions/checkout@v6
      - uses: actions/setup-node@v6
        with: { node-version: 24, registry-url: "https://${registryHost}" }
      - run: npm publish
        env: { NODE_AUTH_TOKEN: "\${{ secrets.NPM_TOKEN }}" }
`;

for (const command of commands) {
  test(`${command} takes --format, --package, --repo, --offline and --color`, async (context) => {
    const folder = folderOf(context, { "package.json": '{ "name": "widgets", "version": "1.0.0" }' });
    const given = ["--format", "json", "--package", "widgets", "--repo", "acme/widgets", "--offline", "--no-color"];
    const { told } = await runIn(folder, [command, ...given]);
    for (const line of told) assert.doesNotMatch(line, /^Unknown option/);
    const { code, out, told: wrong } = await runIn(folder, [command, "--format", "xml"]);
    assert.equal(code, 2);
    assert.equal(out, "");
    assert.match(wrong[0] ?? "", /^--format takes (?:text, )?.*, not "xml"\.$/);
  });
}

test("init and migrate print what they would write as JSON, and nothing else", async (context) => {
  const files = {
    "package.json": '{ "name": "widgets", "version": "1.0.0", "repository": "acme/widgets" }',
    ".git/config": '[remote "origin"]\n\turl = https://github.com/acme/widgets.git\n',
  };
  const folder = folderOf(context, files);
  const made = await runIn(folder, ["init", "--dry-run", "--format", "json"]);
  assert.equal(made.code, 0);
  const plan = JSON.parse(made.out) as {
    readonly written: boolean;
    readonly files: readonly { path: string; text: string }[];
  };
  assert.equal(plan.written, false);
  const workflow = plan.files.find(({ path }) => path.startsWith(".github/workflows/"));
  assert.ok(workflow !== undefined && !existsSync(join(folder, workflow.path)));
  const written = await runIn(folder, ["init", "--yes", "--format", "json"]);
  assert.equal((JSON.parse(written.out) as { readonly written: boolean }).written, true);
  assert.ok(existsSync(join(folder, workflow.path)));
  const asked = await runIn(folder, ["init", "--format", "json", "--force"], {}, ["y"]);
  assert.deepEqual([asked.code, asked.out, asked.questions], [2, "", []]);
  const old = folderOf(context, { ...files, ".github/workflows/release.yml": token });
  const migrated = await runIn(old, ["migrate", "--dry-run", "--format", "json"]);
  const steps = JSON.parse(migrated.out) as typeof plan;
  assert.match(steps.files.find(({ path }) => path.endsWith("release.yml"))?.text ?? "", /id-token: write/);
  const other = await runIn(old, ["migrate", "--dry-run", "--package", "other"]);
  assert.equal(other.code, 2);
});

test("colours are only where the terminal has them and NO_COLOR isn't set", async (context) => {
  const folder = exampleIn(context);
  for (const command of ["check", "lint"]) {
    assert.ok(!(await runIn(folder, [command])).out.includes("\u001b"));
    assert.ok((await runIn(folder, [command, "--color"])).out.includes("\u001b["));
  }
});
