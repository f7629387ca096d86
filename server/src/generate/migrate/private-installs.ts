import type { Publish } from "../../publish/publish.ts";
import { monorepoPackages } from "../../repository/package/monorepo.ts";
import { outsideDependencies } from "../../repository/package/order.ts";
import { packagesBelow } from "../../repository/package/workspaces.ts";
import type { Repository } from "../../repository/repository.ts";
import { identityOf } from "../../repository/settings/identity.ts";
import { textOf } from "../../text.ts";
import type { Assumption } from "./assume.ts";
import { commandsIn, isInstall } from "./command.ts";

/**
 * Whether an install may need a token for npm's registry: a private package there has a scope, and whoever installs it most likely owns
 * that, so it is the repository's own or that of its packages.
 */
export function mayInstallPrivate(repository: Repository): boolean {
  const listed = monorepoPackages(repository, "");
  const packages = listed?.length === 0 ? packagesBelow(repository, "", ["*", "*/*"]) : listed;
  if (packages === undefined || packages.length === 0) return true;
  const owner = identityOf(repository)?.split("/", 1)[0]?.toLowerCase();
  const names = packages.flatMap(({ name }) => name?.value ?? []);
  const scopes = new Set([owner, ...names.flatMap((name) => /^@([^/]+)\//.exec(name)?.[1] ?? [])]);
  return outsideDependencies(packages).some((name) => scopes.has(/^@([^/]+)\//.exec(name)?.[1]));
}

/** What is taken for granted about the installs of a publish's job that lose a token of setup-node's. */
export function installAssumptions(repository: Repository, publish: Publish): readonly Assumption[] {
  const { job, step } = publish;
  if (mayInstallPrivate(repository) || !job.steps.some((each) => each.with.texts.has("registry-url"))) return [];
  const isGiven = (env: typeof step.env): boolean =>
    env.texts.get("NODE_AUTH_TOKEN")?.value.includes("secrets.") === true;
  const installs = job.steps.flatMap((each) =>
    isGiven(job.env) || isGiven(publish.workflow.env) || isGiven(each.env)
      ? commandsIn(repository, publish, job, each).filter(isInstall)
      : [],
  );
  return installs.map(({ span }) => ({
    span,
    what: `\`${textOf(span)}\` needs no token: none of the packages that it installs is private.`,
    about: "fact",
  }));
}
