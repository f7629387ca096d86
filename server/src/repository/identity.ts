import hostedGitInfo from "hosted-git-info";
import type { Repository } from "./repository.ts";

/**
 * `owner/name` on github.com of the repository that is linted: GITHUB_REPOSITORY where the environment says it,
 * else the remote `upstream`, else `origin`. Undefined where no remote is on github.com; a clone may be a fork.
 */
export function identityOf(repository: Repository): string | undefined {
  const { github, remotes } = repository.input;
  if (github !== undefined) return github;
  const ordered = ["upstream", "origin"].flatMap((name) => remotes.filter((remote) => remote.name === name));
  return ordered.map((remote) => gitHubName(remote.url)).find((name) => name !== undefined);
}

/** `owner/name` of a URL, shorthand or ssh address on github.com, as npm reads it. */
function gitHubName(url: string): string | undefined {
  const info = hostedGitInfo.fromUrl(url);
  return info?.type === "github" ? `${info.user}/${info.project}` : undefined;
}
