import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";
import { folderOf, runIn } from "./folder.ts";

const workflow = `on:
  push: { branches: ["**"] }
  workflow_dispatch:
  release: { types: [published] }
permissions: { contents: read, id-token: write }
jobs:
  publish:
    runs-on: ubuntu-latest
    environment: npm
    steps:
      - uses: actions/checkout@v6
      - uses: actions/setup-node@v6
        with: { node-version: 24 }
      - run: npm publish
`;

const entry = {
  type: "github",
  repository: "acme/widgets",
  file: "release.yml",
  environment: "npm",
  permissions: ["createPackage"],
};
const record = { packages: { widgets: [entry] }, environments: { npm: { refs: ["main"] } } };

const files = {
  ".git/config": '[remote "origin"]\n\turl = https://github.com/acme/widgets.git\n',
  ".github/workflows/release.yml": workflow,
  ".github/trusted-publishers.json": JSON.stringify(record),
  "package.json": '{ "name": "widgets", "version": "1.0.0", "repository": "acme/widgets" }\n',
};

function claims(
  context: TestContext,
  args: readonly string[],
  changed: Readonly<Record<string, string>> = {},
  env = {},
) {
  return runIn(folderOf(context, { ...files, ...changed }), ["claims", ...args], env);
}

test("an environment that lets only main deploy, on a terminal", async (context) => {
  const { code, out, told } = await claims(context, []);
  assert.deepEqual([code, told], [0, []]);
  assert.equal(
    out,
    `.github/workflows/release.yml · job publish · publishes widgets
  npm compares     acme/widgets, release.yml, environment npm
  who can publish  whoever can push what environment "npm" lets deploy: main
                   (rules that GitHub ignores on private repositories of free
                   plans)
  sub              repo:acme/widgets:environment:npm

  ✓ push               refs/heads/main      published
  ✗ push               refs/heads/<branch>  GitHub, before the job: environment
                                            "npm" doesn't let this ref deploy
  ✓ workflow_dispatch  refs/heads/main      published
  ✗ workflow_dispatch  refs/heads/<branch>  GitHub, before the job: environment
                       refs/tags/<tag>      "npm" doesn't let this ref deploy
  ✗ release            refs/tags/<tag>      GitHub, before the job: environment
                                            "npm" doesn't let this ref deploy

npm compares no branch or tag: only an environment's rules on GitHub do.
`,
  );
});

test("every event, and one event for one ref, as JSON", async (context) => {
  const all = await claims(context, ["release.yml", "--all", "--format", "json"]);
  const { jobs } = JSON.parse(all.out) as {
    jobs: { runs: { event: string; isTrigger: boolean; verdict: { by: string } }[] }[];
  };
  const by = new Map(
    jobs[0]?.runs.map(({ event, isTrigger, verdict }) => [event, `${isTrigger ? "" : "* "}${verdict.by}`]),
  );
  assert.deepEqual(Object.fromEntries(by), {
    push: "github",
    workflow_dispatch: "github",
    release: "github",
    schedule: "* ok",
    workflow_run: "* ok",
    pull_request: "* github",
    pull_request_target: "* npm exchange",
    merge_group: "* github",
    repository_dispatch: "* ok",
    issue_comment: "* npm exchange",
  });
  const one = await claims(context, ["--trigger", "push@refs/heads/main", "--format", "json"]);
  assert.match(one.out, /"workflow_ref": "acme\/widgets\/\.github\/workflows\/release\.yml@refs\/heads\/main"/);
});

const bad: Readonly<
  Record<
    string,
    readonly [args: readonly string[], code: number, told: RegExp, files?: Readonly<Record<string, string>>]
  >
> = {
  "no git remote": [
    [],
    0,
    /No git remote says which repository this is.* --repo OWNER\/NAME/,
    { ".git/config": "", ".github/trusted-publishers.json": '{ "packages": {} }' },
  ],
  "two remotes": [
    [],
    0,
    /The git remotes name several repositories .*: acme\/gears is taken for this one/,
    {
      ".git/config":
        '[remote "origin"]\n\turl = https://github.com/mallory/gears.git\n[remote "upstream"]\n\turl = https://github.com/acme/gears.git\n',
      ".github/trusted-publishers.json": '{ "packages": {} }',
    },
  ],
  "a fork's remote": [
    [],
    0,
    /The git remote origin is mallory\/widgets, and package.json names acme\/widgets/,
    {
      ".git/config": '[remote "origin"]\n\turl = https://github.com/mallory/widgets.git\n',
      ".github/trusted-publishers.json": '{ "packages": {} }',
    },
  ],
  "a key that means nothing": [
    [],
    0,
    /Nothing reads the key `published`/,
    { ".github/trusted-publishers.json": '{ "packages": {}, "published": 1 }' },
  ],
  "a record that isn't JSON": [
    [],
    2,
    /trusted-publishers\.json isn't valid JSON/,
    { ".github/trusted-publishers.json": "{" },
  ],
  "a workflow that isn't there": [["publish.yml"], 2, /There is no workflow publish\.yml/],
  "a folder that isn't there": [["nowhere"], 2, /nowhere can't be read/],
  "a trigger that isn't one": [["--trigger", "push@main"], 2, /--trigger takes an event/],
  "an option that isn't one": [["--al"], 2, /claims --help/],
};

for (const [name, [args, code, told, changed]] of Object.entries(bad))
  test(`claims with ${name}: ${code}`, async (context) => {
    const result = await claims(context, args, changed);
    assert.equal(result.code, code);
    assert.match(result.told.join("\n"), told);
  });

test("--repo is the repository", async (context) => {
  const { out } = await claims(context, ["--repo", "Acme/Widgets", "--format", "markdown"]);
  assert.match(out, /the run says repository Acme\/Widgets, the nearest entry acme\/widgets/);
});

test("an entry that was added yesterday expires unless it is used", async (context) => {
  const added = { packages: { widgets: [{ ...entry, addedAt: "2026-11-20" }] } };
  const { out } = await claims(context, ["--trigger", "push@refs/heads/main"], {
    ".github/trusted-publishers.json": JSON.stringify(added),
  });
  assert.match(
    out.replaceAll(/\s+/g, " "),
    /published; the entry was added on 2026-11-20, and expires unless it publishes something by 2026-11-22/,
  );
});
