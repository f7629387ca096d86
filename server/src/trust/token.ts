import { startedWorkflow } from "../publish/auth/call-path.ts";
import { idTokenOf } from "../publish/auth/id-token.ts";
import { certain } from "../publish/fact.ts";
import { isHosted } from "../publish/job/node.ts";
import { levelsOf, type JobPlace } from "../publish/triggers.ts";
import { isForeignRunner } from "../data/runners.ts";
import { contextOfRun, type Run } from "../repository/workflow/run.ts";
import type { Workflow } from "../repository/workflow/workflow.ts";
import type { Surroundings } from "./surroundings.ts";
import { startupFailureOf } from "./startup.ts";

/** A claim of a token: null where it is absent, several where it isn't known which; `<…>` stands for what depends on the run. */
export type Claim = string | null | { readonly any: readonly string[] };

/** The claims of the OIDC token that GitHub gives to a job, by their names (docs/facts/github.md#claims). */
interface TokenClaims {
  readonly repository: Claim;
  readonly repository_owner: Claim;
  readonly repository_visibility: Claim;
  readonly workflow_ref: Claim;
  readonly job_workflow_ref: Claim;
  readonly ref: Claim;
  readonly ref_type: Claim;
  readonly event_name: Claim;
  readonly environment: Claim;
  readonly runner_environment: Claim;
  /** In the form of repositories made before 2026-07-15, and with ids, as later ones send it; null without a token. npm compares neither. */
  readonly sub: Claim;
  readonly sub_immutable: Claim;
}

/** What a run's job may ask for, and what the token then says. Without a token the claims are those of the run. */
export interface Token {
  readonly claims: TokenClaims;
  /** `startup failure`: no job of the run starts. An environment's rules don't change it. */
  readonly available: "yes" | "no" | "startup failure" | "unknown";
  /** The environment's name, `""` for none; undefined where that depends on the run. */
  readonly environment: string | undefined;
}

/** The token of a job in a run of the workflow that GitHub starts. */
export function tokenOf(place: JobPlace, run: Run, surroundings: Surroundings): Token {
  const available = availability(place, run, surroundings);
  const environment = available === "startup failure" ? "" : environmentIn(place, run, surroundings);
  const name = surroundings.name ?? "<owner>/<name>";
  const [owner = ""] = name.split("/");
  const runner = available === "startup failure" ? null : runnerOf(place, run, surroundings);
  const refs = refsOf(run);
  const path = startedWorkflow(place).file.path;
  const workflow = anyOf(refs.map((ref) => `${name}/${path}@${ref}`));
  const shown = environment ?? "<environment>";
  const subject = available === "no" || available === "startup failure" ? null : subjectsOf(run, shown);
  const { ids = { owner: "<owner id>", repository: "<repository id>" } } = surroundings;
  const withIds = `repo:${owner}@${ids.owner}/${name.slice(owner.length + 1)}@${ids.repository}:`;
  return {
    available,
    environment,
    claims: {
      repository: name,
      repository_owner: owner,
      repository_visibility: surroundings.visibility ?? "<visibility>",
      workflow_ref: workflow,
      job_workflow_ref: available === "startup failure" ? null : jobWorkflow(place, name, refs),
      ref: anyOf(refs),
      ref_type: run.ref.startsWith("refs/tags/") ? "tag" : run.ref.startsWith("refs/") ? "branch" : "<ref type>",
      event_name: run.event,
      environment: shown === "" ? null : shown,
      runner_environment: runner,
      sub: subject && anyOf(subject.map((each) => `repo:${name}:${each}`)),
      sub_immutable: subject && anyOf(subject.map((each) => withIds + each)),
    },
  };
}

function anyOf(values: readonly string[]): Claim {
  const [only = "", ...others] = new Set(values);
  return others.length === 0 ? only : { any: [only, ...others] };
}

/** GitHub says that a merged pull request runs for the branch; its environments see the merge ref (docs/facts/github.md#environments). */
function refsOf(run: Run): readonly string[] {
  return isMerged(run) ? [run.shown, `refs/pull/${run.number ?? "<number>"}/merge`] : [run.shown];
}

export function isMerged({ event, merged }: Run): boolean {
  return event === "pull_request" && merged === true;
}

