import { changesetsTrigger, semanticReleaseTrigger } from "../data/tools.ts";
import { repositoryEdits } from "../publish/missing-repository.ts";
import { changesetsCli } from "../publish/tools/changesets.ts";
import { dependencyOf } from "../repository/package/dependency.ts";
import { declaredManager } from "../repository/package/package-manager.ts";
import { packageIn, type Package } from "../repository/package/package.ts";
import { unpublishable } from "../repository/package/publishable.ts";
import type { Repository } from "../repository/repository.ts";
import { gitHubName } from "../repository/settings/identity.ts";
import { publishersPath } from "../repository/settings/publishers.ts";
import { applyEdits, type Edit } from "../text.ts";
import { pnpmVersion } from "./build.ts";
import type { About, Problem, Offer, Choices } from "./choice.ts";
import { choicesOf, isValid } from "./choices.ts";
import type { Trusted } from "../fixes/declare-publisher.ts";
import { isBerry } from "./manager.ts";
import { publishersChange, type FileChange } from "./publishers.ts";
import { releasePleaseFiles } from "./release-please.ts";
import type { Task } from "./settings.ts";
import { tasksOf } from "./tasks.ts";
import { semanticReleaseChange } from "./semantic-release.ts";
import { workflowText } from "./workflow.ts";

/** All that a release workflow needs: files to write together, and what is left to a person. */
export interface ReleasePlan {
  readonly files: readonly FileChange[];
  /** In the order in which they are done. */
  readonly tasks: readonly Task[];
  /** What isn't as it should be and isn't changed, one sentence each. */
  readonly notes: readonly string[];
}

/** The change that the choices ask for, or why there is none. The same choices give the same change. */
export function releasePlanOf(repository: Repository, choices: Choices, about?: About): ReleasePlan | Problem {
  const offer = choicesOf(repository, about ?? { directory: choices.directory, tags: [] });
  if ("problem" in offer) return offer;
  const problem = problemOf(choices, offer);
  if (problem !== undefined) return { problem };
  const packages = choices.packages.flatMap((folder) => offer.packages.filter(({ directory }) => directory === folder));
  const broken = packages.find((each) => !isValid(each));
  if (broken !== undefined) return { problem: `${broken.file.path} isn't valid JSON: npm can't read it.` };
  const tool = choices.trigger === semanticReleaseTrigger ? semanticReleaseChange(repository, choices) : [];
  if ("problem" in tool) return tool;
  const refused = packages.map(unpublishable).find((each) => each !== undefined);
  if (refused !== undefined) return { problem: refused };
  const notes: string[] = [...offer.notes];
  const path = `.github/workflows/${choices.file}`;
  const before = repository.file(path);
  if (before === "unknown") return { problem: `${path} is there and can't be read.` };
  const { repository: identity } = choices;
  const files: FileChange[] = [
    {
      path,
      before: before === "absent" ? undefined : before,
      text: workflowText(repository, choices, packages),
    },
  ];
  const own = identity === undefined ? [] : packages.flatMap((each) => repositoryChange(each, identity, notes));
  files.push(...appliedTo([...own, ...tool]));
  if (tool.length > 0)
    notes.push("The lock file has to follow package.json: install once, and commit what that changes as well.");
  if (identity !== undefined) {
    const trusted: Trusted = { ...choices, repository: identity };
    const names = packages.flatMap(({ name }) => name?.value ?? []);
    const publishers = publishersChange(repository, names, trusted);
    if (publishers === undefined)
      notes.push(`${publishersPath} isn't written: it can't be read as the list that it should be.`);
    else if (publishers !== "unchanged") files.push(publishers);
  }
  if (choices.trigger === "release-please") files.push(...releasePleaseFiles(repository, packages, notes));
  notes.push(...missing(repository, choices));
  return {
    files: files.filter((file) => file.before?.text !== file.text),
    tasks: tasksOf(repository, choices, packages),
    notes,
  };
}

