import { checksOut } from "../../data/actions/questions.ts";
import { toolWords } from "../../data/tools.ts";
import { limits } from "../../limits.ts";
import { memo, memoByValue } from "../../text.ts";
import { monorepoPackages } from "../package/monorepo.ts";
import { packageIn, type Package } from "../package/package.ts";
import { derived } from "../recall.ts";
import type { Repository } from "../repository.ts";
import { actionName, type Job, type Step, type Workflow } from "../workflow/workflow.ts";

/*
 * Filters over the text of scripts, for speed only: most steps have nothing to do with a release, and a look at their text spares
 * following what they start. Each filter skips nothing but work whose answer would be "nothing", so the findings are the same without
 * them: test/prefilter.test.ts lints every example both ways. No decision is made here or by text elsewhere: `commandsOf` is asked.
 */

let on = true;

/** Gives what `work` gives while no filter skips anything. For the test of the filters. */
export function withoutPrefilters<T>(work: () => T): T {
  on = false;
  try {
    return work();
  } finally {
    on = true;
  }
}

/**
 * How a step's script may lead to a release: it may name one itself, or may start package scripts or files that do, so that their commands
 * have to be read, or neither.
 */
export function mayLeadToRelease(
  repository: Repository,
  workflow: Workflow,
  job: Job,
  step: Step,
): "by itself" | "by scripts" | "no" {
  if (step.run === undefined) return "no";
  const own = on ? runSays(step.run.value) : "release";
  if (own !== "scripts") return own === "release" ? "by itself" : "no";
  const starts = mayRun(repository, workflow, job, step, (text) => {
    if (runSays(text) === "release") return true;
    return inPackages.test(text) && derived(repository, releasingNames, "").some((name) => text.includes(name));
  });
  return starts ? "by scripts" : "no";
}

/** Whether a step may run a command in which these words stand, itself or by what it starts. */
export function mayRunWords(
  repository: Repository,
  { workflow, job }: { readonly workflow: Workflow; readonly job: Job },
  step: Step,
  words: RegExp,
): boolean {
  return !on || mayRun(repository, workflow, job, step, (text) => words.test(text) || inPackages.test(text));
}

/** Whether a package's scripts may lead to a release. */
export function mayReleaseByScripts(found: Package): boolean {
  return !on || releasesByScripts(found);
}

const releasesByScripts = memo(({ scripts }: Package): boolean =>
  [...scripts.texts.values()].some(
    (text) => text !== undefined && (runSays(text.value) === "release" || filesIn(text.value).length > 0),
  ),
);

/** Whether a script may start anything that leads to a release. */
export function mayStart(text: string): boolean {
  return !on || runSays(text) !== "nothing";
}

const checksOutElsewhere = memo((job: Job): boolean =>
  job.steps.some(({ uses, with: { texts } }) => uses !== undefined && checksOut(actionName(uses)) && texts.has("path")),
);

