import { readResults, type Group, type Results } from "../npm/results.ts";
import type { Scenario } from "../npm/scenario.ts";
import { scenarios } from "../npm/scenarios.ts";
import { nameOf, versionOf } from "../npm/versions.ts";
import { difference } from "./difference.ts";

/** What a real client prints, folded; a line in it names the scenarios, and all below that line is generated. */
const folds = /^<details><summary>What \S+ prints<\/summary>\n[^]*?^<\/details>$/gm;
const heading = /^<details><summary>What (\S+) prints<\/summary>\n/;

/** The prose as it should be: each fold of what a client prints is drawn from the results. */
export function withPrinted(prose: string, results: () => Results = readResults): string {
  return prose.replaceAll(folds, (fold) => withFold(fold, results));
}

function withFold(fold: string, results: () => Results): string {
  const line = namesLine(fold);
  const shown = line === undefined ? [] : references(line).flatMap((reference) => shownBy(reference, results()));
  if (line === undefined || shown.length === 0) return fold;
  const title = heading.exec(fold)?.[0].trim() ?? "";
  return [title, line, ...shown.map(drawShown), verified(shown, results()), "</details>"].join("\n\n");
}

/**
 * Law 11 for a rule's page: what npm and other clients do is shown by runs of the real ones, as they were.
 * What `further`, the file with the rule's other examples, shows counts too.
 */
export function printedProblems(source: string, results: Results = readResults(), further = ""): readonly string[] {
  const sections = foldsOf(source);
  const prose = source.replaceAll(folds, "");
  const codes = [...new Set([...prose.matchAll(errorCode)].map(([code]) => code))];
  const shown = [...sections, ...foldsOf(further)].flatMap((section) =>
    references(namesLine(section) ?? "").flatMap((reference) => shownBy(reference, results)),
  );
  return [
    ...sections.flatMap((section) => sectionProblems(section.trim(), results)),
    ...codes
      .filter((code) => shown.every(({ group }) => group.code !== code))
      .map((code) => `says ${code}, and no scenario that "What … prints" names ends with it`),
  ];
}

function foldsOf(source: string): readonly string[] {
  return [...source.matchAll(folds)].map(([fold]) => fold);
}

function sectionProblems(section: string, results: Results): readonly string[] {
  const client = heading.exec(section)?.[1] ?? "";
  const names = references(namesLine(section) ?? "");
  const shown = names.flatMap((reference) => shownBy(reference, results));
  const drawn = withPrinted(section, () => results);
  return [
    ...(names.length === 0 ? [`"What ${client} prints" has no line "<!-- scenarios: … -->" under it`] : []),
    ...names
      .filter((reference) => shownBy(reference, results).length === 0)
      .map(({ id, version }) => `results.json has no scenario ${id}${version === undefined ? "" : ` with ${version}`}`),
    ...shown
      .filter(({ group }) => group.clients.some((each) => nameOf(each) !== client))
      .map(({ scenario }) => `"What ${client} prints" names ${scenario.id}, which is another client's`),
    ...(drawn === section ? [] : [`the page (-) and results.json (+) differ:\n${difference(section, drawn)}`]),
  ];
}

/** The error codes of npm and of the tools. */
const errorCode =
  /\bYN00\d\d\b|\bERR_PNPM_\w+|\bE(?:NONPMTOKEN|INVALIDNPM\w+)\b|\bE(?:\d{3}|NEEDAUTH|USAGE|PRIVATE|UNSCOPED|OTP|BADENGINE|ALLOWGIT|UNKNOWNCONFIG|PUBLISHCONFLICT)\b|\b(?:ERR_INVALID_AUTH|MODULE_NOT_FOUND)\b/g;

interface Reference {
  readonly id: string;
  /** Only what this client, and those that do the same, did. */
  readonly version: string | undefined;
}

interface Shown {
  readonly scenario: Scenario;
  readonly group: Group;
}

function namesLine(section: string): string | undefined {
  return section.split("\n").find((line) => /^<!-- scenarios: .* -->$/.test(line));
}

function references(line: string): readonly Reference[] {
  return line
    .slice("<!-- scenarios: ".length, -" -->".length)
    .split(",")
    .map((word) => word.trim().split("@"))
    .filter(([id]) => id !== "")
    .map(([id = "", version]) => ({ id, version }));
}

function shownBy({ id, version }: Reference, results: Results): readonly Shown[] {
  const scenario = scenarios.find((each) => each.id === id);
  const groups = results.scenarios[id] ?? [];
  if (scenario === undefined) return [];
  return groups
    .filter((group) => version === undefined || group.clients.some((each) => versionOf(each) === version))
    .map((group) => ({ scenario, group }));
}

function drawShown({ scenario, group }: Shown): string {
  const answer = /^E\d{3}$/.test(group.code ?? "") ? `the registry's answer ${group.code}` : undefined;
  const reported = scenario.reported ?? answer;
  return [
    `${scenario.title} (${withVersions(group.clients)}${deeds(scenario, group)}):`,
    "",
    "```text",
    ...group.prints,
    "```",
    ...(reported === undefined
      ? []
      : ["", `Known from public reports, because only npmjs.com itself can show it: ${reported}.`]),
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
  const clients = [...new Set(shown.flatMap(({ group }) => group.clients))];
  const inOrder = clients.toSorted((one, other) => one.localeCompare(other, "en", { numeric: true }));
  return `Verified on ${results.verified} with ${withVersions(inOrder)}.`;
}

/** Such as "npm 11.5.1 and 12.2.0", of clients of one name. */
function withVersions(clients: readonly string[]): string {
  return `${nameOf(clients[0] ?? "")} ${listed(clients.map(versionOf))}`;
}

/** Such as "a, b and c". */
function listed(words: readonly string[]): string {
  return words.join(", ").replace(/, ([^,]*)$/, " and $1");
}
