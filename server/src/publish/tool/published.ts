import { bundledIn } from "../../repository/package/bundled.ts";
import type { Package } from "../../repository/package/package.ts";
import { textMapAt, type Text } from "../../repository/value.ts";
import { memo, type Located } from "../../text.ts";
import { certain, doubted, known, possibleValues, unknown, type Doubt, type Fact } from "../fact.ts";
import { manifestFields, type ManifestField } from "../job/state.ts";

/** A package that is published: what its package.json says then, each field on its own. */
export interface Published {
  /** The package.json as it is committed, from which the published one comes. */
  readonly manifest: Package;
  readonly name: Fact<Package["name"]>;
  readonly private: Fact<boolean>;
  readonly repository: Fact<Package["repository"]>;
  readonly version: Fact<Package["version"]>;
  readonly publishConfig: Fact<Package["publishConfig"]>;
  /** The lists of what an install of it brings. */
  readonly dependencies: Fact<Dependencies>;
}

/** What an install of a package brings, in the order of the lists. */
export type Dependencies = readonly (readonly [name: string, version: Text])[];

/** The fields that decide how a package is published; its version only says which one is, and its dependencies what it needs. */
const fields = manifestFields.filter((field) => field !== "version" && field !== "dependencies");

type Packages = Fact<readonly Published[]>;

/** A package that is published as it is committed. */
export const asCommitted = memo((manifest: Package): Published => {
  const fact = <T>(value: T): Fact<T> => known(value, manifest.span);
  return {
    manifest,
    name: fact(manifest.name),
    private: fact(manifest.private),
    repository: fact(manifest.repository),
    version: fact(manifest.version),
    publishConfig: fact(manifest.publishConfig),
    dependencies: fact(dependenciesOf(manifest)),
  };
});

/** Without those that the package brings along: nothing fetches them (docs/facts/npm.md#protocols). */
function dependenciesOf(manifest: Package): Dependencies {
  const bundled = bundledIn(manifest);
  if (bundled === "all") return [];
  return ["dependencies", "optionalDependencies", "peerDependencies"].flatMap((group) =>
    [...textMapAt(manifest.block, group).texts].flatMap(([name, text]) =>
      text === undefined || bundled.has(name) ? [] : [[name, text] as const],
    ),
  );
}

/** A package some of whose fields are in doubt. */
export function withDoubts(
  { manifest, ...facts }: Published,
  doubtOf: (field: ManifestField) => Doubt | undefined,
): Published {
  const { name, private: hidden, repository, version, publishConfig, dependencies } = facts;
  return {
    manifest,
    name: doubted(name, doubtOf("name")),
    private: doubted(hidden, doubtOf("private")),
    repository: doubted(repository, doubtOf("repository")),
    version: doubted(version, doubtOf("version")),
    publishConfig: doubted(publishConfig, doubtOf("publishConfig")),
    dependencies: doubted(dependencies, doubtOf("dependencies")),
  };
}

/** The package.json files that are published just as they are committed, but for the version; unknown as soon as another field is in doubt. */
export const manifestsOf = memo((packages: Packages): Fact<readonly Package[]> => {
  if ("unknown" in packages) return packages;
  for (const { value } of packages.values)
    for (const each of value)
      for (const field of fields) {
        const fact: Fact<unknown> = each[field];
        if ("unknown" in fact) return unknown(fact.unknown);
        if (fact.unless !== undefined) return unknown(fact.unless);
      }
  const manifests = ({ value, span }: Located<readonly Published[]>): Located<readonly Package[]> => ({
    value: value.map(({ manifest }) => manifest),
    span,
  });
  const [first, ...others] = packages.values;
  return { ...packages, values: [manifests(first), ...others.map(manifests)] };
});

/** Whether nothing is published since every package is private. */
export function arePrivate(packages: Packages): boolean {
  return certain(packages)?.every((each) => certain(each.private) === true) ?? false;
}

/** Whether that is so unless something changes a package.json, or what is published. */
export function areLikelyPrivate(packages: Packages): boolean {
  const [all, ...others] = possibleValues(packages);
  const isLikely = (fact: Fact<boolean>): boolean => "values" in fact && fact.values.every(({ value }) => value);
  return others.length === 0 && all?.every((each) => isLikely(each.private)) === true;
}

/** Whether a package is private; as it is committed, where that isn't known. */
export function isPrivate({ private: hidden, manifest }: Published): boolean {
  return certain(hidden) ?? manifest.private;
}
