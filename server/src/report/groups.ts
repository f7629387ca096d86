import type { PackageReport } from "./report.ts";

export type PackageGroup = readonly [PackageReport, ...PackageReport[]];

/** So many packages of a group are named. */
const named = 3;

/** Packages of which the same is true are shown once. */
export function groupsOf(packages: readonly PackageReport[]): readonly PackageGroup[] {
  const groups = new Map<string, [PackageReport, ...PackageReport[]]>();
  for (const each of packages) {
    const same = JSON.stringify([
      each.verdict,
      each.publishes.map(({ place, outcome, obstacles, whoCanPublish }) => [
        place,
        outcome.text,
        obstacles.map((obstacle) => [obstacle.rule, obstacle.place]),
        whoCanPublish?.text,
      ]),
      each.trust.state,
    ]);
    const group = groups.get(same);
    if (group === undefined) groups.set(same, [each]);
    else group.push(each);
  }
  return [...groups.values()];
}

/** `a 1.0.0`, `a, b`, `a, b, c and 39 more`; each name as `shown` writes it. */
export function titleOf([first, ...others]: PackageGroup, shown: (name: string) => string): string {
  if (others.length === 0) return `${shown(first.name)}${first.version === null ? "" : ` ${first.version}`}`;
  const all = [first, ...others];
  const names = all.slice(0, named).map(({ name }) => shown(name));
  return `${names.join(", ")}${all.length > named ? ` and ${all.length - named} more` : ""}`;
}

/** What a person is to do, for one package or for each of a group. */
export function whyOf(why: string, group: PackageGroup): string {
  return group.length === 1 ? why : `${why} (for each of these ${group.length} packages)`;
}
