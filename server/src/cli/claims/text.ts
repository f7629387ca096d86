import type { ClaimsReport, JobClaims, RunClaims } from "../../report/claims.ts";
import {
  claimsNote,
  claimWords,
  comparedWords,
  sharedClaims,
  triggerWords,
  verdictSign,
  verdictWords,
} from "../../report/claims-words.ts";
import { columns, printable, styled, wrap, type Style, type Terminal } from "../terminal.ts";

const widest = 110;

/** The claims for a person: a line for each kind of run, and with `verbose` every claim of each. */
export function claimsText(report: ClaimsReport, screen: Terminal, verbose: boolean): string {
  const terminal = { ...screen, width: Math.min(screen.width, widest) };
  const starred = report.jobs.some(({ runs }) => runs.some(({ isTrigger }) => !isTrigger));
  return `${[
    ...report.jobs.flatMap((job) => jobLines(report, job, terminal, verbose)),
    ...(starred ? [styled(terminal, "dim", "* not a trigger of this workflow today")] : []),
    styled(terminal, "dim", claimsNote),
  ].join("\n")}\n`;
}

const labelColumns = "who can publish".length + 2;

function jobLines(report: ClaimsReport, job: JobClaims, terminal: Terminal, verbose: boolean): readonly string[] {
  const packages =
    job.packages.length === 0
      ? ""
      : ` · publishes ${job.packages.slice(0, 3).join(", ")}${job.packages.length > 3 ? ` and ${job.packages.length - 3} more` : ""}`;
  const title = printable(`${job.workflow} · job ${job.job}`);
  const shared = new Map(sharedClaims(job));
  const labelled = (label: string, text: string): readonly string[] =>
    wrap(printable(text), Math.max(20, terminal.width - labelColumns - 2)).map(
      (line, index) =>
        `  ${index === 0 ? styled(terminal, "dim", label.padEnd(labelColumns)) : " ".repeat(labelColumns)}${line}`,
    );
  return [
    styled(terminal, "bold", title) + printable(packages),
    ...labelled("npm compares", comparedWords(report, job)),
    ...(job.openTo === "" ? [] : labelled("who can publish", job.openTo)),
    ...["job_workflow_ref", "sub"].flatMap((name) => {
      const text = shared.get(name);
      return text === undefined || verbose ? [] : labelled(name, text);
    }),
    "",
    ...runLines(job.runs, terminal),
    "",
    ...(verbose ? job.runs.flatMap((run) => claimLines(run, terminal)) : []),
  ];
}

const signs: Readonly<Record<string, Style>> = { "✓": "green", "✗": "red", "?": "yellow" };

/** Sign, event, ref, and who stops it: the last column goes on below itself. */
function runLines(runs: readonly RunClaims[], terminal: Terminal): readonly string[] {
  const rows = runs.map((run) => ({ run, trigger: printable(triggerWords(run)), ref: printable(run.ref) }));
  const [first, second] = [
    Math.max(0, ...rows.map(({ trigger }) => columns(trigger))),
    Math.max(0, ...rows.map(({ ref }) => columns(ref))),
  ];
  const used = 2 + 2 + first + 2 + second + 2;
  // On a narrow screen the verdict has lines of its own.
  const beside = terminal.width - used >= 30;
  return rows.flatMap(({ run, trigger, ref }) => {
    const sign = verdictSign(run);
    const head = `  ${styled(terminal, signs[sign] ?? "dim", sign)} ${trigger}${" ".repeat(first - columns(trigger) + 2)}${ref}`;
    const words = wrap(printable(verdictWords(run)), beside ? terminal.width - used : Math.max(20, terminal.width - 6));
    if (!beside) return [head, ...words.map((line) => `      ${line}`)];
    const [line = "", ...others] = words;
    return [`${head}${" ".repeat(second - columns(ref) + 2)}${line}`, ...others.map((each) => " ".repeat(used) + each)];
  });
}

function claimLines(run: RunClaims, terminal: Terminal): readonly string[] {
  const entries = Object.entries(run.claims);
  const width = Math.max(...entries.map(([name]) => name.length)) + 2;
  return [
    `  ${styled(terminal, "bold", printable(`${triggerWords(run)}, ${run.ref}`))}`,
    ...entries.map(
      ([name, claim]) => `    ${styled(terminal, "dim", name.padEnd(width))}${printable(claimWords(claim))}`,
    ),
    "",
  ];
}
