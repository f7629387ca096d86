import { checksOut, releaseMaking } from "../../data/actions/questions.ts";
import { insertKey, isBroken, removeEntry, setValue } from "../../edit/edit.ts";
import { columnOf, endOf, lastLineEnd, lineEnd } from "../../edit/place.ts";
import { yamlScalar } from "../../edit/scalar.ts";
import { sortedPublishes } from "../../publish/find/sorted.ts";
import { certain } from "../../publish/fact.ts";
import type { Publish } from "../../publish/publish.ts";
import { ownCommands } from "../../repository/command/own-words.ts";
import type { Repository } from "../../repository/repository.ts";
import { grantsIdToken } from "../../repository/workflow/permissions.ts";
import { actionName, type Step } from "../../repository/workflow/workflow.ts";
import { applyEdits, lineEnding, lineStart, textOf, type Edit, type SourceFile } from "../../text.ts";
import type { FileChange } from "../publishers.ts";
import { indented } from "../steps.ts";
import { missedAfterSplit } from "./carried.ts";
import { movedCommand, type Moved } from "./command.ts";
import { jobsAfter, packSteps } from "./written.ts";

/** A job that builds and publishes, as two: one builds without an id-token, and the other publishes what that packed. */
export interface Split {
  readonly file: FileChange;
  /** The job that publishes, by its id, which stays. */
  readonly job: string;
  readonly notes: readonly string[];
}

/**
 * The jobs of the workflow at `path` that build and publish, or the one named, each as two; of one that can't be split cleanly why, as a
 * sentence.
 */
export function splitJobs(
  repository: Repository,
  path: string,
  only?: string,
): readonly (Split | { readonly problem: string })[] {
  const publishes = sortedPublishes(repository).publishes.filter(
    ({ workflow, job }) => workflow.file.path === path && (only === undefined || job.id.value === only),
  );
  return [...new Set(publishes.map(({ job }) => job))].flatMap((job) => {
    const own = publishes.filter((each) => each.job === job);
    // Without a checkout none of the repository's code runs.
    const isBuild = job.steps.some(({ uses }) => uses !== undefined && checksOut(actionName(uses)));
    return isBuild ? [splitJob(repository, own)] : [];
  });
}

/** The same of one job, by what it publishes. */
function splitJob(repository: Repository, publishes: readonly Publish[]): Split | { readonly problem: string } {
  const [publish] = publishes;
  if (publish === undefined) return { problem: "Nothing is published there." };
  const { job, workflow } = publish;
  const no = (why: string) => ({ problem: `Job "${job.id.value}" can't be split: ${why}` });
  const problem = obstacleOf(publish, publishes);
  if (problem !== undefined) return no(problem);
  const moved = movedCommand(publish);
  if (typeof moved === "string") return no(moved);
  const edits = editsOf(repository, publish, moved);
  const { file } = workflow;
  const text = edits && applyEdits(file.text, edits);
  if (text === undefined) return no("it is written in a way that can't be changed cleanly.");
  return { file: { path: file.path, before: file, text }, job: job.id.value, notes: notesOf(publish, moved) };
}

