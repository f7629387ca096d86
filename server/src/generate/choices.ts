import { changesetsTrigger } from "../data/tools.ts";
import { globsTest } from "../glob/glob.ts";
import { registryHost } from "../npm-host.ts";
import type { Publish } from "../publish/publish.ts";
import { sortedPublishes } from "../publish/find/sorted.ts";
import { startOfPath } from "../repository/command/command.ts";
import { monorepoPackages } from "../repository/package/monorepo.ts";
import { declaredManager, managerByLock } from "../repository/package/package-manager.ts";
import { packageIn, type Package } from "../repository/package/package.ts";
import { packagesBelow } from "../repository/package/workspaces.ts";
import type { Repository } from "../repository/repository.ts";
import { identityOf } from "../repository/settings/identity.ts";
import { changesetsSettings, lernaSettings, releasePleaseFolders } from "../repository/settings/release-config.ts";
import { workflowPaths } from "../repository/workflow/workflows.ts";
import { buildCommands } from "./build.ts";
import { managers, type Problem, type Offer, type TriggerChoice, type Manager } from "./choice.ts";

/** The choices that fit the repository best, with what else it offers. */
export function choicesOf(repository: Repository): Offer | Problem {
  const root = packageIn(repository, "");
  if (root === "absent")
    return { problem: "There is no package.json in the repository's root, from where its packages are built." };
  if (root === "unknown" && repository.file("package.json") === "unknown")
    return { problem: "package.json can't be read: it may be a link that leads out of the repository, or too large." };
  if (root === "unknown" || !isValid(root)) return { problem: "package.json isn't valid JSON: npm can't read it." };
  const all = packagesOf(repository, root);
  if (all === undefined) return { problem: "The workspaces that package.json lists isn't known." };
  const packages = all.filter(isPublishable);
  if (packages.length === 0) return { problem: noPackage(all) };
  const settings = changesetsSettings(repository, "");
  const isIgnored = globsTest(settings?.ignore ?? []);
  const manager = managerOf(repository);
  const trigger = triggerOf(repository);
  const { publishes } = sortedPublishes(repository);
  const chosen = packages.filter(
    ({ name }) => trigger !== changesetsTrigger || isIgnored?.(name?.value ?? "") !== true,
  );
  return {
    choices: {
      packages: chosen.map(({ directory }) => directory),
      manager,
      build: buildCommands(repository, root, all, manager),
      trigger,
      branch: settings?.baseBranch ?? branchOf(repository),
      environment: "npm",
      action: "publish",
      file: fileName(repository, publishes),
      repository: identityOf(repository),
    },
    packages,
    publishing: publishes.map(({ command }) => startOfPath(command)),
  };
}

/** The root and its workspaces as npm, yarn, pnpm or lerna list them; undefined where one can't be told. */
function packagesOf(repository: Repository, root: Package): readonly Package[] | undefined {
  const listed = monorepoPackages(repository, "");
  const globs = lernaSettings(repository, "").packages;
  if (listed === undefined || listed.length > 1 || globs === undefined) return listed;
  const below = packagesBelow(repository, "", globs);
  return below && [root, ...below.filter(({ directory }) => directory !== "")];
}

/** npm's registry takes what has a name and a version, isn't private, and doesn't name another registry. */
function isPublishable({ name, version, private: isPrivate, publishConfig }: Package): boolean {
  const registry = publishConfig.texts.get("registry")?.value;
  return Boolean(name?.value && version?.value) && !isPrivate && (registry ?? registryHost).includes(registryHost);
}

/** Whether npm, which is stricter than editors, can read it. */
export function isValid({ file }: Package): boolean {
  try {
    JSON.parse(file.text.replace(/^\uFEFF/, ""));
    return true;
  } catch {
    return false;
  }
}

function noPackage(all: readonly Package[]): string {
  const [only, ...others] = all;
  if (only === undefined || others.length > 0)
    return "None of the repository's packages can be published: each is private, or has no name, no version or another registry.";
  return only.private
    ? "package.json is private: take `private` out of a package that is to be published."
    : "package.json has no name, no version or another registry: such a package can't be published to npm.";
}

function managerOf(repository: Repository): Manager {
  const found = declaredManager(repository, "")?.name ?? managerByLock(repository, "");
  return managers.find((name) => name === found) ?? "npm";
}

function triggerOf(repository: Repository): TriggerChoice {
  if (repository.file(".changeset/config.json") !== "absent") return changesetsTrigger;
  return releasePleaseFolders(repository) === "absent" ? "tag" : "release-please";
}

/** As the repository's workflows write it. */
function branchOf(repository: Repository): string {
  const texts = workflowPaths(repository).map((path) => {
    const file = repository.file(path);
    return typeof file === "string" ? "" : file.text;
  });
  const names = texts.flatMap((text) => /^ *branches:[^a-z]*(main|master)\b/m.exec(text)?.[1] ?? []);
  return names.includes("main") ? "main" : (names[0] ?? "main");
}

/** That of the only workflow that publishes already, else of the usual names the first that is free. */
function fileName(repository: Repository, publishes: readonly Publish[]): string {
  const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
  const [only, ...others] = new Set(publishes.map(({ workflow }) => nameOf(workflow.file.path)));
  if (only !== undefined && others.length === 0) return only;
  const taken = workflowPaths(repository).map(nameOf);
  return ["release.yml", "publish.yml", "npm.yml"].find((name) => !taken.includes(name)) ?? "npm-release.yml";
}
