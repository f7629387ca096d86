import { nodeAsOf } from "../data/node.ts";
import { npmAsOf } from "../data/npm.ts";
import { version } from "../product.ts";
import type { Verdict } from "./parts.ts";
import type { Comparison } from "./change.ts";
import type { RegistryReport } from "./registry/registry.ts";
import type { Counts, Report, RepositoryReport } from "./report.ts";

/** What ends `check` with an error code although no publish is blocked. */
export interface Bounds {
  /** So many warnings at most; undefined: any number. */
  readonly maxWarnings: number | undefined;
}

/** The report of one or several repositories, in the order of their folders. `today` is `YYYY-MM-DD`. */
export function reportOf(
  given: readonly RepositoryReport[],
  today: string,
  bounds: Bounds,
  against: Comparison | null = null,
  registry: RegistryReport | null = null,
): Report {
  const repositories = given.toSorted((a, b) => (a.folder < b.folder ? -1 : a.folder > b.folder ? 1 : 0));
  const counts = countsOf(repositories);
  return {
    version: 1,
    tool: { name: "trusted-publishing", version },
    today,
    data: [
      { name: "Node versions", date: nodeAsOf },
      { name: "npm versions", date: npmAsOf },
    ],
    repositories,
    against,
    registry,
    preflight: null,
    explanation: null,
    recovery: null,
    counts,
    exit: exitOf(repositories, counts, bounds, registry),
  };
}

function countsOf(repositories: readonly RepositoryReport[]): Counts {
  const packages = repositories.flatMap((each) => each.packages);
  const findings = repositories.flatMap((each) => each.findings);
  const verdicts = (verdict: Verdict): number => packages.filter((each) => each.verdict === verdict).length;
  const severities = (name: string): number => findings.filter(({ severity }) => severity === name).length;
  const publishes = repositories.flatMap((each) => [...each.packages.flatMap((own) => own.publishes), ...each.others]);
  return {
    packages: packages.length,
    publishes: new Set(publishes.map(({ place, id }) => JSON.stringify([place, id]))).size,
    ready: verdicts("ready"),
    blocked: verdicts("blocked"),
    unknown: verdicts("unknown"),
    person: verdicts("person"),
    error: severities("error"),
    warning: severities("warning"),
    info: severities("info"),
  };
}

/**
 * 70: this program failed; 2: the record can't be read; 1: something is wrong; 3: npm gave no answer; 0: nothing is known to be
 * wrong.
 */
function exitOf(
  repositories: readonly RepositoryReport[],
  counts: Counts,
  { maxWarnings }: Bounds,
  registry: RegistryReport | null,
): Report["exit"] {
  const [failure] = repositories.flatMap((each) => each.failures);
  const unreadable = repositories.find(({ record }) => record.state === "unreadable");
  const plural = (count: number, one: string): string => `${count} ${one}${count === 1 ? "" : "s"}`;
  if (failure !== undefined) return { code: 70, reason: failure };
  if (unreadable !== undefined) return { code: 2, reason: `${unreadable.record.path} can't be read.` };
  const [problem] = repositories.flatMap((each) => each.problems);
  if (problem !== undefined) return { code: 2, reason: problem };
  if (counts.blocked > 0) {
    const verb = counts.blocked === 1 ? "is" : "are";
    return { code: 1, reason: `${plural(counts.blocked, "package")} ${verb} blocked.` };
  }
  if (counts.error > 0) return { code: 1, reason: `${plural(counts.error, "error")}.` };
  if (maxWarnings !== undefined && counts.warning > maxWarnings)
    return { code: 1, reason: `${plural(counts.warning, "warning")}, and --max-warnings allows ${maxWarnings}.` };
  const stopped = registry?.packages.filter(({ stops }) => stops) ?? [];
  if (stopped.length > 0) return { code: 1, reason: `${plural(stopped.length, "package")} can't be created by OIDC.` };
  const [unasked] = registry?.packages.filter(({ state }) => state === "not asked") ?? [];
  if (unasked !== undefined)
    return { code: 3, reason: `${unasked.name} couldn't be checked on npm (${unasked.why ?? ""}).` };
  return { code: 0, reason: "Nothing that is known stops a publish." };
}
