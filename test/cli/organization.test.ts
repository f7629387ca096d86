import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { test, type TestContext } from "node:test";
import { parse } from "yaml";
import { registryHost } from "../../server/src/npm-host.ts";
import type { Report } from "../../server/src/report/report.ts";
import { problemsOf } from "../generate/actionlint.ts";
import { parserProblems } from "../generate/workflow-parser.ts";
import { folderOf, runIn } from "./folder.ts";

interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const text = readFileSync(".github/workflows/organization.yml", "utf8");
const workflow = parse(text) as { readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>> };
const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);
const scriptOf = (name: string): string =>
  steps.find((step) => (step.name ?? step.id) === name && step.run !== undefined)?.run ?? assert.fail(name);

/** The settings of an npm around these tests don't apply to them. */
const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:npm_|GIT_|GITHUB_)/i.test(name)));

/** Runs a step's script as GitHub would, in `folder`; returns what it added to the outputs and to the summary as well. */
function runStep(context: TestContext, name: string, folder: string, env: Readonly<Record<string, string>>) {
  const temp = folderOf(context, { output: "", summary: "" });
  const { status, stdout, stderr } = spawnSync("bash", ["-e", "-c", scriptOf(name)], {
    cwd: folder,
    encoding: "utf8",
    env: {
      ...clean,
      RUNNER_TEMP: temp,
      GITHUB_OUTPUT: join(temp, "output"),
      GITHUB_STEP_SUMMARY: join(temp, "summary"),
      // The repository of the workflow that calls.
      CI: "true",
      GITHUB_REPOSITORY: "acme/caller",
      ...env,
    },
  });
  const lines = readFileSync(join(temp, "output"), "utf8").trimEnd().split("\n");
  const outputs = new Map(lines.map((line) => [line.replace(/=.*/, ""), line.replace(/^[^=]*=/, "")]));
  return { status, stdout, stderr, outputs, summary: readFileSync(join(temp, "summary"), "utf8") };
}

interface Batch {
  readonly number: string;
  readonly repositories: string;
}

function batchesOf(context: TestContext, env: Readonly<Record<string, string>>): readonly Batch[] {
  const { status, stderr, outputs } = runStep(context, "list", folderOf(context), {
    BATCH_SIZE: "40",
    OWNER: "acme",
    ...env,
  });
  assert.equal(status, 0, stderr);
  assert.match(outputs.get("date") ?? "", /^\d{4}-\d\d-\d\d$/);
  return JSON.parse(outputs.get("batches") ?? "") as readonly Batch[];
}

test("GitHub's parser and actionlint accept the organization's workflow", async () => {
  assert.deepEqual(parserProblems(text), []);
  assert.deepEqual(await problemsOf(text), []);
});

