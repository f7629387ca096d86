import { packageIn } from "../repository/package/package.ts";
import type { Repository } from "../repository/repository.ts";
import { declaredIdentity, declaredNames, gitHubName, identityOf } from "../repository/settings/identity.ts";

/**
 * The repository in which its workflows run, `owner/name`: GITHUB_REPOSITORY; else a remote with which package.json agrees, even where
 * the declared publishers say otherwise; else what these agree on; else a remote. A clone may be a fork's, so that a remote alone
 * decides nothing that the files contradict.
 */
export function runningRepository(repository: Repository): string | undefined {
  return repository.input.github ?? witnessed(repository)?.name ?? identityOf(repository);
}

/** What says, against the declared publishers, in which repository the workflows run. */
export interface Evidence {
  /** `owner/name`. */
  readonly name: string;
  readonly by: "environment" | "remote";
  /** Whether its upper and lower case is GitHub's own, or written the same in two places. */
  readonly exact: boolean;
  /** Two sources agree. */
  readonly agreed: boolean;
}

/** Undefined where nothing says it, or only a remote does: a clone may be a fork's. So may a run, where package.json contradicts it. */
export function repositoryEvidence(repository: Repository): Evidence | undefined {
  const { github } = repository.input;
  if (github === undefined) {
    const remote = witnessed(repository);
    return remote && { ...remote, by: "remote", agreed: true };
  }
  const named = namedByPackage(repository);
  const agrees = named?.toLowerCase() === github.toLowerCase();
  const fork =
    !agrees &&
    named !== undefined &&
    declaredNames(repository).some((each) => each.toLowerCase() === named.toLowerCase());
  return fork ? undefined : { name: github, by: "environment", exact: true, agreed: agrees };
}

/** The remote that the root's package.json names as well. In which case a remote is typed says nothing of GitHub's own spelling. */
function witnessed(repository: Repository): { readonly name: string; readonly exact: boolean } | undefined {
  const named = namedByPackage(repository);
  if (named === undefined) return undefined;
  const remotes = ["upstream", "origin"].flatMap((name) =>
    repository.input.remotes.filter((remote) => remote.name === name).flatMap((remote) => gitHubName(remote.url) ?? []),
  );
  const same = remotes.find((remote) => remote.toLowerCase() === named.toLowerCase());
  if (same === undefined) return undefined;
  return { name: same === named ? same : (declaredIdentity(repository) ?? named), exact: same === named };
}

function namedByPackage(repository: Repository): string | undefined {
  const manifest = packageIn(repository, "");
  return typeof manifest === "string" || manifest.repository.kind !== "url"
    ? undefined
    : gitHubName(manifest.repository.url.value);
}
