import { readResults, type Group, type Results } from "../npm/results.ts";
import type { Scenario } from "../npm/scenario.ts";
import { scenarios } from "../npm/scenarios.ts";
import { difference } from "./difference.ts";

/** The heading of what the real npm prints; the line under it names the scenarios, and all below is generated. */
const heading = "## What npm prints";

/** The prose as it should stand: where it is the section of what npm prints, that is drawn from the results. */
export function withPrinted(prose: string, results: () => Results = readResults): string {
  if (!prose.startsWith(`${heading}\n`)) return prose;
  const line = namesLine(prose);
  const shown = line === undefined ? [] : references(line).flatMap((reference) => shownBy(reference, results()));
  if (line === undefined || shown.length === 0) return prose;
  return [heading, line, ...shown.map(drawShown), verified(shown, results())].join("\n\n");
}

/** Law 11 for a rule's page: what npm does is shown by runs of the real one, as they were. */
export function printedProblems(source: string, results: Results = readResults()): readonly string[] {
  const found = sectionOf(source);
  const line = namesLine(found);
  const names = line === undefined ? [] : references(line);
  const shown = names.flatMap((reference) => shownBy(reference, results));
  const codes = [...new Set([...source.replace(found, "").matchAll(npmCode)].map(([code]) => code))];
  const drawn = withPrinted(found, () => results);
  return [
    ...(found !== "" && names.length === 0 ? [`"${heading}" has no line "<!-- scenarios: … -->" under it`] : []),
    ...names
      .filter((reference) => shownBy(reference, results).length === 0)
      .map(({ id, npm }) => `results.json has no scenario ${id}${npm === undefined ? "" : ` with npm ${npm}`}`),
    ...codes
      .filter((code) => shown.every(({ group }) => group.code !== code))
      .map((code) => `says ${code}, and no scenario that "${heading}" names ends with it`),
    ...(drawn === found ? [] : [`the page (-) and results.json (+) differ:\n${difference(found, drawn)}`]),
  ];
}

/** npm's error codes. */
const npmCode =
  /\bE(?:\d{3}|NEEDAUTH|USAGE|PRIVATE|UNSCOPED|OTP|BADENGINE|ALLOWGIT|UNKNOWNCONFIG|PUBLISHCONFLICT)\b|\b(?:ERR_INVALID_AUTH|MODULE_NOT_FOUND)\b/g;

interface Reference {
  readonly id: string;
  /** Only what this client, and those that do the same, did. */
  readonly npm: string | undefined;
}

interface Shown {
  readonly scenario: Scenario;
  readonly group: Group;
}

function sectionOf(source: string): string {
  return (
    source
      .split(/^(?=## )/m)
      .find((part) => part.startsWith(`${heading}\n`))
      ?.trim() ?? ""
  );
}

function namesLine(section: string): string | undefined {
  return section.split("\n").find((line) => /^<!-- scenarios: .* -->$/.test(line));
}

function references(line: string): readonly Reference[] {
  return line
    .slice("<!-- scenarios: ".length, -" -->".length)
    .split(",")
    .map((word) => word.trim().split("@"))
    .map(([id = "", npm]) => ({ id, npm }));
}

function shownBy({ id, npm }: Reference, results: Results): readonly Shown[] {
  const scenario = scenarios.find((each) => each.id === id);
  const groups = results.scenarios[id] ?? [];
  if (scenario === undefined) return [];
  return groups
    .filter((group) => npm === undefined || group.npm.some((each) => each === npm))
    .map((group) => ({ scenario, group }));
}

function drawShown({ scenario, group }: Shown): string {
  const answer = /^E\d{3}$/.test(group.code ?? "") ? `the registry's answer ${group.code}` : undefined;
  const reported = scenario.reported ?? answer;
  return [
    `${scenario.title} (npm ${listed(group.npm)}${deeds(scenario, group)}):`,
    "",
    "```text",
    ...group.prints,
    "```",
    ...(reported === undefined ? [] : ["", `Reported, as only npmjs.com can show it: ${reported}.`]),
  ].join("\n");
}

/** What npm asked for and sent, where it was to publish: two logs may look alike and differ in that. */
function deeds({ command = "npm publish" }: Scenario, { asked, exchanged, sent }: Group): string {
  if (!command.includes("publish")) return "";
  const none = asked ? "no OIDC token given" : "no OIDC token asked for";
  return [
    "",
    exchanged.length === 0 ? none : `exchange: ${listed(exchanged.map(String))}`,
    ...(sent.length === 0
      ? ["nothing sent"]
      : sent.map(({ request, status, as }) => `${request.split(" ", 1)[0] ?? ""} with ${as}: ${status}`)),
  ].join("; ");
}

function verified(shown: readonly Shown[], results: Results): string {
  const clients = [...new Set(shown.flatMap(({ group }) => group.npm))];
  const inOrder = clients.toSorted((one, other) => one.localeCompare(other, "en", { numeric: true }));
  return `Verified on ${results.verified} with npm ${listed(inOrder)}.`;
}

/** Such as "a, b and c". */
function listed(words: readonly string[]): string {
  return words.join(", ").replace(/, ([^,]*)$/, " and $1");
}
