import type { Grade, Surveyed } from "./surveyed.ts";

/** The survey as text: a line for each repository, the shares, and the reasons and findings by number. */
export function drawn(all: readonly Surveyed[]): string {
  const places = all.flatMap((each) => each.places);
  const publishes = places.filter(({ silent }) => !silent);
  const by = (grade: Grade): number => publishes.filter((each) => each.grade === grade).length;
  const share = (count: number): string =>
    publishes.length === 0 ? "" : ` (${((100 * count) / publishes.length).toFixed(1)} %)`;
  const likely = by("known") + by("likely");
  return [
    ...all.map(lineOf),
    "",
    `${all.length} repositories, ${publishes.length} places that publish to npm, or may`,
    `client, id-token, credential and registry known: ${by("known")}${share(by("known"))}`,
    `known or likely: ${likely}${share(likely)}`,
    `release jobs in which no publish was found: ${places.length - publishes.length}`,
    `workflow files that can't be read: ${sum(all.map((each) => each.unread))}`,
    `failures of this program: ${sum(all.map((each) => each.failures))}`,
    "",
    "Findings:",
    ...counted(all.flatMap((each) => each.findings)),
    "",
    "Repositories with errors or warnings:",
    ...counted(all.flatMap(({ findings }) => [...new Set(findings.map((each) => each.replace(/^.*: /, "")))])),
    "",
    "Why a fact isn't known (`?`), or only likely (`~`):",
    ...counted(places.flatMap((each) => each.doubts)),
    "",
    "Not understood:",
    ...all.flatMap(({ name, places: own }) =>
      own
        .filter(({ grade }) => grade === "unknown")
        .map(({ where, doubts }) => `  ${name} ${where}: ${[...new Set(doubts)].join("; ")}`),
    ),
  ].join("\n");
}

function lineOf({ name, places, findings }: Surveyed): string {
  const counts = counted(places.map(({ grade, silent }) => (silent ? "no publish found" : grade)));
  const shown = counts.length === 0 ? "no publish" : counts.map((each) => each.trim()).join(", ");
  const graver = findings.filter((each) => !each.endsWith(": info"));
  return `${name}: ${shown}${graver.length === 0 ? "" : ` · ${graver.join(", ")}`}`;
}

/** Each text once with its number, the most frequent first. */
function counted(texts: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a).map(([text, count]) => `  ${count} ${text}`);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
