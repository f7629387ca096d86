import { inertMarkdown } from "../editor/markdown.ts";
import type { ClaimsReport, JobClaims } from "./claims.ts";
import { claimsNote, claimWords, comparedWords, triggerWords, verdictSign, verdictWords } from "./claims-words.ts";

/** The claims as a Markdown document that an editor shows. */
export function claimsMarkdown(report: ClaimsReport): string {
  const { jobs } = report;
  if (jobs.length === 0) return "# OIDC claims\n\nNo job here publishes to npm, or has an id-token to do so.\n";
  const starred = jobs.some(({ runs }) => runs.some(({ isTrigger }) => !isTrigger));
  return [
    "# OIDC claims",
    `What GitHub puts into the token of each job, and who stops its publish. ${claimsNote}`,
    ...jobs.flatMap((job) => jobSections(report, job)),
    ...(starred ? ["\\* This event doesn't start the workflow today: the row says what would be if it did."] : []),
  ]
    .join("\n\n")
    .concat("\n");
}

function jobSections(report: ClaimsReport, job: JobClaims): readonly string[] {
  const packages = job.packages.length === 0 ? "" : `, which publishes ${job.packages.join(", ")}`;
  return [
    `## ${inertMarkdown(`Job ${job.job} of ${job.workflow}${packages}`)}`,
    [
      `- npm compares: ${inertMarkdown(comparedWords(report, job))}`,
      ...(job.openTo === "" ? [] : [`- Who can publish: ${inertMarkdown(job.openTo)}`]),
    ].join("\n"),
    tableOf(
      ["", "Started by", "Ref", "What happens"],
      job.runs.map((run) => [verdictSign(run), triggerWords(run), run.ref, verdictWords(run)]),
    ),
    ...job.runs.map((run) =>
      [
        `### ${inertMarkdown(`${triggerWords(run)}, ${run.ref}`)}`,
        tableOf(
          ["Claim", "Value"],
          Object.entries(run.claims).map(([name, claim]) => [name, claimWords(claim)]),
        ),
      ].join("\n\n"),
    ),
  ];
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => inertMarkdown(cell).replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), `|${head.map(() => " --- |").join("")}`, ...rows.map(line)].join("\n");
}
