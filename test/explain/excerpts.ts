import { failures, type FailureId } from "../../server/src/data/log/failures.ts";
import { readResults, type Group } from "../npm/results.ts";
import { scenarios } from "../npm/scenarios.ts";
import { explained } from "./explained.ts";
import { beforeCases, halfCases, loginCases, provenanceCases } from "./signatures.ts";

/** A part of a log that shows a failure. */
export interface Excerpt {
  readonly lines: readonly string[];
  /** Who printed it in a run of ours, and in which scenario; undefined for lines that we wrote after public reports. */
  readonly run: { readonly client: string; readonly scenario: string } | undefined;
}

export const failureIds = Object.keys(failures) as readonly FailureId[];

/** An excerpt for each failure: what a real client printed, where a scenario shows it. */
export function excerpts(): ReadonlyMap<FailureId, Excerpt> {
  const found = new Map<FailureId, Excerpt>();
  const offer = (excerpt: Excerpt): void => {
    const [first, ...others] = explained(excerpt.lines.join("\n"))?.failures ?? [];
    if (first !== undefined && others.length === 0 && !found.has(first.id)) found.set(first.id, excerpt);
  };
  const { scenarios: results } = readResults();
  for (const { id } of scenarios)
    for (const group of (results[id] ?? []).toReversed()) if (group.exit !== 0) offer(excerptOf(id, group));
  for (const { printed, command } of [...loginCases, ...provenanceCases, ...beforeCases, ...halfCases]) {
    offer({ lines: printed, run: undefined });
    if (command !== undefined) offer({ lines: [`Run ${command}`, ...printed], run: undefined });
  }
  for (const lines of others) offer({ lines, run: undefined });
  return found;
}

function excerptOf(scenario: string, { clients, prints }: Group): Excerpt {
  const lines = prints.filter(
    (line) => !/^npm error 404$|^npm warn publish|tarball, folder|Note that you can also/.test(line),
  );
  return { lines, run: { client: clients.at(-1) ?? "", scenario } };
}

/** What no case shows. */
const others: readonly (readonly string[])[] = [
  ["ERROR Not authenticated with npm. Please `npm login` and try again."],
  ["npm verbose oidc Failed token exchange request with body message: OIDC token exchange error - package not found"],
  ["npm error code E_STAGE_REQUIRED", "npm error 403 403 Forbidden - PUT https://REGISTRY/widgets - E_STAGE_REQUIRED"],
  ["npm error code EUSAGE", "npm error Automatic provenance generation not supported for provider: null"],
  [
    'npm error Cannot implicitly apply the "latest" tag because previously published version 2.0.0 is higher than the new version 1.9.0. You must specify a tag using --tag.',
  ],
  [
    "Run npm publish",
    "npm error code ENOENT",
    "npm error enoent Could not read package.json: Error: ENOENT: no such file or directory, open '/home/runner/work/widgets/widgets/package.json'",
  ],
  ["Run npm publish dist", "npm error code E404", "npm error 404 Not Found - GET https://REGISTRY/dist - Not found"],
];
