import { packageIn } from "../repository/package.ts";
import type { Repository } from "../repository/repository.ts";
import { actionName, type Job, type Step, type Workflow } from "../repository/workflow.ts";
import { filesIn, runSays } from "../repository/release-words.ts";

/**
 * Whether the package scripts that a step starts may lead to a release, by the words in them: only then are their commands read.
 * True as well where scripts of another folder, or of names that aren't written out, may be started.
 */
export function scriptsMayRelease(repository: Repository, workflow: Workflow, job: Job, step: Step): boolean {
  const root = packageIn(repository, "");
  const moved =
    (step.directory ?? job.defaults.directory ?? workflow.defaults.directory) !== undefined ||
    job.steps.some(({ uses, with: { texts } }) => uses && actionName(uses) === "actions/checkout" && texts.has("path"));
  if (root === "unknown" || moved) return true;
  const texts = [step.run?.value ?? ""];
  const left = new Map(root === "absent" ? [] : root.scripts.texts);
  const files = new Set<string>();
  // Further texts of a list are visited as well.
  for (const text of texts) {
    if (runSays(text) === "release" || elsewhere.test(text)) return true;
    for (const [name, script] of left) {
      if (!text.includes(name.replace(/^(?:pre|post)/, "")) && !text.includes(name)) continue;
      left.delete(name);
      texts.push(script?.value ?? "");
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

const elsewhere =
  /\b(?:cd|pushd)\b|--(?:prefix|dir|cwd|filter|recursive|workspaces?)\b|\s-(?:C|F|r|ws?)\b|\bworkspaces?\s|(?:from|require|import)\b\s*\(?\s*["']\.|\b(?:run|run-script|rum|urn|npm|pnpm|yarn|bun)\s+["']?\$/;