/** Why a job stays whole, as a sentence that begins in lower case; undefined where nothing is in the way. */
function obstacleOf(publish: Publish, publishes: readonly Publish[]): string | undefined {
  const { job, workflow, step, credential, environment } = publish;
  const { file } = workflow;
  const keys = job.block.entries.map(({ key }) => key.value);
  const has = (name: string): boolean => keys.includes(name);
  const after = job.steps.filter((each) => each.index > step.index && each.caller === undefined);
  const sent = certain(credential);
  if (isBroken(file) || workflow.anchored || job.block.flow || file !== job.block.span.file)
    return "its file has syntax errors, anchors, or the job in one line.";
  if (new Set(publishes.map((each) => each.command)).size > 1) return "it publishes in more than one place.";
  if (step.caller !== undefined || step.run === undefined) return "an action publishes, not a command.";
  if (has("strategy")) return "it runs once for each leg of a matrix.";
  if (has("outputs")) return "other jobs use its outputs.";
  if (keys.at(-1) !== "steps") return "`steps` isn't its last key.";
  if (job.defaults.directory === "unreadable") return "where its scripts run isn't known.";
  if (workflow.defaults.directory !== undefined) return "the workflow's `defaults` name a folder for every job.";
  if (/\b(?:always|failure|cancelled)\s*\(/.test(typeof job.if === "object" ? job.if.value : ""))
    return "its condition looks at the jobs before it.";
  if (sent === undefined) return "the token that it sends isn't known.";
  if (sent.kind === "token" && !step.env.texts.has(sent.variable ?? sent.name))
    return "its token comes from elsewhere than the step that publishes: take it out first.";
  if ([...job.env.texts.values()].some((text) => text?.value.includes("secrets.")))
    return "its variables hold secrets, for every step.";
  const before = job.steps.filter((each) => each.index < step.index);
  if (certain(environment) !== "" && before.some((each) => /\b(?:secrets|vars)\s*\./.test(withoutGitHub(each))))
    return "its build reads secrets or variables, which may be those of its environment.";
  const condition = typeof step.if === "object" ? step.if.value : "";
  if (
    [condition, textOf(step.block.span), ...after.map(({ block }) => textOf(block.span))].some((text) =>
      /\bsteps\s*\./.test(text),
    )
  )
    return "what publishes, or comes after it, uses outputs of its steps.";
  const needing = after.find((each) => !standsAlone(each));
  return needing === undefined
    ? missedAfterSplit(publish, after)
    : `the step "${nameOf(needing)}" after the publish may need what the build left there.`;
}

function withoutGitHub({ block }: Step): string {
  return textOf(block.span).replaceAll(/\bsecrets\s*\.\s*GITHUB_TOKEN\b/g, "");
}

/** What needs no more than a checkout: releases on GitHub without files of the build, tags, notes. */
function standsAlone({ run, uses, with: inputs }: Step): boolean {
  if (uses !== undefined) {
    const hasFiles = [...inputs.texts.keys()].some((name) => /file|artifact|asset/i.test(name));
    return releaseMaking(actionName(uses)) !== undefined && !hasFiles;
  }
  return ownCommands(run).every(([tool = ""]) => /^(?:gh|git|echo|curl|sleep|printf)$/.test(tool));
}

function nameOf({ block, run, uses }: Step): string {
  const name = block.entries.find(({ key }) => key.value === "name")?.value;
  return name?.kind === "scalar" ? name.text.text : (uses?.value ?? ownCommands(run)[0]?.join(" ") ?? "");
}

function notesOf({ packages }: Publish, { ignoresScripts, several }: Moved): readonly string[] {
  const manifests = several ?? (certain(packages) ?? []).map(({ manifest }) => manifest);
  const late = manifests.find(({ scripts }) => scripts.texts.has("postpublish") || scripts.texts.has("publish"));
  return late === undefined || ignoresScripts
    ? []
    : [`The script \`postpublish\` of ${late.name?.value ?? ""} doesn't run any more: npm publishes a tarball.`];
}

function editsOf(repository: Repository, publish: Publish, moved: Moved): readonly Edit[] | undefined {
  const { job, workflow, step } = publish;
  const { file } = workflow;
  const column = columnOf(file.text, job.id.span.start);
  const dash = lineStart(file.text, step.block.span.start);
  const at = /^( *)- /.exec(file.text.slice(dash))?.[1]?.length;
  const last = job.block.entries.at(-1);
  const end =
    column === undefined || last === undefined
      ? undefined
      : lastLineEnd(file.text, last.key.span.start, endOf(last), column);
  const cut = cutOf(publish);
  if (column === undefined || at === undefined || end === undefined || cut === undefined) return undefined;
  const taken = new Set(workflow.jobs.map(({ id }) => id.value));
  const build = ["build", `${job.id.value}-build`].find((id) => !taken.has(id)) ?? `build-for-${job.id.value}`;
  const permissions = buildPermissions(publish);
  const environment = job.block.entries.find(({ key }) => key.value === "environment");
  const gone = environment === undefined ? [] : removeEntry(job.block, environment);
  if (permissions === undefined || gone === undefined) return undefined;
  const trailing = job.steps
    .filter((each) => each.index > step.index && each.caller === undefined)
    .map(({ block }) => stepText(file, lineStart(file.text, block.span.start)));
  const eol = lineEnding(file.text);
  const jobs = jobsAfter(publish, moved, build, trailing);
  const steps = indented(at, packSteps(repository, publish, moved));
  const rest = [...steps, ...jobs.flatMap((lines) => ["", ...indented(column, lines)])];
  const text = [...(cut.keeps ? [""] : []), ...rest].join(eol);
  return [
    { span: job.id.span, text: build },
    ...permissions,
    ...gone,
    {
      span: { file, start: cut.from, end },
      text: file.text.endsWith(eol) || end < file.text.length ? text : text + eol,
    },
  ];
}

/** From where the job's text goes: the line of the step, or what comes after the commands before the publish in its script. */
function cutOf({
  step,
  command,
  workflow: { file },
}: Publish): { readonly from: number; readonly keeps: boolean } | undefined {
  if (ownCommands(step.run).length === 1) return { from: lineStart(file.text, step.block.span.start), keeps: false };
  const start = lineStart(file.text, command.span.start);
  const isLast = file.text.slice(command.span.end, step.block.span.end).trim() === "";
  const isLine = file.text.slice(start, command.span.start).trim() === "";
  return isLast && isLine && step.block.entries.at(-1)?.key.value === "run"
    ? { from: lineEnd(file.text, start - 2), keeps: true }
    : undefined;
}

/** The text of a step with its lines, from its dash to where the next begins. */
function stepText(file: SourceFile, start: number): readonly string[] {
  const width = /^ */.exec(file.text.slice(start))?.[0].length ?? 0;
  const lines = file.text.slice(start).split(/\r?\n/);
  const more = lines.slice(1).findIndex((line) => line.trim() !== "" && (/^ */.exec(line)?.[0].length ?? 0) <= width);
  const own = more < 0 ? lines : lines.slice(0, more + 1);
  return own
    .map((line) => line.slice(width).trimEnd())
    .join("\n")
    .trimEnd()
    .split("\n");
}

/** The build's permissions: those of the job, or of its workflow, without the id-token. */
function buildPermissions({ job, workflow }: Publish): readonly Edit[] | undefined {
  const own = job.permissions ?? workflow.permissions;
  if (own === undefined) return [];
  if (grantsIdToken(own) === false) return [];
  const scopes =
    own.grants.kind === "scopes" ? [...own.grants.scopes].filter(([name]) => name !== "id-token") : undefined;
  if (scopes === undefined) return undefined;
  const rest: readonly (readonly [string, string])[] =
    scopes.length > 0 ? scopes.map(([name, { value }]) => [name, value]) : [["contents", "read"]];
  if (own !== job.permissions) return insertKey(job.block, "permissions", rest, { before: ["steps"] });
  const block = own.entry.value;
  const entry = block?.kind === "mapping" ? block.entries.find(({ key }) => key.value === "id-token") : undefined;
  if (block?.kind !== "mapping" || entry === undefined) return undefined;
  if (scopes.length > 0) return removeEntry(block, entry);
  const value = entry.value?.kind === "scalar" ? setValue(entry.value, "read") : undefined;
  return value && [{ span: entry.key.span, text: yamlScalar("contents", false) }, ...value];
}
