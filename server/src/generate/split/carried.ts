import type { Publish } from "../../publish/publish.ts";
import { mentioned, mentions, ownCommands, runs } from "../../repository/command/own-words.ts";
import type { Step } from "../../repository/workflow/workflow.ts";
import { textOf } from "../../text.ts";

/**
 * What the publish, or a step after it, takes from the steps before it, and a job of its own wouldn't have: variables, files, commits,
 * the state of the job. As a sentence that begins in lower case; undefined where that is nothing.
 */
export function missedAfterSplit({ workflow, job, step }: Publish, after: readonly Step[]): string | undefined {
  const before = job.steps.filter((each) => each.index <= step.index);
  const moved = [step, ...after];
  const given = new Set([workflow.env, job.env].flatMap(({ texts }) => [...texts.keys()]));
  if (before.some(({ with: inputs }) => inputs.texts.get("name")?.value === "tarballs"))
    return "it hands over an artifact named tarballs already.";
  const texts = moved.map(({ block }) => textOf(block.span));
  if (texts.some((text) => /\bhashFiles\s*\(/.test(text))) return "what publishes looks at files of the build.";
  if (texts.some((text) => /\bjob\s*\.\s*status\b|\b(?:always|failure|cancelled)\s*\(/.test(text)))
    return "what comes after its build looks at how the job went.";
  const sets = before.some(({ run }) => mentions(run, /GITHUB_ENV/));
  const unset = moved.find((each) => readsOthers(each, given, sets));
  if (unset !== undefined) return "what publishes, or comes after it, reads variables that its steps set.";
  const pushes = after.some(({ run }) => runs(run, /^git push\b/));
  const makes = after.some(({ run }) => runs(run, /^git (?:tag|commit)\b/));
  if (pushes && (!makes || before.some(({ run }) => runs(run, /^git (?:tag|commit)\b|\bversion\b/))))
    return "a step after the publish pushes what its build committed.";
  const files = after.find(({ run }) => ownCommands(run).some(([, ...words]) => words.some(isBuilt)));
  return files && "a step after the publish uses files that its build made.";
}

/** Whether a step reads a variable by an expression, or where `sets` by its script, that nothing it keeps gives it. */
function readsOthers({ block, run, env }: Step, given: ReadonlySet<string>, sets: boolean): boolean {
  const words = run === undefined ? [] : mentioned(run).map(({ text }) => text);
  const own = words.flatMap((word) => [...word.matchAll(/\b([A-Za-z_]\w*)=/g)].map(([, name = ""]) => name));
  const known = new Set([...given, ...env.texts.keys(), ...own]);
  const byExpression = [...textOf(block.span).matchAll(/(?<![\w.])env\s*\.\s*([A-Za-z_]\w*)/g)];
  const byScript = sets ? words.flatMap((word) => [...word.matchAll(/\$\{?([A-Za-z_]\w*)/g)]) : [];
  return [...byExpression, ...byScript].some(
    ([, name = ""]) => !known.has(name) && !/^(?:GITHUB_|RUNNER_|CI$|HOME$|PATH$)/.test(name),
  );
}

/** A word that names a file which no checkout brings. */
function isBuilt(word: string): boolean {
  return (
    /^@|=@/.test(word) ||
    /^[^:\s]*\.(?:tgz|zip|gz|vsix|wasm|exe)(?:#.*)?$/.test(word) ||
    /^(?:\.\/)?(?:dist|build|out|lib|target|artifacts?)(?:\/|$)/.test(word) ||
    /^[^\s$]*\*[^\s]*$/.test(word)
  );
}
