// Builds and runs the tests, or those whose path holds one of the arguments.
// `rule <id>` tries one rule: its page, all laws on each of its examples (test/rules too), and what is generated from the rule.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { run } from "node:test";
import report from "./reporter.mjs";

const words = process.argv.slice(2);
const rule = words[0] === "rule" && words.length === 2 ? words[1] : undefined;
const parts = rule === undefined ? words : ["laws.test", "laws/doubt", "generated.test"];

// These run longest: they begin first, so that no core waits for one of them at the end.
const longest = ["laws", "lsp/memory", "generate/law", "migrate/migrate", "fuzz/parsers", "coverage/coverage"];

if (rule === undefined) build();
else if (existsSync(`docs/rules/${rule}.md`)) process.env["RULE"] = rule;
else stop(`docs/rules/${rule}.md isn't there yet; test/README.md says how to write it`);
build("test", ...parts);

const files = readdirSync(".test/bundle", { recursive: true })
  .map((name) => name.replaceAll("\\", "/"))
  .filter((name) => name.endsWith(".test.mjs"))
  .toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
  .map((name) => `.test/bundle/${name}`);
if (files.length === 0) stop(`no test's path holds ${parts.join(" or ")}`);

// What lints each example again and again tries a tenth of them outside of CI, another tenth each time, and of the places of each at
// which a text is cut a quarter (pages/sample.ts).
if (rule !== undefined || process.env["CI"]) delete process.env["SEED"];
else {
  process.env["SEED"] ??= String(Math.floor(Math.random() * 40));
  console.log(`Laws 5 to 7 and similar tests run on a tenth of the examples: SEED=${process.env["SEED"]}`);
}

const events = run({ files, concurrency: availableParallelism() }).on("test:fail", () => {
  process.exitCode = 1;
});
for await (const text of report(events)) process.stdout.write(text);

function build(...args) {
  const { status } = spawnSync(process.execPath, ["esbuild.mjs", ...args], { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

function rank(name) {
  const index = longest.findIndex((part) => name.startsWith(`${part}.`));
  return index < 0 ? longest.length : index;
}

function stop(problem) {
  console.error(problem);
  process.exit(1);
}
