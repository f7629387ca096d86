import { checksOut } from "../../data/actions/questions.ts";
import { limits } from "../../limits.ts";
import { entryOf, valueOf, type Sequence } from "../../syntax/tree.ts";
import { parseYaml } from "../../syntax/yaml.ts";
import { memo, type SourceFile, type Span } from "../../text.ts";
import { applyDots, join } from "../paths.ts";
import type { Repository } from "../repository.ts";
import { readableText, textAt, type TextOr } from "../value.ts";
import { isThis } from "../settings/identity.ts";
import { ownPath } from "./own-path.ts";
import { actionName, readSteps, type Job, type Step, type Workflow } from "./workflow.ts";

/**
 * The workflow with the steps of the repository's own composite actions in place of the steps that call them:
 * the same object while nothing of it changes. What isn't such an action, or can't be read, stays as it is.
 */
export function withActions(repository: Repository, workflow: Workflow): Workflow {
  const steps = workflow.jobs.map((job) => stepsOf(repository, job));
  if (steps.every((own, index) => own === workflow.jobs[index]?.steps)) return workflow;
  const before = expanded.get(workflow);
  if (before?.jobs.every((job, index) => sameItems(job.steps, steps[index] ?? [])) === true) return before;
  const jobs = workflow.jobs.map((job, index) => ({ ...job, steps: steps[index] ?? [] }));
  const result = { ...workflow, jobs };
  expanded.set(workflow, result);
  return result;
}

const expanded = new WeakMap<Workflow, Workflow>();

function sameItems(before: readonly Step[], now: readonly Step[]): boolean {
  return before.length === now.length && before.every((step, index) => step === now[index]);
}

function stepsOf(repository: Repository, { steps }: Job): readonly Step[] {
  // Another repository in the workspace may bring an action of the same path.
  if (!steps.some((step) => isCall(repository, step)) || steps.some((step) => bringsOther(repository, step)))
    return steps;
  let left: number = limits.steps;
  const folders = checkoutFolders(steps);
  const expand = (step: Step, depth: number): readonly Step[] => {
    const inner =
      depth < limits.callDepth && left > 0 && isCall(repository, step)
        ? innerSteps(repository, step, folders)
        : undefined;
    if (inner === undefined) return [step];
    left -= inner.length;
    return inner.flatMap((each) => expand(each, depth + 1));
  };
  return steps.flatMap((step) => expand(step, 0));
}

/** The folders of the workspace into which checkouts put this repository, each with a slash at its end. */
export function checkoutFolders(steps: readonly Step[]): readonly string[] {
  return steps.flatMap(({ uses, with: { texts } }) => {
    if (uses === undefined || !checksOut(actionName(uses)) || texts.has("repository")) return [];
    const folder = /^(?:\.\/)?([\w-][\w./-]*?)\/?$/.exec(texts.get("path")?.value ?? "")?.[1];
    return folder === undefined ? [] : [`${folder}/`];
  });
}

/** Whether a place is in an action's file. What is right there for one caller, nothing tells of the others. */
export function isInAction({ span }: { readonly span: Span }): boolean {
  return /(?:^|\/)action\.ya?ml$/.test(span.file.path);
}

/** Whether a checkout puts another repository where this one's actions are looked for. */
function bringsOther(repository: Repository, { uses, with: { texts } }: Step): boolean {
  if (uses === undefined || !checksOut(actionName(uses)) || !texts.has("repository")) return false;
  const name = texts.get("repository")?.value ?? "";
  const folder = texts.get("path")?.value ?? "";
  const isOwn = /^\$\{\{\s*github\.repository\s*\}\}$/.test(name) || isThis(repository, name);
  return !isOwn && !/^(?:\.\/)?[\w-][\w./-]*$/.test(folder);
}

function isCall(repository: Repository, { uses }: Step): boolean {
  return uses !== undefined && ownPath(repository, uses.value) !== undefined;
}

/**
 * The steps of the composite action of the repository that a step calls; undefined where it is none, or can't be read. `checkouts` are
 * the folders of the workspace in which the repository may be.
 */
export function innerSteps(
  repository: Repository,
  step: Step,
  checkouts: readonly string[] = [],
): readonly Step[] | undefined {
  const path = step.uses && ownPath(repository, step.uses.value);
  const place = path === undefined ? undefined : applyDots(path);
  if (place === undefined) return undefined;
  const own = step.uses?.value.startsWith("./") === true ? checkouts.find((each) => place.startsWith(each)) : undefined;
  const folder = place.slice(own?.length ?? 0);
  const file = ["action.yml", "action.yaml"]
    .map((name) => repository.file(join(folder, name)))
    .find((state) => state !== "absent");
  return typeof file === "object" ? readAction(step)(file) : undefined;
}

const readAction = memo((step: Step) =>
  memo((file: SourceFile): readonly Step[] | undefined => {
    const { root } = parseYaml(file);
    const runs = valueOf(root, "runs");
    const list = valueOf(runs, "steps");
    if (readableText(runs, "using")?.value !== "composite" || list?.kind !== "sequence") return undefined;
    const inputs = new Map<string, TextOr>();
    const declared = entryOf(root, "inputs")?.value;
    if (declared?.kind === "mapping")
      for (const { key, value } of declared.entries) inputs.set(key.value.toLowerCase(), textAt(value, "default"));
    return complete(list) ? readSteps(list, { step, inputs }) : undefined;
  }),
);

/** A step that is half typed may be anything. */
function complete({ items }: Sequence): boolean {
  return items.every((item) => item.kind === "mapping");
}
