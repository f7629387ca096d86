import { trustReport } from "../../npm-site/trust-report.ts";
import { interrupted, unknownAnswer, type ExitCode } from "../io.ts";
import type { Npm } from "../npm-site/npm-type.ts";
import { printable } from "../terminal.ts";
import { creating, planned, publicly, wantedOf } from "./compared.ts";
import { planLines } from "./text.ts";
import type { Running } from "./running.ts";

/** Compares the record with npm's lists, and changes nothing. */
export async function diff(running: Running, npm: Npm): Promise<ExitCode> {
  const { names, io, options, signal } = running;
  const pages = await publicly(running, false);
  if (signal.aborted) return interrupted;
  if ("sentence" in pages) {
    io.tell(printable(pages.sentence));
    return 2;
  }
  const there = names.filter((name) => pages.seen.get(name)?.state !== "absent");
  const plans = await planned(running, npm, there, pages, false);
  if (signal.aborted) return interrupted;
  const absent = names.filter((name) => !there.includes(name));
  const report = trustReport(pages.target, plans, new Map(), {
    later: [],
    absent: absent.map((name) => ({ name, create: creating(running, name, pages.target) })),
  });
  const terminal = { ...io.terminal, color: options.color ?? io.terminal.color };
  if (options.format === "json") io.out(`${JSON.stringify(report, undefined, 2)}\n`);
  else io.out(`${planLines(plans, report, terminal).join("\n")}\n`);
  if (plans.some(({ state }) => state === "not asked")) return unknownAnswer;
  const same = plans.every(({ state, surplus, wider }) => state === "fits" && surplus.length + wider.length === 0);
  return same && !absent.some((name) => wantedOf(running, name, pages.target).length > 0) ? 0 : 1;
}
