import { startedWorkflow } from "../publish/auth/call-path.ts";
import { idTokenOf } from "../publish/auth/id-token.ts";
import { doubtAbout } from "../publish/fact.ts";
import type { Publish } from "../publish/publish.ts";
import { runsJob, type JobPlace } from "../publish/triggers.ts";
import { fileName } from "../repository/paths.ts";
import type { DeclaredPackage } from "../repository/settings/publishers.ts";
import { refFiltersOf } from "../repository/workflow/ref-filters.ts";
import type { Run } from "../repository/workflow/run.ts";
import { deployedRef, environmentNamed, letsIn } from "./deployment.ts";
import { matchOf, type ComparedField } from "./entries.ts";
import { isRefused } from "./proof.ts";
import { afterExchange } from "./put.ts";
import { startupFailureOf } from "./startup.ts";
import type { Surroundings } from "./surroundings.ts";
import { isMerged, knownIn, type Token } from "./token.ts";
import type { Verdict } from "./verdict-kind.ts";

/** Why a run that its event starts runs no such job, if so; undefined where it may run it. */
function whyNotRun(place: JobPlace, run: Run, surroundings: Surroundings): Verdict | undefined {
  const workflow = startedWorkflow(place);
  const stops = (rest: Omit<Verdict, "by" | "sure">): Verdict => ({ by: "github", sure: true, ...rest });
  const { branches, tags } = refFiltersOf(workflow, run.event);
  const [, kind, name = ""] = /^refs\/([^/]+)\/(.*)$/.exec(run.ref) ?? [];
  const filter = kind === "tags" ? tags : branches;
  const lets =
    run.event === "push"
      ? filter?.takes(name)
      : /^pull_request(?:_target)?$/.test(run.event) && run.base !== undefined
        ? branches?.takes(run.base)
        : true;
  if (lets !== true)
    return stops({
      when: "never starts",
      field: "ref",
      why: `the filters below \`${run.event}\` leave ${run.base ?? run.shown} out`,
    });
  const failure = startupFailureOf(workflow, surroundings);
  if (failure !== undefined) return stops({ when: "never starts", field: failure.field, why: failure.why });
  if (runsJob(place, knownIn(place, run, surroundings)) === false)
    return stops({
      when: "skipped",
      field: "if",
      why: `the conditions on the way to job "${place.job.id.value}" keep it from running`,
    });
  return undefined;
}

/** What becomes of a job of a run before it asks npm: it may not start, and it may have no token. */
export function jobVerdict(place: JobPlace, run: Run, token: Token, surroundings: Surroundings): Verdict | undefined {
  const stopped = whyNotRun(place, run, surroundings);
  if (stopped !== undefined) return stopped;
  const { environment, available } = token;
  if (available === "startup failure")
    return {
      by: "github",
      when: "never starts",
      field: "id-token",
      sure: true,
      why: "a called workflow asks for an id-token that its caller doesn't have",
    };
  const rules =
    environment === undefined || environment === "" ? undefined : environmentNamed(surroundings.record, environment);
  const lets = rules && letsIn(rules, deployedRef(run), run.isProtected);
  if (lets === "no") {
    const ref = isMerged(run) ? `refs/pull/${run.number ?? "<number>"}/merge` : "this ref";
    const free = surroundings.visibility === "private";
    return {
      by: "github",
      when: "before the job",
      field: "ref",
      sure: !free,
      why: `environment "${environment ?? ""}" doesn't let ${ref} deploy${free ? ", unless the plan of this private repository ignores such rules" : ""}`,
    };
  }
  if (available === "no")
    return {
      by: "github",
      when: "in the job",
      field: "id-token",
      sure: surroundings.visibility === "public" || run.fork !== true,
      why:
        run.fork === true
          ? "a fork's pull request gets no id-token"
          : "the job's `permissions` grant no `id-token: write`",
    };
  // Nobody has reported such a call that got an id-token, whatever the repository's default is.
  if (available === "unknown" && isLeftToDefault(place))
    return {
      by: "github",
      when: "never starts",
      field: "id-token",
      sure: false,
      why: "the job that calls has no `permissions`: by the read-only default the run never starts",
    };
  return undefined;
}

/** Whether no block on the way to a called workflow says what it may do. */
function isLeftToDefault({ workflow, job, callPath }: JobPlace): boolean {
  return doubtAbout(idTokenOf(workflow, job, callPath))?.reason.kind === "default-permissions";
}

/** The verdict on a publish of a package in a run: the first that stops it. */
export function verdictOf(
  publish: Publish,
  declared: DeclaredPackage | undefined,
  run: Run,
  token: Token,
  surroundings: Surroundings,
): Verdict {
  const before = jobVerdict(publish, run, token, surroundings);
  if (before !== undefined) return before;
  const doubts = doubtsIn(run, token, surroundings);
  const exchange = (field: Verdict["field"], why: string, sure = true): Verdict => ({
    by: "npm exchange",
    when: "exchange",
    field,
    sure: sure && doubts.length === 0,
    why: [why, ...doubts].join("; "),
  });
  if (isRefused(run.event)) return exchange("event_name", `npm refuses every run that \`${run.event}\` starts`);
  const file = fileName(startedWorkflow(publish).file.path);
  const open: Verdict = {
    by: "unknown",
    when: undefined,
    field: undefined,
    sure: false,
    why: "depends on npmjs.com: its publishers aren't declared here",
  };
  if (declared === undefined) return open;
  const match = matchOf(declared, { repository: surroundings.name, file, environment: token.environment });
  switch (match.kind) {
    case "unknown":
      return { ...open, why: "not all that its entries say, or that the run says, is known" };
    case "none":
      return exchange("file", `no entry of ${declared.name.value} is for GitHub`);
    case "differs":
      return exchange(
        match.field,
        differs(match.field, match.nearest, { ...token, file, name: surroundings.name }),
        match.sure,
      );
    case "fits":
      return afterExchange(publish, match.publishers, token, surroundings, doubts);
  }
}

/** The first words of a difference, with what each side says. */
function differs(
  field: ComparedField,
  nearest: DeclaredPackage["publishers"][number],
  {
    environment = "",
    file,
    name,
  }: Pick<Token, "environment"> & { readonly file: string; readonly name: string | undefined },
): string {
  const written = nearest[field];
  const entry = typeof written === "object" ? written.value : "";
  const own = field === "repository" ? (name ?? "") : field === "file" ? file : environment;
  const said = own === "" ? `names no ${field}` : `says ${field} ${own}`;
  return `the run ${said}, the nearest entry ${entry === "" ? "none" : entry}`;
}

/** What no file shows and could make the run's job never start. */
function doubtsIn(
  run: Run,
  { environment, available }: Token,
  { record, defaultPermissions }: Surroundings,
): readonly string[] {
  const rules = environment === undefined || environment === "" ? undefined : environmentNamed(record, environment);
  const lets = rules && letsIn(rules, deployedRef(run), run.isProtected);
  return [
    ...(lets === "unknown" ? [`GitHub lets only protected branches deploy to "${environment ?? ""}"`] : []),
    ...(available === "unknown"
      ? [
          defaultPermissions === undefined
            ? "whether the job gets an id-token isn't known: with read-only default permissions the run never starts"
            : "whether the job gets an id-token isn't known",
        ]
      : []),
  ];
}
