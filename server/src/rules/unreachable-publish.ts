import { taggers } from "../data/tools.ts";
import type { Finding } from "../finding.ts";
import { callPathsOf, startedWorkflow } from "../publish/auth/call-path.ts";
import { every } from "../publish/every.ts";
import type { Publish } from "../publish/publish.ts";
import { creatorsOf, type Creator } from "../publish/release-creators.ts";
import { namesOf } from "../publish/tools/recognise.ts";
import { barrierOf, skippedBefore, triggersOf } from "../publish/triggers.ts";
import { runs } from "../repository/command/own-words.ts";
import { packageIn } from "../repository/package/package.ts";
import { fileName } from "../repository/paths.ts";
import type { Repository } from "../repository/repository.ts";
import { startsOf, type Start } from "../repository/workflow/starts.ts";
import type { Workflow } from "../repository/workflow/workflow.ts";
import { readableText, textsOf } from "../repository/value.ts";
import { workflowPaths, workflowsOf } from "../repository/workflow/workflows.ts";
import type { Context, Rule } from "../rule.ts";
import { memo } from "../text.ts";
import { guardedAway } from "./unreachable-publish/guarded-away.ts";

export const unreachablePublish: Rule<"publish"> = {
  id: "unreachable-publish",
  stops: "start",
  severities: ["warning", "info"],
  summary: "Something starts the workflow that publishes, and its conditions can be met.",
  about: "publish",
  needs: { registry: "likely" },
  *check(publish, context) {
    // Whoever else calls it may start it otherwise.
    if (publish.workflow.triggers?.some(({ value }) => value === "workflow_call") !== false) return;
    const triggers = triggersOf(publish);
    if (triggers === undefined) return;
    yield* unnamed(publish, context.repository);
    yield* guardedAway(publish, context.repository);
    if (triggers.length === 0) {
      yield* closed(publish, context);
      yield* skipped(publish);
    }
    if (triggers.length > 0 && triggers.every(({ starts }) => starts.every(isForTag))) yield* unheard(context, publish);
  },
};

/** No run meets a condition, in no leg of the job. */
function* closed(publish: Publish, context: Context): Iterable<Finding> {
  const condition = barrierOf(publish);
  const isSame = (each: Publish): boolean => each.step !== publish.step || barrierOf(each) === condition;
  if (condition === undefined || !every(context, isSame)) return;
  // An action of the repository may serve others that meet it.
  if (condition.span.file !== publish.workflow.file) return;
  const triggers = publish.workflow.triggers ?? [];
  yield {
    severity: "warning",
    span: condition.span,
    message: `No run that ${triggers.map(({ value }) => `\`${value}\``).join(" or ")} starts here meets this condition: this publish never runs.`,
    related: triggers.map(({ value, span }) => ({ span, message: refsIn(startsOf(publish.workflow, value)) })),
  };
}

/** Every run leaves out a job that this one needs, and so this one as well. */
function* skipped(publish: Publish): Iterable<Finding> {
  const conditions = skippedBefore(publish);
  const [needed] = publish.job.needs ?? [];
  if (conditions.length === 0 || needed === undefined) return;
  yield {
    severity: "warning",
    span: needed.span,
    message: `Every run skips a job that job "${publish.job.id.value}" needs, itself or through others, and a job is skipped with any of those: this publish never runs.`,
    related: conditions.map(({ span }) => ({ span, message: "No run, or not every run, meets this condition." })),
  };
}

/** The workflow waits for another one by a name that none has. */
function* unnamed({ workflow }: Publish, repository: Repository): Iterable<Finding> {
  const [trigger, ...others] = workflow.triggers ?? [];
  if (trigger?.value !== "workflow_run" || others.length > 0) return;
  const on = workflow.block.entries.find(({ key }) => key.value === "on")?.value;
  const run = on?.kind === "mapping" ? on.entries.find(({ key }) => key === trigger)?.value : undefined;
  const list = run?.kind === "mapping" ? run.entries.find(({ key }) => key.value === "workflows")?.value : undefined;
  const names = textsOf(list);
  const all = workflowsOf(repository);
  if (names === undefined || names.length === 0 || all.length < workflowPaths(repository).length) return;
  const known = new Set(all.flatMap((each) => [each.file.path, readableText(each.block, "name")?.value ?? ""]));
  const [first] = names;
  if (first === undefined || names.some(({ value }) => known.has(value) || value.includes("${{"))) return;
  yield {
    severity: "warning",
    span: first.span,
    message: `No workflow of this repository has the name \`${first.value}\`: nothing starts this one, and it never publishes.`,
  };
}