function problemOf(
  { packages, file, environment, branch, build, tags, node, repository }: Choices,
  offer: Offer,
): string | undefined {
  const unknown = packages.find((folder) => offer.packages.every(({ directory }) => directory !== folder));
  const odd = packages.find((folder) => !/^(?:[\w@.+][\w@.+ /-]*)?$/.test(folder));
  if (packages.length === 0) return "No package is chosen.";
  if (unknown !== undefined) return `${unknown === "" ? "The root" : unknown} holds no package that can be published.`;
  if (odd !== undefined) return `The folder ${JSON.stringify(odd)} has a name that a script can't rely on.`;
  if (!/^[\w.-]+\.ya?ml$/.test(file))
    return `A workflow's file name ends in .yml or .yaml and has no path, unlike "${file}".`;
  if (environment !== undefined && !/^[^\p{Cc}${}]*[^\p{Cc}\s${}][^\p{Cc}${}]*$/u.test(environment))
    return `"${environment}" is no name for an environment.`;
  if (!/^[\w][\w./-]*$/.test(branch)) return `"${branch}" is no branch's name that a workflow can be given.`;
  if (!/^[\w.*+?[\]@/-]+$/.test(tags)) return `"${tags}" is no pattern of tags that a workflow can be given.`;
  if (!/^[\w.*/-]+$/.test("file" in node ? node.file : node.version)) return "That is no version of Node.";
  if (build.some((command) => /[\p{Cc}]|^\s*$/u.test(command))) return "Each command of the build is one line.";
  if (repository !== undefined && !/^[\w.-]+\/[\w.-]+$/.test(repository))
    return `A repository on GitHub is owner/name, unlike "${repository}".`;
  return undefined;
}

/** The edits of `repository` where it is missing; a note where it can't be added, or names another repository. */
function repositoryChange(found: Package, identity: string, notes: string[]): readonly Edit[] {
  const { file, repository: field } = found;
  if (field.kind === "url") {
    const named = gitHubName(field.url.value);
    if (named !== undefined && named !== identity)
      notes.push(
        `\`repository\` in ${file.path} names ${named}: if the repository is public, npm answers E422 unless it is ${identity}.`,
      );
    return [];
  }
  const edits = repositoryEdits(found, identity);
  if (edits !== undefined && applyEdits(file.text, edits) !== undefined) return edits;
  notes.push(`${file.path} needs a \`repository\` with the url git+https://github.com/${identity}.git.`);
  return [];
}

/** Edits of several files, each file changed once. */
function appliedTo(edits: readonly Edit[]): readonly FileChange[] {
  return [...new Set(edits.map(({ span }) => span.file))].flatMap((file) => {
    const text = applyEdits(
      file.text,
      edits.filter(({ span }) => span.file === file),
    );
    return text === undefined ? [] : [{ path: file.path, before: file, text }];
  });
}

/** What the workflow relies on and the files don't hold. */
function missing(repository: Repository, { trigger, manager, packages, directory: base }: Choices): readonly string[] {
  const notes: string[] = [];
  const declared = declaredManager(repository, "");
  if (trigger === changesetsTrigger) {
    if (dependencyOf(repository, "", changesetsCli) === undefined)
      notes.push("changesets isn't installed: add the dev dependency @changesets/cli, then run `npx changeset init`.");
    else if (repository.file(".changeset/config.json") === "absent")
      notes.push("changesets has no .changeset/config.json: `npx changeset init` writes it.");
  }
  if (manager === "pnpm" && declared?.name !== "pnpm")
    notes.push(
      `package.json names no \`packageManager\`, so the workflow takes pnpm ${pnpmVersion(repository, base) ?? ""}.`,
    );
  if (manager === "yarn" && isBerry(repository) && declared?.name !== "yarn")
    notes.push("package.json names no `packageManager`: corepack needs it to bring the right yarn.");
  for (const directory of packages) {
    const found = packageIn(repository, directory);
    if (typeof found === "string") continue;
    const name = found.name?.value ?? "";
    if (found.scripts.texts.has("postpublish") || found.scripts.texts.has("publish"))
      notes.push(`The script \`postpublish\` of ${name} doesn't run: npm publishes a tarball.`);
    if (found.publishConfig.texts.get("access")?.value === "restricted")
      notes.push(
        `${name} is restricted: without a login npm doesn't show its versions, so a version that is out isn't passed over.`,
      );
  }
  return notes;
}
