import semver from "semver";
import { bundledNpm, nodeLines, toolCache } from "../../server/src/data/node.ts";
import { npmEngines, npmReleases } from "../../server/src/data/npm.ts";
import { pinnedActions } from "../../server/src/data/pinned-actions.ts";
import { imageNode } from "../../server/src/data/runners.ts";
import { nodeReleases, npmVersions, runnerImages, tagsOf, type RunnerImage, type Sources } from "./sources.ts";

export const tables = ["node", "npm", "pinned-actions", "runners"].map((name) => `server/src/data/${name}.ts`);

export interface Refreshed {
  /** The text of each table, by its path. */
  readonly files: ReadonlyMap<string, string>;
  /** What a person has to decide. */
  readonly notes: readonly string[];
}

/** The tables as of `today`; rejects where a source can't be read or says something else than it used to. */
export async function refreshed(
  before: ReadonlyMap<string, string>,
  sources: Sources,
  today: string,
): Promise<Refreshed> {
  const notes: string[] = [];
  const [node = "", npm = "", pinned = "", runners = ""] = tables.map((path) => before.get(path) ?? "");
  const images = await runnerImages(sources);
  const texts = [
    withCache(await withNode(node, sources, today), images, today),
    await withNpm(npm, sources, today),
    await withActions(pinned, sources, today, notes),
    withImages(runners, images, today, notes),
  ];
  return { files: new Map(tables.map((path, index) => [path, texts[index] ?? ""])), notes };
}

async function withNode(source: string, sources: Sources, today: string): Promise<string> {
  const releases = await nodeReleases(sources);
  const majors = [...new Set(releases.map(({ version }) => semver.major(version)))];
  const lines = majors.map((major) => releases.filter(({ version }) => semver.major(version) === major));
  const npms = lines.flatMap((line) => line.filter(({ npm }, index) => npm !== line[index - 1]?.npm));
  const bundled = npms.map(({ version, npm }) => `  ["${version}", "${npm}"],`);
  const rows = lines.map(([first, ...later]) => {
    const lts = [first, ...later].find((each) => each?.codename !== undefined);
    const major = semver.major(first?.version ?? "");
    const open = nodeLines.find((line) => line.major === major)?.open ?? true;
    const since = lts === undefined ? "undefined" : `{ since: "${lts.date}", codename: "${lts.codename ?? ""}" }`;
    return `  { major: ${major}, released: "${first?.date ?? ""}", lts: ${since}, open: ${open} },`;
  });
  return dated(withRows(withRows(source, "bundledNpm", bundled), "nodeLines", rows), "nodeAsOf", today);
}

/** A new row for the tool cache where other lines, or other npms with them, are in it. */
function withCache(source: string, images: readonly RunnerImage[], today: string): string {
  const caches = images.map(({ cached }) => cached).filter((cached) => cached.length > 0);
  const majorsOf = (versions: readonly string[]): readonly number[] => versions.map((version) => semver.major(version));
  const majors = [...new Set(caches.flatMap(majorsOf))].filter((major) =>
    caches.every((cached) => majorsOf(cached).includes(major)),
  );
  const oldest = majors
    .toSorted((one, other) => one - other)
    .flatMap(
      (major) =>
        caches
          .flat()
          .filter((version) => semver.major(version) === major)
          .toSorted(semver.compare)[0] ?? [],
    );
  const row = toolCache.findLast(({ since }) => since <= today);
  if (row?.oldest.map(npmOf).join() === oldest.map(npmOf).join()) return source;
  const rows = [...toolCache.filter(({ since }) => since !== today), { since: today, oldest }];
  const sorted = rows.toSorted((one, other) => (one.since < other.since ? -1 : 1));
  return withRows(
    source,
    "toolCache",
    sorted.map((each) => `  { since: "${each.since}", oldest: [${each.oldest.map((one) => `"${one}"`).join(", ")}] },`),
  );
}

function npmOf(node: string): string {
  const found = bundledNpm.findLast(([from]) => semver.major(from) === semver.major(node) && semver.lte(from, node));
  return `${semver.major(node)} ${found?.[1] ?? ""}`;
}