/** Where the job is written: in the workflow that GitHub starts, or in a called one, of this repository or another. */
function jobWorkflow({ workflow, job, callPath }: JobPlace, name: string, refs: readonly string[]): Claim {
  const remote = remoteOf({ job, callPath });
  if (remote === undefined) return anyOf(refs.map((ref) => `${name}/${workflow.file.path}@${ref}`));
  const at = remote.indexOf("@");
  const [file, ref] = at < 0 ? [remote, ""] : [remote.slice(0, at), remote.slice(at + 1)];
  // Whether a branch or tag is written in full isn't known.
  const full = /^(?:refs\/.*|[0-9a-f]{40})$/.test(ref) ? [] : [`refs/tags/${ref}`, `refs/heads/${ref}`];
  return anyOf([ref, ...full].map((each) => `${file}@${each}`));
}

/** The workflow of another repository in which the job is written, as a `uses:` names it. */
function remoteOf({ job }: Pick<JobPlace, "job" | "callPath">): string | undefined {
  const uses = job.uses?.value;
  return uses === undefined || /^[.$]\//.test(uses) ? undefined : uses;
}

/** What comes after the repository in `sub` (docs/facts/github.md#sub). */
function subjectsOf({ event, shown }: Run, environment: string): readonly string[] {
  const written = (text: string): string => text.replaceAll(":", "%3A");
  if (environment !== "") return [`environment:${written(environment)}`];
  const ref = `ref:${written(shown)}`;
  if (event === "pull_request") return ["pull_request"];
  return event === "pull_request_target" ? [ref, "pull_request"] : [ref];
}

/** What conditions and expressions of the job, and of those that call it, know of a run. */
export function knownIn(place: JobPlace, run: Run, { name, defaultBranch }: Surroundings): ReturnType<typeof levelsOf> {
  return levelsOf(place, contextOfRun(run, startedWorkflow(place), name, defaultBranch));
}

function environmentIn(place: JobPlace, run: Run, surroundings: Surroundings): string | undefined {
  const { job, scope } = place;
  if (remoteOf(place) !== undefined || job.environment === "unreadable") return undefined;
  if (job.environment === undefined) return "";
  const { value } = job.environment;
  // GitHub has no `env` there.
  if (/\$\{\{.{0,500}(?<![.\w-])env\b/.test(value)) return undefined;
  const [own, other] = [run, { ...run, ref: run.twin ?? run.ref }].map((each) =>
    scope.text(value, knownIn(place, each, surroundings)[0]),
  );
  return own === other ? own : undefined;
}

/** What `runner_environment` says, by the labels; null where no runner is asked for. */
function runnerOf(place: JobPlace, run: Run, surroundings: Surroundings): Claim {
  const { job, scope } = place;
  const unsure = "<runner environment>";
  if (remoteOf(place) !== undefined || job.runsOn === undefined) return unsure;
  if (isHosted(job, scope)) return "github-hosted";
  const known = knownIn(place, run, surroundings)[0];
  const labels = job.runsOn.map(({ value }) => scope.text(value, known));
  if (labels.some((label) => label !== undefined && isForeignRunner(label))) return "self-hosted";
  const [label] = labels;
  return labels.length === 1 && label !== undefined && /^(?:ubuntu|windows|macos)-/i.test(label)
    ? "github-hosted"
    : unsure;
}

function availability(place: JobPlace, run: Run, surroundings: Surroundings): Token["available"] {
  const { job, callPath } = place;
  const workflow: Workflow = place.workflow;
  if (startupFailureOf(startedWorkflow(place), surroundings) !== undefined) return "startup failure";
  // A fork's pull request has no scope that writes, unless a private repository's settings say otherwise.
  if (/^pull_request(?:_review|_review_comment)?$/.test(run.event) && run.fork === true) return "no";
  if (remoteOf(place) !== undefined) return remoteAvailability(place);
  const idToken = certain(idTokenOf(workflow, job, callPath));
  if (idToken !== undefined) return idToken.granted ? "yes" : idToken.refusedByCaller ? "startup failure" : "no";
  return "unknown";
}

/** A called workflow of another repository has at most what the calling job has, and has that where it says nothing else. */
function remoteAvailability({ workflow, job, callPath }: JobPlace): Token["available"] {
  const idToken = certain(idTokenOf(workflow, job, callPath));
  return idToken?.granted === true ? "yes" : idToken?.decidedBy === undefined ? "unknown" : "no";
}
