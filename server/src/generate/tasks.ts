import { changesetsTrigger, semanticReleaseTrigger } from "../data/tools.ts";
import type { Package } from "../repository/package/package.ts";
import type { Repository } from "../repository/repository.ts";
import { versionToolOf } from "../repository/settings/version-tool.ts";
import { commandLine, shellWord } from "../shell-word.ts";
import type { Choices } from "./choice.ts";
import { prefixOf, tagOf } from "./derive/tags.ts";
import { isBerry } from "./manager.ts";
import {
  environmentTask,
  firstPublishTask,
  pinsTask,
  publisherTask,
  tagRulesTask,
  tokensTask,
  type ReleaseRefs,
  type Task,
} from "./settings.ts";

/** What is left to a person after the files are written, in order; the release itself last. */
export function tasksOf(repository: Repository, choices: Choices, packages: readonly Package[]): readonly Task[] {
  const { environment, trigger, branch, action, tags } = choices;
  const identity = choices.repository ?? "OWNER/NAME";
  const names = packages.flatMap(({ name }) => name?.value ?? []);
  const tagged = trigger === "tag" || trigger === "release";
  const refs: ReleaseRefs = tagged ? { type: "tag", name: tags } : { type: "branch", name: branch };
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
    releaseTask(repository, choices, packages),
    ...(action === "stage"
      ? [
          {
            title:
              "Approve what was staged: npm then makes it public. It asks for a second factor for each package; pnpm approves a set.",
            lines: ["npm stage list", "npm stage approve ID"],
          },
        ]
      : []),
    tokensTask(names),
    ...(tagged ? [tagRulesTask(identity, tags)] : []),
    ...(action === "stage" || trigger === semanticReleaseTrigger
      ? []
      : [
          {
            title:
              "Safer still: stage releases, so that none is public before a maintainer approves it with a second factor, one approval for each package.",
            lines: [commandLine("trusted-publishing init --stage --force --file", choices.file)],
          },
        ]),
    ...(hasUpdates(repository) ? [] : [pinsTask]),
  ];
}

/** Whether something updates the repository's actions already, or may. */
function hasUpdates(repository: Repository): boolean {
  return [
    ".github/dependabot.yml",
    ".github/dependabot.yaml",
    "renovate.json",
    "renovate.json5",
    ".renovaterc",
    ".renovaterc.json",
    ".github/renovate.json",
    ".github/renovate.json5",
  ].some((path) => repository.file(path) !== "absent");
}

/** How a release is started; by the tool that pushes tags, where the repository has one. */
function releaseTask(repository: Repository, choices: Choices, packages: readonly Package[]): Task {
  const tool = choices.trigger === "tag" ? versionToolOf(repository) : undefined;
  if (tool === undefined)
    return { title: releases(choices)[choices.trigger], lines: releaseCommands(choices, packages) };
  return {
    title: `Release: let ${tool.name} set the version and push its tag, which starts the workflow. It publishes nothing itself any more.`,
    lines: tool.commands,
  };
}

function releases({ tags, branch }: Choices): Readonly<Record<Choices["trigger"], string>> {
  const tag =
    prefixOf(tags) === "v"
      ? "the version in package.json, with a v before it"
      : `the version in package.json, in the form ${tags}`;
  return {
    tag: `Release: push a tag that is ${tag}.`,
    release: `Release: publish a GitHub release whose tag is ${tag}.`,
    manual: "Release: run the workflow on GitHub, first with dry-run, then without.",
    changesets: 'Release: merge the pull request "Version Packages" that changesets keeps open.',
    "release-please": "Release: merge the pull request that release-please keeps open.",
    [semanticReleaseTrigger]: `Release: push a commit to ${branch} that starts with \`fix:\` or \`feat:\`.`,
  };
}

function releaseCommands({ trigger, tags }: Choices, [first, ...others]: readonly Package[]): readonly string[] {
  if (trigger !== "tag" || first === undefined) return [];
  // What npm itself tags, where its prefix is the workflow's.
  if (first.directory === "" && others.length === 0 && /^(?:v|\[0-9\])\*$/.test(tags))
    return ["npm version patch", "git push --follow-tags"];
  const tag = tagOf(tags, first.name?.value ?? "", first.version?.value ?? "");
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
