import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { test, type TestContext } from "node:test";
import { parse } from "yaml";
import { exampleIn, folderOf, runIn } from "./folder.ts";

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: {
    readonly using: string;
    readonly steps: readonly {
      readonly uses?: string;
      readonly run?: string;
      readonly env?: Readonly<Record<string, string>>;
    }[];
  };
}

const action = parse(readFileSync("action.yml", "utf8")) as Action;
const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { readonly version: string };

/** The settings of an npm around these tests don't apply to them. */
const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));

test("the action is composite, pins what it uses, and puts no input into a script", () => {
  assert.equal(action.runs.using, "composite");
  assert.equal(action.inputs["package"]?.default, `trusted-publishing@${version}`);
  for (const { uses, run } of action.runs.steps) {
    if (uses !== undefined) assert.match(uses, /@[0-9a-f]{40}$/);
    assert.doesNotMatch(run ?? "", /\$\{\{/);
  }
});

function git(folder: string, ...args: readonly string[]): string {
  const identity = ["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
  return execFileSync("git", [...identity, ...args], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  }).trim();
}

/** Runs the action's script as GitHub would, in a clone of one commit; the tool is a package that was packed here. */
function runAction(context: TestContext, clone: string, inputs: Readonly<Record<string, string>>) {
  const temp = folderOf(context);
  const packages = folderOf(context);
  const options = ["--ignore-scripts", "--silent", "--pack-destination", packages];
  const tarball = execFileSync("npm", ["pack", ...options], { encoding: "utf8", env: clean }).trim();
  const [summary, output] = [join(temp, "summary.md"), join(temp, "output")];
  writeFileSync(summary, "");
  writeFileSync(output, "");
  const [step] = action.runs.steps;
  const given: Readonly<Record<string, string>> = { package: join(packages, tarball), ...inputs };
  const env = Object.fromEntries(
    Object.entries(step?.env ?? {}).map(([name, value]) => {
      const input = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(value)?.[1];
      return [
        name,
        input === undefined ? (inputs["base"] ?? "") : (given[input] ?? action.inputs[input]?.default ?? ""),
      ];
    }),
  );
  const { status, stdout, stderr } = spawnSync("bash", ["-c", step?.run ?? ""], {
    cwd: clone,
    encoding: "utf8",
    env: {
      ...clean,
      ...env,
      CI: "true",
      GITHUB_ACTION_PATH: resolve("."),
      GITHUB_REPOSITORY: "acme/widgets",
      GITHUB_WORKSPACE: clone,
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_OUTPUT: output,
      RUNNER_TEMP: temp,
      npm_config_cache: join(temp, "cache"),
      npm_config_offline: "true",
    },
  });
  return { status, stdout, stderr, summary: readFileSync(summary, "utf8"), output: readFileSync(output, "utf8") };
}

test("in a clone of a pull request's merge the action compares with the base, and annotates", (context) => {
  const upstream = exampleIn(context);
  git(upstream, "init", "-q", "-b", "main");
  git(upstream, "add", "-A");
  git(upstream, "commit", "-qm", "One");
  const base = git(upstream, "rev-parse", "HEAD");
  const canary = join(upstream, ".github/workflows/canary.yml");
  writeFileSync(canary, readFileSync(canary, "utf8").replace('"22"', '"24"'));
  git(upstream, "commit", "-qam", "Two");
  git(upstream, "config", "uploadpack.allowAnySHA1InWant", "true");
  const clone = join(folderOf(context), "clone");
  git(upstream, "clone", "-q", "--depth", "1", `file://${upstream}`, clone);
  const { status, stdout, stderr, summary, output } = runAction(context, clone, { base, sarif: "found.sarif" });
  assert.equal(stderr, "1 package is blocked.\n");
  assert.equal(status, 1);
  assert.equal(output, "exit-code=1\n");
  assert.match(stdout, /^::error file=\.github\/workflows\/release\.yml,line=25,.*title=id-token-write::/m);
  assert.match(summary, /^## What this changes for npm releases\n/);
  assert.match(summary, /- Gone: npm 10\.9\.8/);
  assert.ok(existsSync(join(clone, "found.sarif")));
  assert.equal(git(clone, "status", "--porcelain"), "?? found.sarif");
});

test("elsewhere it writes the report alone", (context) => {
  const { status, summary, output } = runAction(context, exampleIn(context), {});
  assert.equal(status, 1);
  assert.equal(output, "exit-code=1\n");
  assert.match(summary, /^## npm releases\n/);
});

test("the hook runs the command line on the files that decide a release", async (context) => {
  const [hook] = parse(readFileSync(".pre-commit-hooks.yaml", "utf8")) as readonly [
    { readonly entry: string; readonly files: string; readonly language: string },
  ];
  const [npx, yes, tool, ...args] = hook.entry.split(" ");
  assert.deepEqual([npx, yes, tool], ["npx", "--yes", `trusted-publishing@${version}`]);
  assert.equal((await runIn(exampleIn(context), args)).code, 1);
  const files = new RegExp(hook.files);
  for (const path of [
    ".github/workflows/a.yml",
    "packages/a/package.json",
    ".npmrc",
    ".github/trusted-publishers.json",
  ])
    assert.match(path, files);
  for (const path of ["src/a.ts", "package-lock.json", "a/.github/workflows/b/c.yml"]) assert.doesNotMatch(path, files);
});
