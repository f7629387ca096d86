import assert from "node:assert/strict";
import { test } from "node:test";
import { registryHost } from "../../server/src/npm-host.ts";
import { folderOf, runIn } from "../cli/folder.ts";
import { reportIn } from "./schema.ts";

const workflow = `on: { push: { tags: ["v*"] } }
permissions: { contents: read, id-token: write }
jobs:
  publish:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v6
      - uses: actions/setup-node@v6
        with: { node-version: 24 }
      - run: npm publish
`;

const manifest = JSON.stringify({
  name: "@acme/widgets",
  version: "1.0.0",
  repository: "https://github.com/acme/widgets",
});

function remotes(named: Readonly<Record<string, string>>): string {
  return Object.entries(named)
    .map(([name, path]) => `[remote "${name}"]\n\turl = https://github.com/${path}.git\n`)
    .join("");
}

const recordPath = ".github/trusted-publishers.json";

const entry = { type: "github", repository: "acme/widgets", file: "release.yml", permissions: ["createPackage"] };

function record(value: object): string {
  return JSON.stringify(value);
}

const right: Readonly<Record<string, string>> = {
  "package.json": manifest,
  ".github/workflows/release.yml": workflow,
  ".git/config": remotes({ origin: "acme/widgets" }),
  ".git/HEAD": "ref: refs/heads/main\n",
};

interface Case {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  readonly code: number;
  /** In the notes, the findings or the verdicts. */
  readonly says: RegExp;
}

const cases: readonly Case[] = [
  {
    title: "nothing is wrong",
    files: {},
    code: 0,
    says: /ok if npmjs\.com trusts `acme\/widgets`, `release\.yml`, no environment/,
  },
  {
    title: "no git remote",
    files: { ".git/config": "" },
    code: 0,
    says: /No git remote says which repository this is, so nothing is compared with its name: --repo OWNER\/NAME says it\./,
  },
  {
    title: "no remote on GitHub",
    files: { ".git/config": '[remote "origin"]\n\turl = https://gitlab.com/acme/widgets.git\n' },
    code: 0,
    says: /No git remote is on github\.com/,
  },
  {
    title: "two remotes",
    files: { ".git/config": remotes({ origin: "me/widgets", upstream: "acme/widgets" }) },
    code: 0,
    says: /The git remotes name several repositories \(me\/widgets as origin, acme\/widgets as upstream\): acme\/widgets is taken for this one; --repo says another\./,
  },
  {
    title: "a fork's remote",
    files: { ".git/config": remotes({ origin: "me/widgets" }) },
    code: 0,
    says: /The git remote origin is me\/widgets, and package\.json names acme\/widgets: if this is a fork's clone, pass --repo acme\/widgets\./,
  },
  { title: "no record", files: {}, code: 0, says: /to confirm on npmjs\.com/ },
  {
    title: "a record that is no JSON",
    files: { [recordPath]: "{ packages: " },
    code: 2,
    says: /`\.github\/trusted-publishers\.json` can't be read: it is no JSON object without errors\. Nothing in it counts\./,
  },
  {
    title: "a record that is a list",
    files: { [recordPath]: "[]" },
    code: 2,
    says: /can't be read/,
  },
  {
    title: "unknown keys in the record",
    files: { [recordPath]: record({ packages: { "@acme/widgets": [{ ...entry, workflow: "release.yml" }] } }) },
    code: 0,
    says: /Nothing reads the key `workflow` in `\.github\/trusted-publishers\.json`\./,
  },
  {
    title: "ten entries of one package",
    files: {
      [recordPath]: record({
        packages: {
          "@acme/widgets": Array.from({ length: 10 }, (_, index) => ({ ...entry, environment: `e${index}` })),
        },
      }),
    },
    code: 1,
    says: /`@acme\/widgets` has 10 trusted publishers in `\.github\/trusted-publishers\.json`, and npm takes 10: one must go before another can be added\./,
  },
  {
    title: "two packages of one name",
    files: {
      "package.json": JSON.stringify({ private: true, workspaces: ["packages/*"] }),
      "packages/a/package.json": manifest,
      "packages/b/package.json": manifest,
    },
    code: 1,
    says: /Packages of the same name, `@acme\/widgets`: packages\/a\/package\.json and packages\/b\/package\.json\. npm holds one of that name\./,
  },
  {
    title: "a scope with a registry of its own",
    files: { ".npmrc": "@acme:registry=https://npm.pkg.github.com\n" },
    code: 0,
    says: /`@acme\/widgets` goes to `npm\.pkg\.github\.com`, not to npm's registry: nothing is said of it\./,
  },
  {
    title: "a scope whose registry is npm's",
    files: { ".npmrc": `@acme:registry=https://${registryHost}/\n` },
    code: 0,
    says: /to confirm on npmjs\.com/,
  },
];

for (const { title, files, code, says } of cases) {
  test(`${title}: a clear sentence, and exit code ${code}`, async (context) => {
    const folder = folderOf(context, { ...right, ...files });
    const text = await runIn(folder, ["check"]);
    const json = await runIn(folder, ["check", "--format", "json"]);
    const { exit } = reportIn(json.out);
    assert.match(text.out.replaceAll(/\n +/g, " "), says);
    assert.deepEqual([text.code, json.code, exit.code], [code, code, code], exit.reason);
  });
}
