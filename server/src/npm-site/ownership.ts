import type { Package } from "../repository/package/package.ts";
import type { Repository } from "../repository/repository.ts";
import { declaredNames, gitHubName } from "../repository/settings/identity.ts";
import { declaredPackages } from "../repository/settings/publishers.ts";
import type { PublicPackage } from "./package.ts";

/** The repository that npm is to trust. */
export interface Target {
  /** `owner/name`. */
  readonly name: string;
  /** What the record calls it: an earlier name, before a rename or a transfer; undefined where that is the same. */
  readonly former: string | undefined;
}

/**
 * Which repository npm is to trust, or why that isn't sure, as sentences: git's remote and package.json must agree, so that nobody
 * lets a fork publish from the fork's clone. `given` is what the user says instead.
 */
export function targetOf(
  repository: Repository,
  packages: readonly Package[],
  seen: readonly PublicPackage[],
  given: string | undefined,
): Target | { readonly sentence: string } {
  const name = given ?? remoteName(repository);
  if (name === undefined)
    return { sentence: "No git remote leads to GitHub: name the repository that is to publish with --repo." };
  if (given === undefined) {
    const written = packages.flatMap(({ repository: field, file }) => {
      const own = field.kind === "url" ? gitHubName(field.url.value) : undefined;
      return own === undefined ? [] : [{ own, where: file.path }];
    });
    const shown = seen.flatMap(({ repository: own, name: page }) =>
      own === undefined ? [] : [{ own, where: `npm's page of ${page}` }],
    );
    const said = written.length > 0 ? written : shown;
    const other = said.find(({ own }) => own.toLowerCase() !== name.toLowerCase());
    if (other !== undefined)
      return {
        sentence: `git's remote is ${name}, and ${other.where} says ${other.own}: in a fork's clone this would let the fork publish. Name the one that is to publish with --repo.`,
      };
    if (said.length === 0)
      return {
        sentence: `No package.json names its repository, so this may be a fork's clone: name the one that is to publish with --repo ${name}.`,
      };
  }
  return { name, former: formerName(repository, name) };
}

/**
 * The only other name in the record, where no package has entries for both: a rename that may be half written, and not a second
 * repository that publishes the same packages.
 */
function formerName(repository: Repository, name: string): string | undefined {
  const isOther = (each: string): boolean => each !== "" && each.toLowerCase() !== name.toLowerCase();
  const others = new Set(
    declaredNames(repository)
      .filter(isOther)
      .map((each) => each.toLowerCase()),
  );
  const shared = declaredPackages(repository).some(({ publishers }) => {
    const names = publishers.flatMap(({ repository: own }) => (typeof own === "object" ? own.value : []));
    return names.some(isOther) && names.some((each) => !isOther(each));
  });
  return others.size === 1 && !shared ? declaredNames(repository).find(isOther) : undefined;
}

/** `owner/name` of the first remote on GitHub, `upstream` before `origin`. */
function remoteName({ input: { remotes } }: Repository): string | undefined {
  const ordered = ["upstream", "origin"].flatMap((name) => remotes.filter((remote) => remote.name === name));
  return ordered.flatMap(({ url }) => gitHubName(url) ?? [])[0];
}
