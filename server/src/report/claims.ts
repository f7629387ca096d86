import { startedWorkflow } from "../publish/auth/call-path.ts";
import { declaredFor } from "../publish/declared.ts";
import { certain } from "../publish/fact.ts";
import { goesTo } from "../publish/goes-to.ts";
import type { Publish } from "../publish/publish.ts";
import { fileName } from "../repository/paths.ts";
import type { Repository } from "../repository/repository.ts";
import { grantsIdToken } from "../repository/workflow/permissions.ts";
import { workflowsOf } from "../repository/workflow/workflows.ts";
import { jobPathsOf, type JobPath } from "../trust/job-paths.ts";
import { judgedRuns, judgeOf, judgeOfJob, type AskedRuns, type JudgedRun } from "../trust/judge.ts";
import { openTo, openToInWords } from "../trust/open-to.ts";
import { surroundingsOf, type Settings, type Surroundings } from "../trust/surroundings.ts";
import type { Claim } from "../trust/token.ts";
import { placeOf, shown, type Voice } from "./statement.ts";
import type { Place } from "./parts.ts";

/** What GitHub would put into the OIDC tokens of a repository's release jobs, and what becomes of their publishes. */
export interface ClaimsReport {
  /** `owner/name`; null where nothing says it. */
  readonly repository: string | null;
  readonly defaultBranch: string;
  readonly jobs: readonly JobClaims[];
}

export interface JobClaims {
  /** The path of the workflow that GitHub starts. */
  readonly workflow: string;
  /** The job's id, after those of the jobs that call its workflow: `release/publish`. */
  readonly job: string;
  readonly place: Place;
  /** The packages that it is known to publish. */
  readonly packages: readonly string[];
  readonly openTo: string;
  readonly runs: readonly RunClaims[];
}

export interface RunClaims {
  readonly event: string;
  /** What else tells it from other runs of the event: `fork`, `merged`, an input's value. */
  readonly kind: string | null;
  readonly ref: string;
  /** The workflow has the event below `on`. */
  readonly isTrigger: boolean;
  readonly claims: Readonly<Record<string, Claim>>;
  readonly verdict: {
    readonly by: string;
    readonly when: string | null;
    readonly field: string | null;
    readonly sure: boolean;
    readonly why: string;
    readonly note: string | null;
  };
}

interface Asked {
  readonly runs: AskedRuns;
  /** The path or the name of a workflow, also of one that others call; undefined: every workflow with a release job. */
  readonly workflow: string | undefined;
  /** Names of packages; empty for all. */
  readonly packages: readonly string[];
  readonly settings: Settings;
}

/** Undefined where the repository has no such workflow. */
export function claimsReport(repository: Repository, asked: Asked, voice: Voice): ClaimsReport | undefined {
  const surroundings = surroundingsOf(repository, asked.settings);
  const all = workflowsOf(repository);
  const named = (path: string): boolean => path === asked.workflow || fileName(path) === asked.workflow;
  if (asked.workflow !== undefined && !all.some(({ file }) => named(file.path))) return undefined;
  const started = all.filter(({ triggers }) => triggers?.some(({ value }) => value !== "workflow_call") !== false);
  const paths = started.flatMap((workflow) =>
    jobPathsOf(repository, workflow)
      .filter(
        (path) =>
          asked.workflow === undefined ||
          [workflow, path.workflow, ...path.callPath.calls.map((call) => call.workflow)].some(({ file }) =>
            named(file.path),
          ),
      )
      .filter(hasToken),
  );
  // A job that has an id-token for something else is shown where no other is, or by its workflow's name.
  const publishing = asked.workflow === undefined ? paths.filter(publishesToNpm) : [];
  const jobs = (publishing.length > 0 ? publishing : paths).map((path) => jobClaims(path, asked, surroundings, voice));
  return {
    repository: surroundings.name ?? null,
    defaultBranch: surroundings.defaultBranch,
    jobs: jobs.filter(
      ({ packages }) => asked.packages.length === 0 || packages.some((name) => asked.packages.includes(name)),
    ),
  };
}

function publishesToNpm({ publishes }: JobPath): boolean {
  return publishes.some((each) => goesTo(each) !== "elsewhere");
}

/** Whether it publishes to npm, or may, or has an id-token to do so. */
function hasToken(path: JobPath): boolean {
  const block = path.job.permissions ?? path.workflow.permissions;
  return path.publishes.length > 0 ? publishesToNpm(path) : block !== undefined && grantsIdToken(block) === true;
}

function jobClaims(
  { id, job, places, publishes, workflow, callPath }: JobPath,
  asked: Asked,
  surroundings: Surroundings,
  voice: Voice,
): JobClaims {
  const npm = publishes.filter((each) => goesTo(each) !== "elsewhere");
  const judged =
    npm.length > 0
      ? npm.flatMap((publish) => judgedRuns(publish, surroundings, judgeOf(publish, surroundings), asked.runs))
      : places.flatMap((place) => judgedRuns(place, surroundings, judgeOfJob(place, surroundings), asked.runs));
  const runs = judged
    // What never leads here is worth a word only where it was asked for.
    .filter(({ verdict }) => typeof asked.runs === "object" || (verdict.when !== "skipped" && verdict.field !== "if"))
    .map((each) => runClaims(each, voice));
  return {
    workflow: startedWorkflow({ callPath, workflow }).file.path,
    job: id,
    place: placeOf(job.id.span),
    packages: [...new Set(npm.flatMap(packagesOf))].map((name) => shown(name, voice)),
    openTo: shown(openness(npm, surroundings), voice),
    runs: [...new Map(runs.map((run) => [JSON.stringify(run), run])).values()],
  };
}

function packagesOf({ packages }: Publish): readonly string[] {
  return (certain(packages) ?? []).flatMap((each) =>
    certain(each.private) === true ? [] : (certain(each.name)?.value ?? []),
  );
}

/** Who can publish what the job publishes, each answer once. */
function openness(publishes: readonly Publish[], surroundings: Surroundings): string {
  const answers = publishes.flatMap((publish) => {
    const declared = declaredFor(publish);
    const environment = certain(publish.environment);
    const packages = packagesOf(publish);
    const open =
      packages.length > 0 ? packages.map((name) => declared.find((each) => each.name.value === name)) : [undefined];
    return open.map((each) => openToInWords(openTo(each, environment, surroundings), surroundings));
  });
  return [...new Set(answers)].join("; or ");
}

function runClaims({ run, isTrigger, token, verdict }: JudgedRun, voice: Voice): RunClaims {
  const inputs = [...(run.inputs ?? [])].map(([name, value]) => `${name}: ${value}`);
  const kind = [...(run.fork === true ? ["fork"] : []), ...(run.merged === true ? ["merged"] : []), ...inputs].join(
    ", ",
  );
  const claims = Object.entries<Claim>({ ...token.claims, id_token_available: token.available });
  const { by, when = null, field = null, sure, why, note = null } = verdict;
  return {
    event: run.event,
    kind: kind === "" ? null : shown(kind, voice),
    ref: shown(run.shown, voice),
    isTrigger,
    claims: Object.fromEntries(claims.map(([name, claim]) => [name, hidden(claim, voice)])),
    verdict: { by, when, field, sure, why: shown(why, voice), note },
  };
}

function hidden(claim: Claim, voice: Voice): Claim {
  if (claim === null) return null;
  return typeof claim === "string" ? shown(claim, voice) : { any: claim.any.map((value) => shown(value, voice)) };
}