function refsIn(starts: readonly Start[]): string {
  const refs = starts.map(({ ref = "", complete }) => `\`${ref}${complete ? "" : "*"}\``);
  return `Its runs are of ${refs.join(" and ")}.`;
}

function isForTag({ event, ref = "" }: Start): boolean {
  return (event === "push" || event === "release") && ref.startsWith("refs/tags/");
}

/** Whoever creates the tags or releases in this repository does it with a token for which GitHub starts nothing. */
function* unheard(context: Context, publish: Publish): Iterable<Finding> {
  const others = creatorsIn(context);
  const triggers = (triggersOf(publish) ?? []).map((trigger) => {
    const creators = others.filter(([, creator]) => trigger.starts.every((start) => creates(creator, start)));
    return { trigger, creators };
  });
  if (triggers.some(({ creators }) => creators.length === 0)) return;
  for (const { trigger, creators } of triggers) {
    const [what, person] = trigger.value === "release" ? ["releases", "publishes"] : ["tags", "pushes"];
    const files = [...new Set(creators.map(([{ file }]) => `\`${fileName(file.path)}\``))];
    yield {
      severity: "warning",
      span: trigger.span,
      message: `${files.join(" and ")} ${files.length === 1 ? "creates" : "create"} ${what} with GITHUB_TOKEN, for which GitHub starts no workflow: they aren't published here. One that a person ${person} is.`,
      related: creators.map(([, { span }]) => ({ span, message: `It creates ${what} here.` })),
    };
  }
}

/** The steps that create tags or releases before a tag has started anything; none where it isn't sure that these are all. */
const creatorsIn = memo(
  ({ repository, publishes, unsure, lost }: Context): readonly (readonly [Workflow, Creator])[] => {
    const workflows = workflowsOf(repository);
    const releasing = new Set([
      ...[...publishes, ...unsure].map(({ workflow }) => workflow.file),
      ...lost.map(({ span }) => span.file),
    ]);
    const found: (readonly [Workflow, Creator])[] = [];
    for (const workflow of workflows) {
      const creators = creatorsOf(workflow);
      const releases = releasing.has(workflow.file);
      const starts = creators?.length === 0 && !releases ? [] : startsOfAll(repository, workflow);
      if (starts.every(isForTag)) continue;
      // What else releases leaves this publish to releases by hand, perhaps.
      if (creators === undefined || releases) return [];
      // What a tag starts as well may only add to a release that a person made.
      if (!starts.some(isForTag)) found.push(...creators.map((creator) => [workflow, creator] as const));
    }
    const isOpen =
      found.length > 0 && (workflows.length < workflowPaths(repository).length || releasedByHand(repository));
    return isOpen ? [] : found;
  },
);

function startsOfAll(repository: Repository, workflow: Workflow): readonly Start[] {
  return callPathsOf(repository, workflow).flatMap((callPath) => {
    const started = startedWorkflow({ callPath, workflow });
    const triggers = started.triggers?.filter(({ value }) => value !== "workflow_call") ?? [];
    return triggers.flatMap(({ value }) => startsOf(started, value));
  });
}

function creates({ release, plain }: Creator, { event, pattern = "" }: Start): boolean {
  if (event === "release") return release;
  return (
    pattern === "**" ||
    (plain && /^(?:\*|v(?:\*\*?|(?:\*|\[0-9\][+*])(?:\\?\.(?:\*|\[0-9\][+*])){1,2}))$/.test(pattern))
  );
}

/** By a package script that pushes, or drafts that release-please leaves to a person. */
function releasedByHand(repository: Repository): boolean {
  const config = repository.file("release-please-config.json");
  // Of several packages, or with a component, tags have other names.
  const other = /"draft"\s*:\s*true|"component"|"package-name"|"packages"\s*:\s*\{(?!\s*"\.")/;
  if (config === "unknown" || (typeof config === "object" && other.test(config.text))) return true;
  const root = packageIn(repository, "");
  if (typeof root === "string") return root === "unknown";
  return [...root.scripts.texts.values()].some((script) => runs(script, byHand));
}

const byHand = new RegExp(
  `\\bgit push\\b|\\b(?:${namesOf(({ startedByHand }) => startedByHand)}|${taggers.byHand}|gh release)\\b`,
);
