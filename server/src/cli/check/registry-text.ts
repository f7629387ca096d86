import { notThere, publishedWords } from "../../report/registry/markdown.ts";
import type { RegistryReport, RegistryRow } from "../../report/registry/registry.ts";
import { columns, printable, styled, wrap, type Style, type Terminal } from "../terminal.ts";

const styles: Readonly<Record<RegistryRow["published"], Style>> = {
  oidc: "green",
  token: "yellow",
  "not since": "dim",
  unknown: "dim",
  "not there": "red",
  "not asked": "yellow",
};

/** What npm's registry shows: a table, what differs, and the lines that create what isn't there. */
export function registryLines(
  report: RegistryReport | null,
  terminal: Terminal,
  { quiet, verbose }: { readonly quiet: boolean; readonly verbose: boolean },
): readonly string[] {
  if (report === null) return [];
  const rows = report.packages.filter(({ stops }) => !quiet || stops);
  const cells = rows.map((row) => [printable(row.name), printable(row.latest ?? "–"), publishedWords[row.published]]);
  const widths = [0, 1, 2].map((index) => Math.max(0, ...cells.map((cell) => columns(cell[index] ?? ""))));
  const lines = rows.flatMap((row, index) => {
    const padded = (cells[index] ?? []).map((cell, at) => cell + " ".repeat((widths[at] ?? 0) - columns(cell)));
    const [name = "", latest = "", how = ""] = padded;
    const day = row.last?.time?.slice(0, 10) ?? "";
    const line = `  ${name}  ${latest}  ${styled(terminal, styles[row.published], how)}  ${styled(terminal, "dim", printable(day))}`;
    return [line.trimEnd(), ...notesOf(row, verbose).flatMap((note) => indented(note, terminal))];
  });
  const stopped = rows.filter(({ stops }) => stops);
  return [
    styled(terminal, "bold", "What npm shows"),
    ...lines,
    ...(lines.length > 0 ? [""] : []),
    ...stopped.flatMap(({ name, create }) => [
      `${styled(terminal, ["red", "bold"], "✗")} ${printable(name)} ${notThere} These lines do:`,
      ...create.map((line) => `  ${printable(line)}`),
      "",
    ]),
    ...wrap(report.summary, Math.max(20, terminal.width)),
  ];
}

function notesOf({ why, deprecated, differs, tags, provenance }: RegistryRow, verbose: boolean): readonly string[] {
  const others = Object.entries(tags).filter(([tag]) => tag !== "latest");
  return [
    ...(why === null ? [] : [`${why}.`]),
    ...(deprecated === null ? [] : [`deprecated: ${deprecated}`]),
    ...differs,
    ...(verbose && others.length > 0
      ? [`tags: ${others.map(([tag, version]) => `${tag} ${version}`).join(", ")}`]
      : []),
    ...(verbose && provenance !== null
      ? [
          `provenance: ${provenance.repository}, ${provenance.file}${provenance.environment === null ? "" : `, environment ${provenance.environment}`}`,
        ]
      : []),
  ];
}

function indented(note: string, terminal: Terminal): readonly string[] {
  return wrap(printable(note), Math.max(20, terminal.width - 4)).map((line) => `    ${styled(terminal, "dim", line)}`);
}
