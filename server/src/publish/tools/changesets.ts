import { globsTest } from "../../glob/glob.ts";
import { dependencyOf } from "../../repository/package/dependency.ts";
import { monorepoPackages } from "../../repository/package/monorepo.ts";
import { declaredManager, managerByLock } from "../../repository/package/package-manager.ts";
import type { Package } from "../../repository/package/package.ts";
import type { Repository } from "../../repository/repository.ts";
import { changesetsSettings } from "../../repository/settings/release-config.ts";
import { known } from "../fact.ts";
import { monorepoTarget } from "../tool/monorepo-target.ts";
import type { Call, Tool } from "../tool/tool.ts";
import { reaches } from "../tool/version.ts";
import { managerOf, readingBy } from "./base.ts";
import { passedByPnpm, pnpmRegistry } from "./pnpm.ts";

/** The package that people install. */
export const changesetsCli = "@changesets/cli";

/** `changeset publish`, which runs the repository's package manager for each package whose version isn't out yet. */
export const changesets: Tool = {
  name: "changesets",
  command: {
    words: ["changeset", "changesets"],
    package: changesetsCli,
    publishes: (texts) => texts[0] === "publish",
  },
  tags: true,
  packs: "by npm as written",
  readsLikeNpm: true,
  setsVersions: true,
  mayPublishMore: true,
  again: () => ({
    resumes: true,
    says: "`changeset publish` asks npm about each version, publishes those that aren't there, and tags only these.",
  }),
  read(call) {
    const { repository } = call;
    const list = (root: string): readonly Package[] | undefined => {
      const settings = changesetsSettings(repository, root);
      const ignored = settings && globsTest(settings.ignore ?? []);
      return ignored && monorepoPackages(repository, root)?.filter(({ name }) => !ignored(name?.value ?? ""));
    };
    const target = monorepoTarget(call, { list, proven: (each) => mayBump(repository, each) });
    const access =
      target.directory === undefined ? undefined : changesetsSettings(repository, target.directory)?.access;
    const span = access?.span ?? call.command.span;
    const client = clientBehind(call);
    const added = { text: "--no-git-checks", addedBy: changesets.name };
    const given = client === "pnpm" ? passedByPnpm(call, [added]) : undefined;
    return {
      ...readingBy(call, client),
      ...(given && { given }),
      ...(client === "pnpm" ? pnpmRegistry(call) : {}),
      target: { ...target, followsDirectory: true },
      access: known(access?.value ?? "restricted", span),
    };
  },
};

/**
 * Examples and benchmarks of a monorepo often aren't private, and never get a new version. A package that changesets has bumped
 * has a changelog, and one that is meant to be published often says how: without either and without a repository, it isn't known
 * to be published.
 */
function mayBump(repository: Repository, each: Package): boolean {
  if (each.repository.kind !== "missing" || each.publishConfig.texts.size > 0) return true;
  const names = repository.directory(each.directory);
  return typeof names !== "string" && names.includes("CHANGELOG.md");
}

/** npm or pnpm; for yarn the npm on the PATH before version 3 (docs/facts/tools.md#changesets). */
function clientBehind(call: Call): "npm" | "pnpm" | undefined {
  const { repository, roots, command } = call;
  const manager = managerOf(call);
  const directory = roots(command.directory);
  if (manager !== undefined || directory === undefined) return manager;
  // Of bun's repositories it publishes by npm, in any version.
  const names = new Set([managerByLock(repository, directory), declaredManager(repository, directory)?.name]);
  names.delete(undefined);
  if (names.size === 1 && names.has("bun")) return "npm";
  if (names.size !== 1 || !names.has("yarn")) return undefined;
  const version = dependencyOf(repository, directory, changesetsCli);
  return version !== undefined && "range" in version && reaches(version.range, "3.0.0") === "no" ? "npm" : undefined;
}
