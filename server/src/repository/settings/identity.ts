import hostedGitInfo from "hosted-git-info";
import { memo } from "../../text.ts";
import type { Repository } from "../repository.ts";
import { publishersOf, type Publishers } from "./publishers.ts";

/**
 * `owner/name` on github.com of the repository that is linted: what the declared publishers agree on,
 * else GITHUB_REPOSITORY where the environment says it, else the remote `upstream`, else `origin`.
 * Undefined where no remote is on github.com; a clone may be a fork.
 */
export function identityOf(repository: Repository): string | undefined {
  const { github, remotes } = repository.input;
  const ordered = ["upstream", "origin"].flatMap((name) => remotes.filter((remote) => remote.name === name));
  return (
    declaredIdentity(repository) ??
    github ??
    ordered.map((remote) => gitHubName(remote.url)).find((name) => name !== undefined)
  );
}

/** Whether `owner/name` is the repository whose files these are, as far as that is known. */
export function isThis(repository: Repository, name: string): boolean {
  return identityOf(repository)?.toLowerCase() === name.toLowerCase();
}

/** The repository in which a workflow runs, as npm sees it. */
export interface Identity {
  /** `owner/name`; undefined where it isn't known. */
  readonly name: string | undefined;
  /** Whether it can be no other: a clone may be a fork, and its remote may be written in another case. */
  readonly sure: boolean;
}

export function provenIdentity(repository: Repository): Identity {
  const sure = declaredIdentity(repository) !== undefined || repository.input.github !== undefined;
  return { name: identityOf(repository), sure };
}

/** The repository that every declared publisher of the type `github` names; undefined where they differ or aren't there. */
export function declaredIdentity(repository: Repository): string | undefined {
  const [name = "", ...others] = declaredNames(repository);
  return others.length === 0 && /^[\w.-]+\/[\w.-]+$/.test(name) ? name : undefined;
}

/** Each repository that a declared publisher of the type `github` names, once; `""` for one without. */
export function declaredNames(repository: Repository): readonly string[] {
  const declared = publishersOf(repository);
  return declared === undefined ? [] : namesIn(declared);
}

const namesIn = memo(({ sound, packages }: Publishers): readonly string[] => {
  if (!sound) return [];
  const publishers = packages.flatMap((each) => each.publishers);
  return [...new Set(publishers.map(({ repository: named }) => (typeof named === "object" ? named.value : "")))];
});

/** `owner/name` of a URL, shorthand or ssh address on github.com, as npm reads it; undefined for a shorthand without owner. */
export function gitHubName(url: string): string | undefined {
  const info = hostedGitInfo.fromUrl(url);
  return info?.type === "github" && info.user ? `${info.user}/${info.project}` : undefined;
}