/** What a script's text alone says: it names a tool that publishes, it starts package scripts or files, or neither. */
export const runSays = memoByValue((text: string): "release" | "scripts" | "nothing" => {
  if (toolWords.release.test(text) || /^\s*\$\{\{/.test(text)) return "release";
  const lines = text.split("\n").filter((line) => !/^\s*npm\s+(?:ci|install|i|audit)\b[^|&;]*$/.test(line));
  return lines.some(
    (line) => /\b(?:npm|pnpm|pn|yarn|bun|nr|run-[sp]|concurrently|turbo)\b/.test(line) || startsFile.test(line),
  )
    ? "scripts"
    : "nothing";
});

/** A file that a line of a script runs, as far as its words tell: the second group is its path. */
const startsFile =
  /(?:\b(?:node|tsx|ts-node(?:-esm)?|bash|sh|zsh|source|bun(?: run)?|deno run|zx|vite-node|esno|jiti|python3?|ruby|php|perl|raku|lua|julia|Rscript|elixir|pwsh|powershell|fish|nu)\s{1,50}(?:-\S{1,200}\s{1,50}(?:tsx\s{1,50})?){0,10}|(?:^|&&|\|\||[;|(]|\s\.\s)\s{0,100}(?=\.{0,2}\/|[\w.-]{1,200}\/))(["']?)([\w@-]*[./][\w@./-]+)/;

/** The paths of the files that a script may run. */
const filesIn = memoByValue((text: string): readonly string[] =>
  [...text.matchAll(new RegExp(startsFile, "gm"))].flatMap((match) => match[2] ?? []),
);

/**
 * Whether something may be run of which `holds` is true, by the texts of the step, of package scripts and of files. True as well
 * where scripts of another folder, or of names that aren't written out, may be started.
 */
function mayRun(
  repository: Repository,
  workflow: Workflow,
  job: Job,
  step: Step,
  holds: (text: string) => boolean,
): boolean {
  const root = derived(repository, scriptsOf, "");
  const moved =
    (step.directory ?? job.defaults.directory ?? workflow.defaults.directory) !== undefined || checksOutElsewhere(job);
  // Following what is started has limits of its own.
  if (root === "unknown" || moved || root.length > 2 * limits.scripts) return true;
  const texts = [step.run?.value ?? ""];
  const left = new Set(root.map((_, index) => index).filter((index) => index % 2 === 0));
  const files = new Set<string>();
  // Further texts of a list are visited as well.
  for (const text of texts) {
    if (holds(text) || elsewhere.test(text)) return true;
    for (const index of left) {
      const [name = "", script = ""] = root.slice(index, index + 2);
      if (!text.includes(name.replace(/^(?:pre|post)/, "")) && !text.includes(name)) continue;
      left.delete(index);
      texts.push(script);
    }
    for (const path of filesIn(text)) {
      const file = files.has(path) ? "absent" : repository.file(path);
      files.add(path);
      if (file === "unknown") return true;
      if (file !== "absent") texts.push(file.text);
    }
  }
  return false;
}

/** The names and texts of the root's package scripts in turn: the same, whatever else changes in package.json. */
function scriptsOf(repository: Repository): readonly string[] | "unknown" {
  const root = packageIn(repository, "");
  if (typeof root === "string") return root === "unknown" ? root : [];
  return [...root.scripts.texts].flatMap(([name, script]) => [name, script?.value ?? ""]);
}

/** The names of scripts that lead to a release in some package of the monorepo; every name where its packages can't be told. */
function releasingNames(repository: Repository): readonly string[] {
  const packages = monorepoPackages(repository, "");
  if (packages === undefined) return [""];
  const scripts = packages.flatMap(startingScripts);
  if (scripts.length > limits.releasingScripts) return [""];
  const releasing = new Set(scripts.filter(({ releases }) => releases).flatMap(({ names }) => names));
  const left = new Set(scripts.filter(({ releases }) => !releases));
  // Further names of a set are visited as well.
  for (const releasingName of releasing)
    for (const each of left) {
      if (!each.text.includes(releasingName)) continue;
      left.delete(each);
      for (const name of each.names) releasing.add(name);
    }
  return [...releasing];
}

/** The scripts of a package that start anything, under the names that lead to them. */
const startingScripts = memo(({ scripts }: Package) =>
  [...scripts.texts].flatMap(([name, script]) => {
    const text = script?.value ?? "";
    const own = runSays(text);
    const releases = own === "release" || (own === "scripts" && (elsewhere.test(text) || filesIn(text).length > 0));
    return own === "nothing" ? [] : [{ names: [name, name.replace(/^(?:pre|post)/, "")], text, releases }];
  }),
);

/** Scripts of other packages, by their names. */
const inPackages = /\bturbo\b|--(?:filter|recursive|workspaces?)\b|\s-(?:F|r|ws?)\b|\bworkspaces?\s/;

const elsewhere =
  /\b(?:cd|pushd)\b|--(?:prefix|dir|cwd)\b|\s-C\b|(?:from|require|import)\b\s{0,50}\(?\s{0,50}["']\.|\b(?:run|run-script|rum|urn|npm|pnpm|yarn|bun)\s{1,50}["']?\$/;
