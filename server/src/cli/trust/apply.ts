import { pendingPackages } from "../../npm-site/pending.ts";
import type { PackagePlan } from "../../npm-site/plan.ts";
import { trustReport } from "../../npm-site/trust-report.ts";
import { interrupted, unknownAnswer, type ExitCode } from "../io.ts";
import type { Npm } from "../npm-site/npm-type.ts";
import { yes } from "../questions.ts";
import { printable } from "../terminal.ts";
import { creating, planned, publicly, wantedOf, type Public } from "./compared.ts";
import { execute } from "./execute.ts";
import { planLines } from "./text.ts";
import type { Running } from "./running.ts";

/** Shows the plan, asks, and adds what npm lacks: for the packages that the next release publishes, or that were named. */
export async function apply(running: Running, npm: Npm): Promise<ExitCode> {
  const { io, options, signal, checkout } = running;
  const stop = (sentence: string, code: ExitCode = 2): ExitCode => {
    io.tell(printable(sentence));
    return code;
  };
  if (checkout.recorded.length === 0)
    return stop("The record names no package: `trusted-publishing trust import --write` writes it, and so does init.");
  const pages = await publicly(running, options.prune);
  if (signal.aborted) return interrupted;
  if ("sentence" in pages) return stop(pages.sentence);
  const chosen = chosenIn(running, pages);
  const plans = await planned(running, npm, chosen.names, pages, options.prune);
  if (signal.aborted) return interrupted;
  const report = trustReport(pages.target, plans, chosen.pending, {
    later: chosen.later,
    absent: chosen.absent.map((name) => ({ name, create: creating(running, name, pages.target) })),
  });
  const terminal = { ...io.terminal, color: options.color ?? io.terminal.color };
  if (options.format === "json") io.out(`${JSON.stringify(report, undefined, 2)}\n`);
  else io.out(`${planLines(plans, report, terminal).join("\n")}\n`);
  for (const [name, why] of chosen.unread) io.tell(printable(`${name}: not asked (${why}).`));
  const open = chosen.unread.length > 0 || plans.some(({ state }) => state === "not asked");
  const left: ExitCode = open ? unknownAnswer : chosen.absent.length > 0 || plans.some(isFull) ? 1 : 0;
  const steps = plans.flatMap((plan) => plan.steps);
  if (steps.length === 0) {
    if (options.format === "text") io.tell(left === 0 ? "There is nothing to write." : "Nothing was written.");
    return left;
  }
  if (options.dryRun) return left === 0 ? 1 : left;
  if (!options.yes && !(await agreed(running, steps.length))) return stop("Nothing was written.", 1);
  const code = await execute(running, npm, steps, pages.target);
  return code === 0 ? left : code;
}

function isFull({ state }: PackagePlan): boolean {
  return state === "full";
}

async function agreed({ io: { ask } }: Running, count: number): Promise<boolean> {
  if (ask === undefined) return false;
  const minutes = Math.ceil((count * 3) / 60);
  const question = `Make ${count === 1 ? "this change" : `these ${count} changes`} at npm? It takes about ${minutes} ${minutes === 1 ? "minute" : "minutes"}, and npm asks for your second factor.`;
  return (await yes(ask, question, false)) === true;
}

/** The packages that are compared with npm, and why others are not. */
function chosenIn(running: Running, { seen, unread, target }: Public) {
  const { names, options, checkout } = running;
  const recorded = names.filter((name) => wantedOf(running, name, target).length > 0);
  const pending = pendingPackages(checkout.repository, checkout.packages, seen);
  const absent = recorded.filter((name) => ["absent", "unpublished"].includes(seen.get(name)?.state ?? ""));
  const there = recorded.filter((name) => seen.has(name) && !absent.includes(name));
  // An entry is revoked after the release that used the new one, when no release is pending any more.
  const wanted = there.filter(
    (name) =>
      options.packages.length > 0 || pending.has(name) || (options.prune && seen.get(name)?.last?.by === "oidc"),
  );
  return {
    names: wanted,
    pending,
    absent,
    later: there.filter((name) => !wanted.includes(name)),
    unread: [...unread].filter(([name]) => recorded.includes(name)),
  };
}
