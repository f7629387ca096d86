import { codeBlock, codeSpan, inertMarkdown } from "../../editor/markdown.ts";
import type { RegistryReport, RegistryRow } from "./registry.ts";

export const notThere = "isn't on npm: an OIDC release can't create it.";

/** What npm's registry shows, as parts of a Markdown text; empty where it wasn't asked. */
export function registryMarkdown(report: RegistryReport | null): readonly string[] {
  if (report === null) return [];
  const { packages, summary } = report;
  const rows = packages.map(
    (row) =>
      `| ${codeSpan(row.name)} | ${inertMarkdown(row.latest ?? "")} | ${publishedWords[row.published]} | ${noteOf(row)} |`,
  );
  return [
    "## What npm shows",
    inertMarkdown(summary),
    ["| Package | `latest` | Newest release | |", "| --- | --- | --- | --- |", ...rows].join("\n"),
    ...packages
      .filter(({ stops }) => stops)
      .flatMap(({ name, create }) => [
        `${codeSpan(name)} ${notThere} These lines do:`,
        codeBlock("sh", create).join("\n"),
      ]),
  ];
}

/** What to say of each way in which a newest release came to npm. */
export const publishedWords: Readonly<Record<RegistryRow["published"], string>> = {
  oidc: "through OIDC",
  token: "with a token",
  "not since": "not released since",
  unknown: "npm doesn't say",
  "not there": "not on npm",
  "not asked": "not asked",
};

function noteOf({ why, deprecated, differs }: RegistryRow): string {
  return inertMarkdown(
    [...(why === null ? [] : [why]), ...(deprecated === null ? [] : [`deprecated: ${deprecated}`]), ...differs].join(
      " ",
    ),
  );
}