test("they accept the workflows of docs/organization.md, which pass what it takes", async () => {
  const fences = [...readFileSync("docs/organization.md", "utf8").matchAll(/```yaml\n([^`]*)```/g)].map(
    ([, yaml = ""]) => yaml,
  );
  assert.equal(fences.length, 2);
  const taken = [...text.matchAll(/^ {6}([\w-]+):$/gm)].map(([, name = ""]) => name);
  for (const fence of fences) {
    const whole = fence.startsWith("jobs:") ? `on: workflow_dispatch\n${fence}` : fence;
    assert.deepEqual(parserProblems(whole), []);
    assert.deepEqual(await problemsOf(whole), []);
    const { organization } = (
      parse(whole) as { readonly jobs: Readonly<Record<string, { readonly with?: object; readonly secrets?: object }>> }
    ).jobs;
    for (const name of Object.keys({ ...organization?.with, ...organization?.secrets }))
      assert.ok(taken.includes(name), name);
  }
});

test("it pins what it uses, puts no input into a script, and writes nowhere", () => {
  for (const { uses, run } of steps) {
    if (uses !== undefined) assert.match(uses, /@[0-9a-f]{40}$/);
    assert.doesNotMatch(run ?? "", /\$\{\{/);
    assert.doesNotMatch(run ?? "", /git push|gh (?:issue|pr|release)|\s(?:-X|--method|-f)\s/);
  }
  assert.doesNotMatch(text, /: write\b/);
});

test("repositories are in batches, of which a matrix holds all", (context) => {
  const names = (count: number): string =>
    Array.from({ length: count }, (_, index) => `acme/r${String(index).padStart(5, "0")}`).join("\n");
  const few = batchesOf(context, { REPOSITORIES: "acme/b\r\nacme/a\nacme/b\n\n" });
  assert.deepEqual(few, [{ number: "000", repositories: "acme/a acme/b" }]);
  for (const [count, batches] of [
    [40, 1],
    [41, 2],
    [500, 13],
    [9_999, 250],
  ] as const) {
    const found = batchesOf(context, { REPOSITORIES: names(count) });
    assert.equal(found.length, batches);
    assert.equal(found.map(({ repositories }) => repositories).join(" "), names(count).replaceAll("\n", " "));
  }
  for (const [wrong, words] of [
    ["acme/a acme/..", /::error::"acme\/\.\." is no owner\/name\./],
    ["--upload-pack=x/y", /::error::"--upload-pack=x\/y" is no owner\/name\./],
    [" ", /::error::There are no repositories to check\./],
  ] as const) {
    const { status, stderr } = runStep(context, "list", folderOf(context), { REPOSITORIES: wrong, BATCH_SIZE: "40" });
    assert.equal(status, 1);
    assert.match(stderr, words);
  }
});

test("an owner who is no organization is asked for as a user", (context) => {
  const bin = folderOf(context, {
    gh: '#!/bin/sh\ncase "$3" in orgs/*) echo "HTTP 404" >&2; exit 1;; "users/acme/repos?per_page=100") echo acme/one; echo acme/two;; esac\n',
  });
  chmodSync(join(bin, "gh"), 0o755);
  const found = batchesOf(context, { REPOSITORIES: "", PATH: `${bin}:${process.env["PATH"] ?? ""}` });
  assert.deepEqual(found, [{ number: "000", repositories: "acme/one acme/two" }]);
});

/** Repositories with one commit, as a server of files. */
function serverOf(
  context: TestContext,
  repositories: Readonly<Record<string, Readonly<Record<string, string>>>>,
): string {
  const server = folderOf(context);
  for (const [name, files] of Object.entries(repositories)) {
    const folder = join(server, `${name}.git`);
    mkdirSync(folder, { recursive: true });
    const git = (...args: readonly string[]) =>
      execFileSync(
        "git",
        ["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false", ...args],
        {
          cwd: folder,
          env: clean,
          stdio: "ignore",
        },
      );
    git("init", "--quiet");
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    git("add", "--all");
    git("commit", "--quiet", "--allow-empty", "--message", "All");
  }
  return `file://${server}`;
}

function released(name: string, job: readonly string[]): Readonly<Record<string, string>> {
  return {
    "package.json": JSON.stringify({ name, version: "1.0.0", repository: `github:acme/${name}` }),
    ".github/workflows/release.yml": ["on: push", "jobs:", "  publish:", ...job.map((line) => `    ${line}`), ""].join(
      "\n",
    ),
  };
}

const checkout = ["steps:", "  - uses: actions/checkout@v6"];
const token = ["    env: { NODE_AUTH_TOKEN: '${{ secrets.NPM_TOKEN }}' }"];
const node = (version: string): readonly string[] => [
  "  - uses: actions/setup-node@v6",
  `    with: { node-version: ${version}, registry-url: https://${registryHost} }`,
];
const hosted = "runs-on: ubuntu-latest";
const oidc = "permissions: { contents: read, id-token: write }";

const organization = {
  "acme/a-token": released("a-token", [hosted, ...checkout, ...node("24"), "  - run: npm publish", ...token]),
  "acme/b-oidc": released("b-oidc", [hosted, oidc, ...checkout, ...node("24"), "  - run: npm publish"]),
  "acme/c-own": released("c-own", [
    "runs-on: self-hosted",
    ...checkout,
    ...node("24"),
    "  - run: npm publish",
    ...token,
  ]),
  "acme/d-old": released("d-old", [hosted, oidc, ...checkout, ...node("22"), "  - run: npm publish"]),
  "acme/e-script": released("e-script", [hosted, ...checkout, "  - run: ./publish-to-npm.sh"]),
  "acme/f-none": { "README.md": "Nothing.\n" },
};

test("batches give what one call gives, and a page", async (context) => {
  const server = serverOf(context, organization);
  const packages = folderOf(context);
  const options = ["--ignore-scripts", "--silent", "--pack-destination", packages];
  const tarball = execFileSync("npm", ["pack", ...options], { encoding: "utf8", env: clean }).trim();
  const given = {
    PACKAGE: join(packages, tarball),
    DATE: "2026-11-21",
    GH_TOKEN: "canary-7Qx",
    GITHUB_SERVER_URL: server,
  };
  const names = Object.keys(organization);
  const batches = batchesOf(context, { REPOSITORIES: [...names, "acme/gone"].join("\n"), BATCH_SIZE: "3" });
  assert.equal(batches.length, 3);
  const all = folderOf(context, { "reports/.keep": "" });
  const texts: string[] = [];
  for (const { number, repositories } of batches) {
    const folder = folderOf(context);
    const step = runStep(context, "Check", folder, { ...given, NUMBER: number, REPOSITORIES: repositories });
    assert.equal(step.status, 0, step.stderr);
    texts.push(step.stderr, step.stdout.replace(/::add-mask::.*/g, ""));
    cpSync(join(folder, "reports"), join(all, "reports"), { recursive: true });
    const own = readdirSync(join(folder, "clones"), { recursive: true, encoding: "utf8" });
    assert.ok(
      own.every(
        (path) => !path.endsWith("config") || !/canary|basic/.test(readFileSync(join(folder, "clones", path), "utf8")),
      ),
    );
  }
  const page = runStep(context, "Page", all, { ...given, CHECKED: "success" });
  assert.equal(page.status, 0, page.stderr);
  assert.doesNotMatch([...texts, page.stdout, page.stderr, page.summary].join("\n"), /canary|Y2FuYXJ5/);

  const once = folderOf(context);
  for (const name of names)
    execFileSync("git", ["clone", "--quiet", "--depth", "1", `${server}/${name}.git`, name], { cwd: once, env: clean });
  const { out } = await runIn(once, ["check", ...names, "--format", "json", "--date", "2026-11-21"]);
  assert.equal(readFileSync(join(all, "page/report.json"), "utf8"), out);
  assert.equal((await runIn(once, ["check", "--format", "json", "--date", "2026-11-21"])).out, out);

  assert.equal(page.summary, readFileSync(join(all, "page/page.md"), "utf8"));
  const part = (title: string): string => new RegExp(`^## ${title}.*\\n[^#]*`, "m").exec(page.summary)?.[0] ?? "";
  assert.match(part("Still on a token"), /January 2027[^]*a-token/);
  assert.match(part("Through OIDC"), /b-oidc/);
  assert.match(
    part("Can't publish through OIDC yet"),
    /c-own.*npm trusts only runners of GitHub[^]*d-old.*npm 10\.9\.8/,
  );
  assert.match(part("Not known"), /^## Not known\n[^]*e-script.*publish-to-npm\.sh/);
  assert.match(page.summary, /, and 1 workflow whose packages aren't known\.$/m);
  assert.match(page.summary, /Nothing publishes to npm in .*f-none/);
  assert.match(page.summary, /^Not cloned: acme\/gone/m);
  assert.ok(!existsSync(resolve("clones")));
});

test("reports that don't go together aren't merged", async (context) => {
  const folder = folderOf(context, { "a/.github/x": "", "b/.github/x": "", "text.json": "{}" });
  const report = async (name: string, ...args: readonly string[]): Promise<Report> => {
    const { out } = await runIn(folder, ["check", name, "--format", "json", ...args]);
    writeFileSync(join(folder, `${name}${args.length}.json`), out);
    return JSON.parse(out) as Report;
  };
  for (const name of ["a", "b"]) await report(name);
  await report("b", "--date", "2026-11-22");
  const merged = async (...files: readonly string[]) =>
    runIn(folder, ["check", "--merge", ...files, "--format", "json"]);
  assert.equal(
    (await merged("b0.json", "a0.json")).out,
    (await runIn(folder, ["check", "b", "a", "--format", "json"])).out,
  );
  for (const [files, sentence] of [
    [["a0.json", "text.json"], /^text\.json isn't what check --format json writes\.$/],
    [["a0.json", "none.json"], /^none\.json can't be read\.$/],
    [["a0.json", "b2.json"], /^a0\.json and b2\.json are of different days or versions/],
    [["a0.json", "a0.json"], /^a is in more than one of the reports\.$/],
    [[], /^--merge takes the files that check --format json wrote\.$/],
    [["a0.json", "--date", "2026-11-21"], /^--merge takes reports as they are/],
  ] as const) {
    const { code, out, told } = await merged(...files);
    assert.deepEqual([code, out, told.length], [2, "", 1]);
    assert.match(told[0] ?? "", sentence);
  }
});

test("a workflow's own repository isn't that of several folders", async (context) => {
  const folder = folderOf(context, { "a/.github/x": "", "b/.github/x": "" });
  const env = { CI: "true", GITHUB_REPOSITORY: "acme/caller" };
  const { out } = await runIn(folder, ["check", "--format", "json"], env);
  assert.doesNotMatch(out, /acme\/caller/);
  assert.match((await runIn(folder, ["check", "a", "--format", "json"], env)).out, /acme\/caller/);
  assert.deepEqual((await runIn(folder, ["check", "--repo", "acme/a"])).told, [
    "--repo names one repository, and there are several here.",
  ]);
});
