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

/** Runs of one event of which the same becomes, with their refs. */
interface Row {
  readonly sign: string;
  readonly trigger: string;
  readonly refs: readonly string[];
  readonly words: string;
}

function rowsOf(runs: readonly RunClaims[]): readonly Row[] {
  const rows = new Map<string, Row>();
  for (const run of runs) {
    const [sign, trigger, words] = [verdictSign(run), printable(triggerWords(run)), printable(verdictWords(run))];
    const key = JSON.stringify([sign, trigger, words]);
    const refs = [...(rows.get(key)?.refs ?? []), printable(run.ref)];
    rows.set(key, { sign, trigger, words, refs: [...new Set(refs)] });
  }
  return [...rows.values()];
}

/** Sign, event, refs, and who stops it: each column goes on below itself. */
function runLines(runs: readonly RunClaims[], terminal: Terminal): readonly string[] {
  const rows = rowsOf(runs);
  const widthOf = (texts: readonly string[]): number => Math.max(0, ...texts.map(columns));
  const [first, second] = [widthOf(rows.map(({ trigger }) => trigger)), widthOf(rows.flatMap(({ refs }) => refs))];
  const padded = (text: string, width: number): string => text + " ".repeat(width - columns(text) + 2);
  const used = 2 + 2 + first + 2 + second + 2;
  // On a narrow screen the verdict has lines of its own.
  const fits = terminal.width - used >= 24;
  const left = " ".repeat(4 + first + 2);
  return rows.flatMap(({ sign, trigger, refs: [ref = "", ...others], words }) => {
    const head = `  ${styled(terminal, signs[sign] ?? "dim", sign)} ${padded(trigger, first)}`;
    const lines = wrap(words, fits ? terminal.width - used : Math.max(20, terminal.width - 6));
    if (!fits) return [head + ref, ...others.map((each) => left + each), ...lines.map((line) => `      ${line}`)];
    const [line = "", ...further] = lines;
    const below = Array.from({ length: Math.max(others.length, further.length) }, (_, index) =>
      (left + padded(others[index] ?? "", second) + (further[index] ?? "")).trimEnd(),
    );
    return [head + padded(ref, second) + line, ...below];
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
