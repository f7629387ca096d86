import { changesetsTrigger } from "../data/tools.ts";
import type { Package } from "../repository/package/package.ts";
import type { Repository } from "../repository/repository.ts";
import { commandLine, shellWord } from "../shell-word.ts";
import { isBerry } from "./build.ts";
import type { Choices } from "./choice.ts";
import { environmentTask, firstPublishTask, publisherTask, type Task } from "./settings.ts";

/** What is left to a person after the files are written, in order; the release itself last. */
export function tasksOf(repository: Repository, choices: Choices, packages: readonly Package[]): readonly Task[] {
  const { environment, trigger, branch, action } = choices;
  const identity = choices.repository ?? "OWNER/NAME";
  const names = packages.flatMap(({ name }) => name?.value ?? []);
  const refs = trigger === "tag" || trigger === "release" ? "tags v*" : `the branch ${branch}`;
  const pulls = trigger === changesetsTrigger || trigger === "release-please";
  return [
    firstPublishTask(packages.map((each) => firstPublish(repository, choices, each))),
    ...(environment === undefined ? [] : [environmentTask(identity, environment, refs)]),
    ...(pulls
      ? [
          {
            title: "Allow GitHub Actions to create pull requests, under Workflow permissions.",
            lines: [`https://github.com/${identity}/settings/actions`],
          },
        ]
      : []),
    publisherTask(names, { ...choices, repository: identity }),
    { title: releases[trigger], lines: releaseCommands(choices, packages) },
    ...(action === "stage"
      ? [
          {
            title: "Approve what was staged: npm then makes it public.",
            lines: ["npm stage list", "npm stage approve ID"],
          },
        ]
      : []),
  ];
}

const releases: Readonly<Record<Choices["trigger"], string>> = {
  tag: "Release: push a tag that is the version in package.json, with a v before it.",
  release: "Release: publish a GitHub release whose tag is the version in package.json, with a v before it.",
  manual: "Release: run the workflow on GitHub, first with dry-run, then without.",
  changesets: 'Release: merge the pull request "Version Packages" that changesets keeps open.',
  "release-please": "Release: merge the pull request that release-please keeps open.",
};

function releaseCommands({ trigger }: Choices, [first, ...others]: readonly Package[]): readonly string[] {
  if (trigger !== "tag" || first === undefined) return [];
  if (first.directory === "" && others.length === 0) return ["npm version patch", "git push --follow-tags"];
  const tag = `v${first.version?.value ?? ""}`;
  return [commandLine("git tag", tag), commandLine("git push origin", tag)];
}

/** By the package manager, so that `workspace:` and `catalog:` are resolved. */
function firstPublish(
  repository: Repository,
  { manager }: Choices,
  { directory, name, publishConfig }: Package,
): string {
  const publish =
    manager === "yarn" && isBerry(repository)
      ? "yarn npm publish"
      : manager === "yarn"
        ? "npm publish"
        : `${manager} publish`;
  const scoped = name?.value.startsWith("@") === true && !publishConfig.texts.has("access");
  const command = `${publish}${scoped ? " --access public" : ""}`;
  return directory === "" ? command : `(cd ${shellWord(directory)} && ${command})`;
}
