import { packageIn } from "../repository/package/package.ts";
import type { Repository } from "../repository/repository.ts";
import { declaredIdentity, gitHubName, identityOf } from "../repository/settings/identity.ts";

/**
 * The repository in which its workflows run, `owner/name`: GITHUB_REPOSITORY; else a remote with which package.json agrees, even where
 * the declared publishers say otherwise; else what these agree on; else a remote. A clone may be a fork's, so that a remote alone
 * decides nothing that the files contradict.
 */
export function runningRepository(repository: Repository): string | undefined {
  return repository.input.github ?? witnessedRepository(repository) ?? identityOf(repository);
}

/** The remote that the root's package.json names as well, spelled as the remote has it. */
function witnessedRepository(repository: Repository): string | undefined {
  const manifest = packageIn(repository, "");
  const url =
    typeof manifest === "string" || manifest.repository.kind !== "url" ? undefined : manifest.repository.url.value;
  const named = url === undefined ? undefined : gitHubName(url);
  if (named === undefined) return undefined;
  const remotes = ["upstream", "origin"].flatMap((name) =>
    repository.input.remotes.filter((remote) => remote.name === name).flatMap((remote) => gitHubName(remote.url) ?? []),
  );
  const same = remotes.find((remote) => remote.toLowerCase() === named.toLowerCase());
  // In which case a remote is typed says nothing of GitHub's own spelling.
  return same === undefined || same === named ? same : (declaredIdentity(repository) ?? named);
}
