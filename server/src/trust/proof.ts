import { manifestsOf } from "../publish/tool/published.ts";
import { startedWorkflow } from "../publish/auth/call-path.ts";
import { declaredFor } from "../publish/declared.ts";
import { certain } from "../publish/fact.ts";
import { isHosted } from "../publish/job/node.ts";
import { packagesWithoutRepository } from "../publish/missing-repository.ts";
import { otherRepositoriesOf } from "../publish/other-repository.ts";
import type { Publish } from "../publish/publish.ts";
import type { Repository } from "../repository/repository.ts";
import { gitHubName } from "../repository/settings/identity.ts";
import type { Publisher } from "../repository/settings/publishers.ts";
import { claimsOf, fitsOf } from "./claims.ts";

/** Events that outsiders start, for which npm trusts nobody (docs/facts/github.md#refused-events-and-runners). */
export function isRefused(trigger: string): boolean {
  return trigger === "pull_request_target" || trigger === "issue_comment";
}

/**
 * Whether the declared publishers prove that npm takes a publish by its OIDC token: each package has one that fits in every field and
 * names the action, on a machine and by events that npm takes, and with a `repository` that the registry doesn't refuse.
 * The document can't vouch for itself: a remote, or GITHUB_REPOSITORY, must be the repository that it names.
 */
export function isProven(repository: Repository, publish: Publish): boolean {
  const packages = certain(manifestsOf(publish.packages))?.filter((each) => !each.private) ?? [];
  const { triggers } = startedWorkflow(publish);
  const { github, remotes } = repository.input;
  const claims = claimsOf(publish);
  const seen = github === undefined ? remotes.map(({ url }) => gitHubName(url)) : [github];
  const declared = declaredFor(publish);
  return (
    packages.length > 0 &&
    claims.repository !== undefined &&
    seen.every((name) => name === claims.repository) &&
    seen.length > 0 &&
    packages.every((each) =>
      declared.some(
        ({ name, publishers }) =>
          name.value === each.name?.value &&
          publishers.some(
            (publisher) =>
              Object.values(fitsOf(publisher, claims)).every((fit) => fit === "yes") && allows(publisher, publish),
          ),
      ),
    ) &&
    isHosted(publish.job, publish.scope) &&
    triggers?.some(({ value }) => isRefused(value)) === false &&
    // Other repositories may call it as well.
    publish.workflow.triggers?.some(({ value }) => value === "workflow_call") === false &&
    packagesWithoutRepository(publish).length === 0 &&
    otherRepositoriesOf(repository, publish).length === 0
  );
}

/** As `npm trust list` prints them (docs/facts/npm.md#npm-trust); older entries have none, and what they allow isn't known. */
function allows({ permissions }: Publisher, { action }: Publish): boolean {
  const needed = action === "stage" ? "createStagedPackage" : "createPackage";
  return permissions?.some(({ value }) => value === needed) === true;
}