/** Days that are known stay: of versions that were stored anew the registry tells another one. */
async function withNpm(source: string, sources: Sources, today: string): Promise<string> {
  const { days, engines } = await npmVersions(sources);
  const known = npmReleases();
  const isNew = (version: string): boolean =>
    semver.major(version) >= 8 && !known.some((release) => release.version === version);
  const all = [...days].flatMap(([version, day]) => (isNew(version) ? [{ version, day }] : []));
  const published = [...known.filter(({ day }) => day !== ""), ...all].toSorted((one, other) =>
    one.day === other.day ? 0 : one.day < other.day ? -1 : 1,
  );
  const rows = [...engines].flatMap(([major, range]) =>
    major in npmEngines || major > 8 ? [`  ${major}: "${range}",`] : [],
  );
  const list = wrapped(published.map(({ version, day }) => `${version} ${day}`));
  const text = source.replace(/(const published = `\n)[^`]*/, (_, head: string) => `${head}${list}`);
  return dated(withRows(text, "npmEngines", rows), "npmAsOf", today);
}

/** The newest release of the major version that is pinned: what another brings is a person's to read. */
async function withActions(source: string, sources: Sources, today: string, notes: string[]): Promise<string> {
  const rows = await Promise.all(
    pinnedActions.map(async ({ name, version }) => {
      const tags = await tagsOf(sources, name);
      const releases = [...tags.keys()].filter((tag) => /^v\d+\.\d+\.\d+$/.test(tag)).toSorted(semver.compare);
      const newest = releases.findLast((tag) => semver.major(tag) === semver.major(version)) ?? version;
      const later = releases.at(-1) ?? version;
      if (semver.major(later) > semver.major(version)) notes.push(`${name} ${later} is there, ${newest} is pinned`);
      const commit = tags.get(newest);
      if (commit === undefined) throw new Error(`${name} has no tag ${newest}`);
      return `  { name: "${name}", version: "${newest}", commit: "${commit}" },`;
    }),
  );
  return dated(withRows(source, "pinnedActions", rows), "pinnedAsOf", today);
}

/** Labels of larger machines and of moving images have no row of their own. */
const derived = /latest|-(?:large|xlarge|intel)$|vs2026/;

function withImages(source: string, images: readonly RunnerImage[], today: string, notes: string[]): string {
  let text = source;
  for (const { labels, node } of images) {
    for (const label of labels.filter((each) => imageNode(each, today) !== semver.major(node))) {
      const row = new RegExp(`(\\n {2}"${label}": ")([^"]*)`);
      if (derived.test(label) || !row.test(text)) notes.push(`${label} brings Node ${semver.major(node)}`);
      else
        text = text.replace(
          row,
          (_, head: string, days: string) => head + withDay(days, `${today} ${semver.major(node)}`),
        );
    }
  }
  return text;
}

function withDay(days: string, day: string): string {
  return [...days.split(", ").filter((each) => each.slice(0, 10) !== day.slice(0, 10)), day].toSorted().join(", ");
}

/** A table's rows anew: what is between the bracket after its name and the one that begins a line. */
function withRows(source: string, name: string, rows: readonly string[]): string {
  const table = new RegExp(`(\\nexport const ${name}\\b[^\\n]* = [[{]\\n)[^]*?(\\n[\\]}];)`);
  if (!table.test(source)) throw new Error(`there is no table ${name}`);
  return source.replace(table, (_, head: string, end: string) => head + rows.join("\n") + end);
}

function dated(source: string, name: string, today: string): string {
  const day = new RegExp(`(export const ${name} = ")[^"]*`);
  if (!day.test(source)) throw new Error(`there is no day ${name}`);
  return source.replace(day, (_, head: string) => head + today);
}

/** Parts with commas between, in lines of 120 characters. */
function wrapped(parts: readonly string[]): string {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last !== undefined && `${last}, ${part},`.length <= 120) lines[lines.length - 1] = `${last}, ${part}`;
    else lines.push(part);
  }
  return lines.join(",\n");
}
