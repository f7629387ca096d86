import { reportOf, type Bounds } from "../build.ts";
import { mergedRegistry } from "../registry/registry.ts";
import type { Report } from "../report.ts";

/**
 * The report that one call would have made of all the repositories, or one sentence that says why these can't be one. What npm's
 * registry said keeps the order of the files, which for the same report is that of the folders.
 */
export function mergedReport(
  parts: readonly (readonly [file: string, report: Report])[],
  bounds: Bounds,
): Report | string {
  const [first, ...others] = parts;
  if (first === undefined) return "--merge takes the files that check --format json wrote.";
  const [name, { today, tool, data }] = first;
  for (const [file, report] of parts)
    if ([report.against, report.preflight, report.explanation, report.recovery].some((each) => each !== null))
      return `${file} holds more than the state of repositories, and can't be merged.`;
  for (const [file, other] of others)
    if (JSON.stringify([other.today, other.tool, other.data]) !== JSON.stringify([today, tool, data]))
      return `${name} and ${file} are of different days or versions (${madeBy(first[1])}; ${madeBy(other)}): --date and one version make them alike.`;
  const reports = parts.map(([, report]) => report);
  const repositories = reports.flatMap((report) => report.repositories);
  const folders = repositories.map(({ folder }) => folder);
  const twice = folders.find((folder, index) => folders.indexOf(folder) !== index);
  if (twice !== undefined) return `${twice} is in more than one of the reports.`;
  const registries = reports.flatMap(({ registry }) => registry ?? []);
  return reportOf(repositories, today, bounds, null, registries.length === 0 ? null : mergedRegistry(registries));
}

function madeBy({ today, tool }: Report): string {
  return `${tool.version} for ${today}`;
}
