import { possibleValues } from "../publish/fact.ts";
import type { Publish } from "../publish/publish.ts";
import { monorepoPackages } from "../repository/package/monorepo.ts";
import { packageIn, type Package } from "../repository/package/package.ts";
import { isPackageName } from "../repository/package/publishable.ts";
import { packagesBelow } from "../repository/package/workspaces.ts";
import type { Repository } from "../repository/repository.ts";
import { lernaSettings } from "../repository/settings/release-config.ts";

/**
 * The packages of the repository that aren't private, by its workspaces; of one whose only package is private the root, which a build
 * may make public.
 */
export function publicPackages(repository: Repository): readonly Package[] {
  const root = packageIn(repository, "");
  const globs = lernaSettings(repository, "").packages;
  const listed = monorepoPackages(repository, "") ?? [];
  const below =
    listed.length > 1 || (globs === undefined && root !== "absent")
      ? undefined
      : packagesBelow(repository, "", globs ?? ["*", "*/*", "*/*/*"]);
  const all = below ?? listed;
  const named = all.filter(
    (each) => !each.private && each.version !== undefined && isPackageName(each.name?.value ?? "") && !isForTests(each),
  );
  return named.length > 0 || typeof root === "string" || root.name === undefined || all.length > 1 ? named : [root];
}

/** What only tests and examples need is often left without `private`. */
function isForTests({ directory }: Package): boolean {
  return /(?:^|\/)(?:_*(?:tests?|fixtures?|mocks?)_*|e2e|playgrounds?|examples?|templates?|demos?|bench(?:mark)?s?|website|docs)(?:\/|$)/i.test(
    directory,
  );
}

/** The names of the packages that publishes are known, or likely, to publish; where none is, those of every public package. */
export function namesOf(repository: Repository, publishes: readonly Publish[]): readonly string[] {
  const found = publishes.flatMap(({ packages }) =>
    possibleValues(packages)
      .flat()
      .filter((each) => possibleValues(each.private)[0] !== true)
      .flatMap((each) => possibleValues(each.name).flatMap((name) => name?.value ?? each.manifest.name?.value ?? [])),
  );
  return [...new Set((found.length > 0 ? found : publicNames(repository)).filter(isPackageName))];
}

/** The same, and every public package where the tool may publish one that it isn't known to publish, as one without a `repository`. */
export function namesToTrust(repository: Repository, publishes: readonly Publish[]): readonly string[] {
  const more = publishes.some(({ tool }) => tool.mayPublishMore === true) ? publicNames(repository) : [];
  return [...new Set([...namesOf(repository, publishes), ...more.filter(isPackageName)])];
}

function publicNames(repository: Repository): readonly string[] {
  return publicPackages(repository).flatMap(({ name }) => name?.value ?? []);
}
