import { packageIn } from "../repository/package.ts";
import type { Repository } from "../repository/repository.ts";
import { actionName, type Job, type Step, type Workflow } from "../repository/workflow.ts";
import { memoByValue } from "../text.ts";

/** What a script's text alone says: it names a tool that publishes, it starts package scripts, or neither. */
export const runSays = memoByValue((text: string): "release" | "scripts" | "nothing" => {
  if (
    /\b(?:publish?|pub|release|changesets?|lerna|np|nx|auto|beachball|shipit|shipjs|napi|make|just|task)\b/.test(text)
  )
    return "release";
  const lines = text.split("\n").filter((line) => !/^\s*npm\s+(?:ci|install|i|audit)\b[^|&;]*$/.test(line));
  return lines.some((line) => /\b(?:npm|pnpm|yarn|bun)\b/.test(line)) ? "scripts" : "nothing";
});

/**
 * Whether the package scripts that a step starts may lead to a release, by the words in them: only then are their commands read.
 * True as well where scripts of another folder, or of names that aren't written out, may be started.
 */
export function scriptsMayRelease(repository: Repository, workflow: Workflow, job: Job, step: Step): boolean {
  const root = packageIn(repository, "");
  const moved =
    (step.directory ?? job.defaults.directory ?? workflow.defaults.directory) !== undefined ||
    job.steps.some(({ uses, with: { texts } }) => uses && actionName(uses) === "actions/checkout" && texts.has("path"));
  if (typeof root === "string" || moved) return true;
  const texts = [step.run?.value ?? ""];
  const left = new Map(root.scripts.texts);
  // Further texts of a list are visited as well.
  for (const text of texts) {
    if (runSays(text) === "release" || elsewhere.test(text)) return true;
    for (const [name, script] of left) {
      if (!text.includes(name.replace(/^(?:pre|post)/, "")) && !text.includes(name)) continue;
      left.delete(name);
      texts.push(script?.value ?? "");
    }
  }
  return false;
}

const elsewhere =
  /\b(?:cd|pushd)\b|--(?:prefix|dir|cwd)\b|\s-C\b|\b(?:run|run-script|rum|urn|npm|pnpm|yarn|bun)\s+["']?\$/;
