import { changesetsTrigger, semanticReleaseTrigger } from "../data/tools.ts";
import { globsTest } from "../glob/glob.ts";
import { registryHost } from "../npm-host.ts";
import type { Publish } from "../publish/publish.ts";
import { sortedPublishes } from "../publish/find/sorted.ts";
import { semanticRelease } from "../publish/tools/semantic-release.ts";
import { startOfPath } from "../repository/command/command.ts";
import { dependencyOf } from "../repository/package/dependency.ts";
import { monorepoPackages } from "../repository/package/monorepo.ts";
import { byDependency } from "../repository/package/order.ts";
import { packageIn, type Package } from "../repository/package/package.ts";
import { packagesBelow } from "../repository/package/workspaces.ts";
import { fileName } from "../repository/paths.ts";
import type { Repository } from "../repository/repository.ts";
import { identityOf } from "../repository/settings/identity.ts";
import { changesetsSettings, lernaSettings, releasePleaseFolders } from "../repository/settings/release-config.ts";
import { workflowPaths } from "../repository/workflow/workflows.ts";
import type { About, Problem, Offer, TriggerChoice } from "./choice.ts";
import { buildNode } from "./derive/ci.ts";
import { buildOf } from "./derive/commands.ts";
import { nativeSign } from "./derive/native.ts";
import { tagsFor } from "./derive/tags.ts";
import { managerOf } from "./manager.ts";
import { releasePleaseStep, versionWorkflow } from "./release-please.ts";

/** The choices that fit the repository best, with what else it offers. */
export function choicesOf(repository: Repository, about: About = { directory: "", tags: [] }): Offer | Problem {
  const directory = baseOf(repository, about.directory);
  if (typeof directory !== "string") return directory;
  const root = packageIn(repository, directory);
  const path = directory === "" ? "package.json" : `${directory}/package.json`;
  if (root === "absent")
    return {
      problem:
        "There is no package.json in the repository's root: name the folder of one, as in `trusted-publishing init FOLDER`.",
    };
  if (root === "unknown" && repository.file(path) === "unknown")
    return { problem: `${path} can't be read: it may be a link that leads out of the repository, or too large.` };
  if (root === "unknown" || !isValid(root)) return { problem: `${path} isn't valid JSON: npm can't read it.` };
  const all = packagesOf(repository, root);
  if (all === undefined) return { problem: `The workspaces that ${path} lists aren't known.` };
  const packages = byDependency(all.filter(isPublishable));
  if (packages.length === 0) return { problem: noPackage(all) };
  const settings = changesetsSettings(repository, "");
  const isIgnored = globsTest(settings?.ignore ?? []);
  const manager = managerOf(repository, directory);
  const { publishes } = sortedPublishes(repository);
  const trigger = triggerOf(repository, directory, publishes);
  const chosen = packages.filter(
    ({ name }) => trigger !== changesetsTrigger || isIgnored?.(name?.value ?? "") !== true,
  );
  const { commands, notes } = buildOf(repository, directory, root, all, manager);
  const publishing = new Set(publishes.map(({ workflow }) => workflow.file.path));
  return {
    choices: {
      packages: chosen.map((each) => each.directory),
      manager,
      directory,
      node: buildNode(repository, directory),
      build: commands,
      trigger,
      tags: tagsFor(repository, about.tags, publishing),
      branch: settings?.baseBranch ?? branchOf(repository),
      environment: "npm",
      action: "publish",
      file: workflowName(repository, publishes, trigger),
      repository: identityOf(repository),
    },
    packages,
    publishing: publishes.map(({ command }) => startOfPath(command)),
    notes: [...notes, ...folderNotes(chosen, manager), ...nativeNotes(repository, directory)],
  };
}

/** The folder whose package.json builds: the root's, or where that has none the only one below. */
function baseOf(repository: Repository, wanted: string): string | Problem {
  if (packageIn(repository, wanted) !== "absent" || wanted !== "") return wanted;
  const below = (packagesBelow(repository, "", ["*", "*/*"]) ?? []).filter(isPublishable);
  const [only, ...others] = below;
  if (others.length === 0) return only?.directory ?? "";
  const folders = below.map((each) => each.directory).join(", ");
  return {
    problem: `There is no package.json in the repository's root, and several below: name one of ${folders}, as in \`trusted-publishing init FOLDER\`.`,
  };
}

function folderNotes(packages: readonly Package[], manager: string): readonly string[] {
  return packages.flatMap(({ name, publishConfig }) => {
    const folder = publishConfig.texts.get("directory")?.value;
    return folder === undefined || manager === "pnpm"
      ? []
      : [
          `\`publishConfig.directory\` of ${name?.value ?? ""} is read by pnpm alone: the workflow packs ${folder} itself.`,
        ];
  });
}

function nativeNotes(repository: Repository, directory: string): readonly string[] {
  const sign = nativeSign(repository, directory);
  return sign === undefined
    ? []
    : [
        `By ${sign} this has native parts: each platform needs a build of its own, and the workflow builds on one machine. Give the job \`build\` a matrix, and publish what all of its legs made.`,
      ];
}

/** The root and its workspaces as npm, yarn, pnpm or lerna list them; undefined where one can't be told. */
function packagesOf(repository: Repository, root: Package): readonly Package[] | undefined {
  const listed = monorepoPackages(repository, root.directory);
  const globs = lernaSettings(repository, root.directory).packages;
  if (listed === undefined || listed.length > 1 || globs === undefined) return listed;
  const below = packagesBelow(repository, root.directory, globs);
  return below && [root, ...below.filter(({ directory }) => directory !== root.directory)];
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
    ? `${only.file.path} is private, and nothing else here can be published. Where a build writes the package that is published, name its folder.`
    : `${only.file.path} has no name, no version or another registry: such a package can't be published to npm.`;
}

/** By the tools of the repository, else by what starts the workflows that publish. */
function triggerOf(repository: Repository, directory: string, publishes: readonly Publish[]): TriggerChoice {
  if (repository.file(".changeset/config.json") !== "absent") return changesetsTrigger;
  if (releasePleaseFolders(repository) !== "absent" || releasePleaseStep(repository) !== undefined)
    return "release-please";
  if (dependencyOf(repository, directory, semanticRelease.name) !== undefined) return semanticReleaseTrigger;
  const events = new Set(publishes.flatMap(({ workflow }) => workflow.triggers?.map(({ value }) => value) ?? []));
  if (events.has("release") && !events.has("push")) return "release";
  return events.has("workflow_dispatch") && events.size === 1 ? "manual" : "tag";
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

/**
 * That of the only workflow that publishes already, if that is all that it does, or that keeps the tool's pull request; else of the usual
 * names the first that is free.
 */
function workflowName(repository: Repository, publishes: readonly Publish[], trigger: TriggerChoice): string {
  const keeper = versionWorkflow(repository, trigger);
  if (keeper !== undefined) return fileName(keeper.file.path);
  const [only, ...others] = new Set(publishes.map(({ workflow }) => workflow));
  const does = (id: string): boolean => publishes.some(({ job }) => job.id.value === id);
  if (only !== undefined && others.length === 0 && only.jobs.every(({ id }) => does(id.value)))
    return fileName(only.file.path);
  const taken = workflowPaths(repository).map(fileName);
  return ["release.yml", "publish.yml", "npm.yml"].find((name) => !taken.includes(name)) ?? "npm-release.yml";
}
