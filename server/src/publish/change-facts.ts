import { memo } from "../text.ts";
import { doubtAbout, known, map, unknown, type Doubt, type Fact } from "./fact.ts";
import type { Publish } from "./publish.ts";
import type { Published } from "./tool/published.ts";

/** The facts about a publish and, the last six, about each package of it that may be in doubt, each on its own. */
export const factNames = [
  "tool",
  "toolVersion",
  "client",
  "registry",
  "idToken",
  "credential",
  "provenance",
  "access",
  "environment",
  "jobNode",
  "jobNpm",
  "packages",
  "name",
  "private",
  "repository",
  "version",
  "publishConfig",
  "dependencies",
] as const;

export type FactName = (typeof factNames)[number];

/** What becomes of a fact. */
export type Change = <T>(fact: Fact<T>, name: FactName) => Fact<T>;

/** The publish with each of its facts changed; what follows from them, apart from each other, is derived again. */
export function changed(publish: Publish, change: Change): Publish {
  const { oidcDecidedBy, npm, access, tool, toolDoubt, command, packages, jobState } = publish;
  const called = change(toolDoubt === undefined ? known(tool, command.span) : unknown(toolDoubt.reason), "tool");
  // A tool that is only likely is none that a rule could go by.
  const hidden = doubtAbout(called);
  return {
    ...publish,
    tool: hidden === undefined || toolDoubt !== undefined ? tool : { name: "a tool", read: () => undefined },
    toolDoubt: hidden && { ...hidden, grade: "unknown" },
    oidcDecidedBy: oidcDecidedBy && { ...oidcDecidedBy, version: change(oidcDecidedBy.version, "toolVersion") },
    npm: npm && change(npm, "client"),
    registry: change(publish.registry, "registry"),
    idToken: change(publish.idToken, "idToken"),
    credential: change(publish.credential, "credential"),
    provenance: change(publish.provenance, "provenance"),
    access: access && change(access, "access"),
    environment: change(publish.environment, "environment"),
    jobState: {
      ...jobState,
      node: change(jobState.node, "jobNode"),
      npm: jobState.npm && change(jobState.npm, "jobNpm"),
    },
    packages: change(
      map(packages, (all) => all.map((each) => changedPackage(each, change))),
      "packages",
    ),
  };
}

function changedPackage(each: Published, change: Change): Published {
  return {
    manifest: each.manifest,
    name: change(each.name, "name"),
    private: change(each.private, "private"),
    repository: change(each.repository, "repository"),
    version: change(each.version, "version"),
    publishConfig: change(each.publishConfig, "publishConfig"),
    dependencies: change(each.dependencies, "dependencies"),
  };
}

/** Copies of publishes that know of each other as those did that they come from; what stays the same stays the same object. */
export function changedTogether(
  publishes: readonly Publish[],
  change: (publish: Publish) => Publish,
): readonly Publish[] {
  const copies = new Map<Publish, Publish>();
  const byJob = new Map<Publish["jobPublishes"], Publish[]>();
  for (const publish of publishes) {
    const copy = change(publish);
    if (copy === publish) continue;
    const jobPublishes = byJob.get(publish.jobPublishes) ?? [];
    byJob.set(publish.jobPublishes, jobPublishes);
    copies.set(publish, { ...copy, jobPublishes });
  }
  for (const [before, after] of byJob) after.push(...before.map((each) => copies.get(each) ?? each));
  return publishes.map((publish) => copies.get(publish) ?? publish);
}

/** A fact in doubt, by its name. */
export interface NamedDoubt extends Doubt {
  readonly name: FactName;
}

/** Everything about a publish that is in doubt, in the order of `factNames`. */
export const doubtsIn = memo((publish: Publish): readonly NamedDoubt[] => {
  const found: NamedDoubt[] = [];
  changed(publish, (fact, name) => {
    const doubt = doubtAbout(fact);
    if (doubt !== undefined) found.push({ ...doubt, name });
    return fact;
  });
  return found.toSorted((a, b) => factNames.indexOf(a.name) - factNames.indexOf(b.name));
});
