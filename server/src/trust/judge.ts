import { startedWorkflow } from "../publish/auth/call-path.ts";
import { declaredFor } from "../publish/declared.ts";
import { certain } from "../publish/fact.ts";
import type { Publish } from "../publish/publish.ts";
import type { JobPlace } from "../publish/triggers.ts";
import type { DeclaredPackage } from "../repository/settings/publishers.ts";
import type { Run } from "../repository/workflow/run.ts";
import { runsAt } from "./concrete-runs.ts";
import { runsOf, shownEvents } from "./runs.ts";
import type { Surroundings } from "./surroundings.ts";
import { tokenOf, type Token } from "./token.ts";
import { jobVerdict, verdictOf } from "./verdict.ts";
import type { Verdict } from "./verdict-kind.ts";

/** A kind of runs of a job, and what becomes of it. */
export interface JudgedRun {
  readonly run: Run;
  /** The workflow has the event as a trigger. */
  readonly isTrigger: boolean;
  readonly token: Token;
  readonly verdict: Verdict;
}

/** Which runs are asked about: those of the workflow's own triggers, of every event as well, or of these events, for one ref each if that is given. */
export type AskedRuns = "triggers" | "all" | readonly { readonly event: string; readonly ref: string | undefined }[];

/** The runs of a job, or of a publish in it, each with what becomes of it. */
export function judgedRuns(
  place: JobPlace,
  surroundings: Surroundings,
  judge: (run: Run, token: Token) => Verdict,
  asked: AskedRuns = "triggers",
): readonly JudgedRun[] {
  const own = (startedWorkflow(place).triggers ?? [])
    .map(({ value }) => value)
    .filter((event) => event !== "workflow_call");
  const events: readonly { readonly event: string; readonly ref?: string | undefined }[] =
    typeof asked === "object"
      ? asked
      : [...new Set([...own, ...(asked === "all" ? shownEvents : [])])].map((event) => ({ event }));
  return events.flatMap(({ event, ref }) =>
    (ref === undefined ? runsOf(place, event, surroundings) : runsAt(place, event, ref, surroundings)).map((run) => {
      const token = tokenOf(place, run, surroundings);
      return { run, isTrigger: own.includes(event), token, verdict: judge(run, token) };
    }),
  );
}

/**
 * The verdict of GitHub and npm on what a publish does in a run: of several packages the worst. Where its packages aren't known it is
 * what is said of every declared one, if that is the same.
 */
export function judgeOf(publish: Publish, surroundings: Surroundings): (run: Run, token: Token) => Verdict {
  const packages = declaredPackagesOf(publish);
  return (run, token) => {
    const on = (declared: DeclaredPackage | undefined): Verdict =>
      verdictOf(publish, declared, run, token, surroundings);
    const [first = on(undefined), ...others] = (packages ?? publish.declared).map(on);
    if (packages !== undefined) return [first, ...others].toSorted((a, b) => severity(b) - severity(a))[0] ?? first;
    return others.every(({ by, field }) => by === first.by && field === first.field)
      ? { ...first, sure: first.sure && first.by === "github" }
      : { ...on(undefined), why: "which package is published isn't known, and the declared ones differ" };
  };
}

/** The verdict on a job in which nothing is known to publish: whether it starts, and has a token. */
export function judgeOfJob(place: JobPlace, surroundings: Surroundings): (run: Run, token: Token) => Verdict {
  return (run, token) =>
    jobVerdict(place, run, token, surroundings) ?? {
      by: "unknown",
      when: undefined,
      field: undefined,
      sure: false,
      why: "nothing in this job is known to publish to npm",
    };
}

/** The declared entries of each package that a publish is known to publish, undefined for one without; undefined where they aren't known. */
function declaredPackagesOf(publish: Publish): readonly (DeclaredPackage | undefined)[] | undefined {
  const declared = declaredFor(publish);
  const published = certain(publish.packages)?.filter((each) => certain(each.private) !== true);
  if (published?.every(({ name }) => certain(name) !== undefined) !== true) return undefined;
  return published.length > declared.length ? [...declared, undefined] : declared;
}

function severity({ by }: Verdict): number {
  return ["ok", "unknown", "npm put", "npm exchange", "github"].indexOf(by);
}
