import { checksOut } from "../data/actions/questions.ts";
import { filesIn, runSays } from "../repository/command/release-words.ts";
import { monorepoPackages } from "../repository/package/monorepo.ts";
import { packageIn, type Package } from "../repository/package/package.ts";
import { derived, type Repository } from "../repository/repository.ts";
import { actionName, type Job, type Step, type Workflow } from "../repository/workflow/workflow.ts";
import { memo } from "../text.ts";
import type { Publish } from "./publish.ts";

/** Whether the package scripts that a step starts may lead to a release, by the words in them: only then are their commands read. */
export function scriptsMayRelease(repository: Repository, workflow: Workflow, job: Job, step: Step): boolean {
  return mayRun(repository, workflow, job, step, (text) => {
    if (runSays(text) === "release") return true;
    return inPackages.test(text) && derived(repository, releasingNames, "").some((name) => text.includes(name));
  });
}

/** The same of commands in which these words stand. */
export function mayRunWords(repository: Repository, { workflow, job }: Publish, step: Step, words: RegExp): boolean {
  return mayRun(repository, workflow, job, step, (text) => words.test(text) || inPackages.test(text));
}

/**
 * Whether something may be run of which `says` is true, by the texts of the step, of package scripts and of files. True as well
 * where scripts of another folder, or of names that aren't written out, may be started.
 */
function mayRun(
  repository: Repository,
  workflow: Workflow,
  job: Job,
  step: Step,
  says: (text: string) => boolean,
): boolean {
  const root = derived(repository, scriptsOf, "");
  const moved =
    (step.directory ?? job.defaults.directory ?? workflow.defaults.directory) !== undefined ||
    job.steps.some(({ uses, with: { texts } }) => uses && checksOut(actionName(uses)) && texts.has("path"));
  if (root === "unknown" || moved) return true;
  const texts = [step.run?.value ?? ""];
  const left = new Set(root.map((_, index) => index).filter((index) => index % 2 === 0));
  const files = new Set<string>();
  // Further texts of a list are visited as well.
  for (const text of texts) {
    if (says(text) || elsewhere.test(text)) return true;
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
  const releasing = new Set<string>();
  for (let size = -1; size < releasing.size;) {
    size = releasing.size;
    for (const { names, text, releases } of scripts)
      if (releases || [...releasing].some((name) => text.includes(name))) for (const name of names) releasing.add(name);
  }
  return [...releasing];
}

/** The scripts of a package that start anything, under the names that lead to them. */
const startingScripts = memo(({ scripts }: Package) =>
  [...scripts.texts].flatMap(([name, script]) => {
    const text = script?.value ?? "";
    const says = runSays(text);
    const releases = says === "release" || (says === "scripts" && (elsewhere.test(text) || filesIn(text).length > 0));
    return says === "nothing" ? [] : [{ names: [name, name.replace(/^(?:pre|post)/, "")], text, releases }];
  }),
);

/** Scripts of other packages, by their names. */
const inPackages = /--(?:filter|recursive|workspaces?)\b|\s-(?:F|r|ws?)\b|\bworkspaces?\s/;

const elsewhere =
  /\b(?:cd|pushd)\b|--(?:prefix|dir|cwd)\b|\s-C\b|(?:from|require|import)\b\s*\(?\s*["']\.|\b(?:run|run-script|rum|urn|npm|pnpm|yarn|bun)\s+["']?\$/;
