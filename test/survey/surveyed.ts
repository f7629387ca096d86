import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { foundIn, type FoundPublish } from "../../server/src/editor/found.ts";
import { checkout } from "../../server/src/host/checkout.ts";
import { nodeHost } from "../../server/src/host/node.ts";
import { positionOf } from "../../server/src/report/position.ts";
import { defaultConfig, present } from "../../server/src/lint/present.ts";
import { isNpmRegistry } from "../../server/src/npm-host.ts";

/** What is kept of one repository: texts and numbers, and nothing that holds a file. */
export interface Surveyed {
  readonly name: string;
  readonly places: readonly Place[];
  /** Workflow files that couldn't be read. */
  readonly unread: number;
  /** As "rule: severity", once for each finding that is shown. */
  readonly findings: readonly string[];
  readonly failures: number;
}

/** A place that publishes to npm, or may, by the worst of its legs and ways. */
interface Place {
  /** `path:line job`. */
  readonly where: string;
  readonly grade: Grade;
  /** For each of the four facts that isn't known: `client? reason`, `registry~ reason`. */
  readonly doubts: readonly string[];
  /** No publish was found there. */
  readonly silent: boolean;
}

export type Grade = "known" | "likely" | "unknown";

/** What decides most verdicts. */
const four = ["client", "idToken", "credential", "registry"] as const;

export async function surveyed(folder: string, name: string): Promise<Surveyed> {
  const host = nodeHost(() => undefined);
  const own = checkout(host, pathToFileURL(resolve(folder)).href, {
    today: () => new Date().toISOString().slice(0, 10),
  });
  const { linted } = await own.settle();
  const found = await own.ask(foundIn);
  const places = new Map<string, Place>();
  for (const publish of found.filter(mayReachNpm)) {
    const { file, start } = publish.span;
    const where = `${file.path}:${positionOf(file, start).line} ${publish.job}`;
    places.set(where, worse(places.get(where), placeOf(publish, where)));
  }
  return {
    name,
    places: [...places.values()],
    unread: linted.understood.unread.length,
    findings: present(linted.findings, defaultConfig).map(({ rule, severity }) => `${rule.id}: ${severity}`),
    failures: linted.failures.length,
  };
}

/** Not to another registry, as far as that is known or likely, and not of private packages alone. */
function mayReachNpm({ facts, packages }: FoundPublish): boolean {
  const registries = facts["registry"]?.values ?? [];
  if (registries.length > 0 && registries.every((each) => !isNpmRegistry(each))) return false;
  const all = packages.map((each) => each.facts["private"]);
  return !(
    facts["packages"]?.grade === "known" &&
    all.every((fact) => fact?.grade === "known" && fact.values.every((value) => value === "true"))
  );
}

function placeOf({ facts, silent }: FoundPublish, where: string): Place {
  const doubts = four.flatMap((name) => {
    const fact = facts[name];
    return fact === undefined || fact.grade === "known"
      ? []
      : [`${name}${fact.grade === "likely" ? "~" : "?"} ${fact.why ?? ""}`];
  });
  const grades = four.map((name) => facts[name]?.grade ?? "known");
  const grade = grades.includes("unknown") ? "unknown" : grades.includes("likely") ? "likely" : "known";
  return { where, grade, doubts, silent };
}

function worse(one: Place | undefined, other: Place): Place {
  const rank = { known: 0, likely: 1, unknown: 2 } as const;
  return one === undefined || rank[other.grade] > rank[one.grade] ? other : one;
}
