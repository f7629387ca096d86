import { startedWorkflow } from "../publish/auth/call-path.ts";
import { certain } from "../publish/fact.ts";
import type { Publish } from "../publish/publish.ts";
import { triggersOf } from "../publish/triggers.ts";
import type { DeclaredPackage } from "../repository/settings/publishers.ts";
import { judgedRuns, type JudgedRun } from "../trust/judge.ts";
import { openTo, openToInWords } from "../trust/open-to.ts";
import type { Surroundings } from "../trust/surroundings.ts";
import type { Claim } from "../trust/token.ts";
import { verdictOf } from "../trust/verdict.ts";
import type { Statement, TriggerReport } from "./parts.ts";
import { fileSource, sentence, shown, type Voice } from "./statement.ts";

/** The runs that lead to a publish of a package, each with what GitHub and npm say to it. */
export function runsTo(
  publish: Publish,
  declared: DeclaredPackage | undefined,
  surroundings: Surroundings,
): readonly JudgedRun[] {
  const runs = judgedRuns(publish, surroundings, (run, token) =>
    verdictOf(publish, declared, run, token, surroundings),
  );
  return runs.filter(({ verdict: { when } }) => when !== "never starts" && when !== "skipped");
}

export function triggerReports(publish: Publish, runs: readonly JudgedRun[], voice: Voice): readonly TriggerReport[] {
  const written = startedWorkflow(publish).triggers ?? [];
  const reaching = triggersOf(publish) ?? [];
  return runs.map(({ run, token, verdict }) => {
    const place = written.find(({ value }) => value === run.event)?.span ?? publish.command.span;
    const sure = reaching.some(({ value, reaches }) => value === run.event && reaches === "yes");
    const claims = Object.entries<Claim>({ ...token.claims });
    return {
      event: run.event,
      ref: shown(run.shown, voice),
      reaches: sure ? "yes" : "may",
      claims: Object.fromEntries(claims.map(([name, claim]) => [name, claimText(claim, voice)])),
      verdict: { by: verdict.by, sure: verdict.sure, why: shown(verdict.why, voice) },
      source: fileSource(place),
      time: voice.today,
    };
  });
}

/** Who can publish a package by a publish of it. */
export function whoCanPublish(
  publish: Publish,
  declared: DeclaredPackage | undefined,
  surroundings: Surroundings,
  voice: Voice,
): Statement {
  const open = openTo(declared, certain(publish.environment), surroundings);
  const source = fileSource(declared?.name.span ?? publish.job.id.span);
  return { ...sentence(openToInWords(open, surroundings), source, voice), known: open.kind !== "unknown" };
}

function claimText(claim: Claim, voice: Voice): string | null {
  if (claim === null) return null;
  return shown(typeof claim === "string" ? claim : claim.any.join(" or "), voice);
}
