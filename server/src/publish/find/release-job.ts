import { actionChanges, commandInputs, publishingTool } from "../../data/actions/questions.ts";
import { actionWords } from "../../data/actions/words.ts";
import { runs } from "../../repository/command/own-words.ts";
import type { TextMap } from "../../repository/value.ts";
import { grantsIdToken } from "../../repository/workflow/permissions.ts";
import { actionName, type Job, type Step, type Workflow } from "../../repository/workflow/workflow.ts";
import { memo } from "../../text.ts";
import { usesIdToken } from "../id-token-use.ts";

/**
 * Whether a job without any known publish is there for a release to npm all the same: it holds npm's token, or an id-token of its own
 * with no other known use, or its id says so; and something in it is started that isn't read. A path or a script's text doesn't count.
 */
export function isUnexplainedRelease(workflow: Workflow, job: Job): boolean {
  if (job.uses !== undefined || /dry|test|check/i.test(job.id.value)) return false;
  const isFor =
    isNamedForNpm(job.id.value) || isNamedForNpm(nameOf(workflow.file.path)) || holdsIdToken(job) || holdsToken(job);
  return isFor && job.steps.some(isUnread) && !job.steps.some(releasesElsewhere);
}

function nameOf(path: string): string {
  return path.replace(/^.*\//, "").replace(/\.ya?ml$/, "");
}

function isNamedForNpm(name: string): boolean {
  return /npm/i.test(name) && /publis|releas/i.test(name);
}

const holdsToken = memo(
  ({ env, steps }: Job): boolean =>
    isTokenIn(env) || steps.some((step) => (isTokenIn(step.env) || isTokenIn(step.with)) && !installs(step)),
);

function isTokenIn({ texts }: TextMap): boolean {
  return [...texts].some(
    ([name, text]) =>
      /^(?:NODE_AUTH|NPM|NPM_AUTH|NPM_PUBLISH)_TOKEN$|^npm[-_](?:auth[-_])?token$/i.test(name) &&
      /\bsecrets\./.test(text?.value ?? ""),
  );
}

/** What installs private packages reads a token as well. */
function installs({ run, uses }: Step): boolean {
  if (uses !== undefined) return actionWords.readsOnly.test(uses.value);
  return runs(run, /^(?:npm|pnpm|yarn|bun) ?(?:ci|i|install|add|audit|view|$)/);
}

function holdsIdToken(job: Job): boolean {
  return job.permissions !== undefined && grantsIdToken(job.permissions) === true && !usesIdToken(undefined, job);
}

/** Something that may publish and of which nothing is known: an action of others, or of the repository's own that isn't a composite one. */
function isUnread({ uses, run }: Step): boolean {
  if (uses === undefined) return runs(run, /^\S+ (?:release|publish|deploy|ship)(?:\s|$)/);
  const name = actionName(uses);
  const isKnown = publishingTool(name) !== undefined || commandInputs(name) !== undefined;
  return !isKnown && actionChanges(uses.value) === "not listed" && !actionWords.preparesOnly.test(name);
}

/** What releases something else than an npm package explains the job. */
function releasesElsewhere({ uses, run }: Step): boolean {
  return (
    (uses !== undefined && actionWords.releasesElsewhere.test(uses.value)) ||
    runs(
      run,
      /^(?:npx )?(?:jsr|deno|cargo|twine|docker|gh|vsce|ovsx|firebase|wrangler|vercel|netlify|helm|mvn|gradle|\.\/gradlew)\b/,
    )
  );
}
