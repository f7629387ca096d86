import type { Finding } from "../../finding.ts";
import type { Publish } from "../../publish/publish.ts";
import { packageIn } from "../../repository/package/package.ts";
import type { Repository } from "../../repository/repository.ts";
import { declaredIdentity, gitHubName, identityOf } from "../../repository/settings/identity.ts";
import type { Text } from "../../repository/value.ts";
import { runsIn } from "../../repository/workflow/guard.ts";

/**
 * A condition that lets a publish run only in a repository of another name, as after a rename. A fork's clone looks the same, so
 * without declared publishers package.json has to name this repository. Where only the owner is the condition's, this may be a mirror.
 */
export function* guardedAway({ job, step }: Publish, repository: Repository): Iterable<Finding> {
  const identity = identityOf(repository);
  if (identity === undefined) return;
  const guard = [job.if, step.if].find(
    (each): each is Text => typeof each === "object" && runsIn(each, identity) === false,
  );
  const wanted = guard === undefined ? undefined : wantedBy(guard);
  if (guard === undefined || wanted === undefined) return;
  const declared = declaredIdentity(repository) !== undefined;
  const renamed = declared || isSame(nameInManifest(repository), identity);
  if (!renamed && (ownerOf(wanted) !== ownerOf(identity) || projectOf(wanted) === projectOf(identity))) return;
  const never = `Job "${job.id.value}" publishes only in ${wanted}`;
  const source = declared
    ? "the declared publishers say"
    : repository.input.github === undefined
      ? "the git remote says"
      : "this repository is";
  yield {
    severity: renamed ? "warning" : "info",
    span: guard.span,
    message: renamed
      ? `${never}, and ${source} ${identity}: there the run succeeds, but publishes nothing.`
      : `${never}, but ${source} ${identity}. If the repository was renamed, runs succeed and nothing is published.`,
  };
}

/** The repository that a condition compares the run's with, where it is the only one and the condition may hold in it. */
function wantedBy(guard: Text): string | undefined {
  const names = [...guard.value.matchAll(/(?<![\w.])github\.repository\s{0,20}==\s{0,20}'([\w.-]+\/[\w.-]+)'/gi)];
  const [name, ...others] = new Set(names.map(([, each = ""]) => each.toLowerCase()));
  if (name === undefined || others.length > 0 || runsIn(guard, name) === false) return undefined;
  return names[0]?.[1];
}

function nameInManifest(repository: Repository): string | undefined {
  const root = packageIn(repository, "");
  if (typeof root === "string" || root.repository.kind !== "url") return undefined;
  return gitHubName(root.repository.url.value.trim());
}

function isSame(one: string | undefined, other: string): boolean {
  return one?.toLowerCase() === other.toLowerCase();
}

function ownerOf(name: string): string {
  return name.slice(0, name.indexOf("/")).toLowerCase();
}

function projectOf(name: string): string {
  return name.slice(name.indexOf("/") + 1).toLowerCase();
}
