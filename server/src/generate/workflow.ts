import { changesetsActionBefore3 } from "../data/changesets-action.ts";
import { changesetsTrigger, semanticReleaseTrigger } from "../data/tools.ts";
import { yamlScalar } from "../edit/scalar.ts";
import { reaches } from "../publish/tool/version.ts";
import { changesetsCli } from "../publish/tools/changesets.ts";
import { dependencyOf } from "../repository/package/dependency.ts";
import type { Package } from "../repository/package/package.ts";
import { join } from "../repository/paths.ts";
import type { Repository } from "../repository/repository.ts";
import { inEach, installSteps, packLines, relativeTo } from "./build.ts";
import type { Choices } from "./choice.ts";
import { prefixOf, versionInTag } from "./derive/tags.ts";
import { publishJob, tagJob } from "./publish-job.ts";
import { releasePleaseInputs } from "./release-please.ts";
import { semanticReleaseJob } from "./semantic-release.ts";
import { checkout, indented, job, runsOn, script, usesLine } from "./steps.ts";

/** The text of a release workflow. The folders of `packages` are those of the choices. */
export function workflowText(repository: Repository, choices: Choices, packages: readonly Package[]): string {
  const { trigger } = choices;
  if (trigger === semanticReleaseTrigger) return workflowOf(choices, [semanticReleaseJob(repository, choices)]);
  return workflowOf(choices, [
    ...(trigger === changesetsTrigger ? [versionJob(repository, choices)] : []),
    ...(trigger === "release-please" ? [releaseJob(repository)] : []),
    buildJob(repository, choices, packages),
    publishJob(choices, packages),
    ...(trigger === changesetsTrigger && choices.action === "publish" ? [tagJob(choices, packages)] : []),
  ]);
}

function workflowOf(choices: Choices, jobs: readonly (readonly string[])[]): string {
  return [
    "name: Release",
    "",
    "on:",
    ...indented(2, triggerLines(choices)),
    "",
    "permissions: {}",
    "",
    "# The next run waits: a publish under way is never cut off.",
    "concurrency:",
    "  group: ${{ github.workflow }}-${{ github.ref }}",
    "  cancel-in-progress: false",
    "",
    "jobs:",
    ...jobs.flatMap((lines, index) => (index > 0 ? ["", ...indented(2, lines)] : indented(2, lines))),
    "",
  ].join("\n");
}

function triggerLines({ trigger, branch, tags }: Choices): readonly string[] {
  switch (trigger) {
    case "tag":
      return ["push:", `  tags: ["${tags}"]`];
    case "release":
      return ["release:", "  types: [published]"];
    case "manual":
      return [
        "workflow_dispatch:",
        "  inputs:",
        "    dry-run:",
        "      description: Publish nothing, only show what would be",
        "      type: boolean",
        "      default: true",
      ];
    default:
      return ["push:", `  branches: [${yamlScalar(branch, true)}]`];
  }
}

/** Keeps the pull request of changesets; without changesets left it looks for versions that npm doesn't have. */
function versionJob(repository: Repository, choices: Choices): readonly string[] {
  const found = dependencyOf(repository, "", changesetsCli);
  const old = found !== undefined && "range" in found && reaches(found.range, "3.0.0") === "no";
  return job(
    "version",
    [runsOn, ...writes, ...outputs("unpublished", "npm", "unpublished")],
    [
      ...checkout(["fetch-depth: 0 # Changelogs name the commit of each changeset."]),
      ...installSteps(repository, choices, false),
      usesLine("changesetsAction", old ? changesetsActionBefore3 : undefined),
      "  id: changesets",
      "- name: Look for versions that npm doesn't have",
      "  id: npm",
      `  if: steps.changesets.outputs.${old ? "hasChangesets" : "has-changesets"} == 'false'`,
      "  run: |",
      ...indented(4, [
        ...inEach(choices.packages, [
          `package="$(jq --raw-output '"\\(.name)@\\(.version)"' "$folder/package.json")"`,
          'if [ -z "$(npm view "$package" version 2> /dev/null)" ]; then',
          '  echo "unpublished=true" >> "$GITHUB_OUTPUT"',
          "fi",
        ]),
      ]),
    ],
  );
}

function releaseJob(repository: Repository): readonly string[] {
  const inputs = releasePleaseInputs(repository);
  return job(
    "release-please",
    [runsOn, ...writes, ...outputs("released", "release", "releases_created")],
    [
      usesLine("releasePleaseAction"),
      "  id: release",
      ...(inputs.length > 0 ? ["  with:", ...indented(4, inputs)] : []),
    ],
  );
}

const writes = ["permissions:", "  contents: write", "  pull-requests: write"];

function outputs(name: string, step: string, output: string): readonly string[] {
  return ["outputs:", `  ${name}: \${{ steps.${step}.outputs.${output} }}`];
}

function buildJob(repository: Repository, choices: Choices, packages: readonly Package[]): readonly string[] {
  const { trigger } = choices;
  // What the workflow's own token tags or releases starts no other run: both publish in this one.
  const gate =
    trigger === changesetsTrigger
      ? ["needs: version", "if: needs.version.outputs.unpublished == 'true'"]
      : trigger === "release-please"
        ? ["needs: release-please", "if: needs.release-please.outputs.released == 'true'"]
        : [];
  const tagged = trigger === "tag" || trigger === "release";
  return job(
    "build",
    [...gate, runsOn, "permissions:", "  contents: read", ...folderLines(choices)],
    [
      ...checkout([]),
      ...(tagged ? script("Compare the tag with package.json", tagCheck(packages, choices)) : []),
      ...installSteps(repository, choices, true),
      ...choices.build.map((command) => `- run: ${yamlScalar(command, false)}`),
      ...script("Pack", packLines(repository, choices, packages)),
      usesLine("upload"),
      "  with:",
      "    name: tarballs",
      "    path: ${{ runner.temp }}/tarballs",
      "    if-no-files-found: error",
    ],
  );
}

/** The folder whose scripts a build runs, where it isn't the root. */
function folderLines({ directory }: Choices): readonly string[] {
  return directory === "" ? [] : ["defaults:", "  run:", `    working-directory: ${yamlScalar(directory, false)}`];
}

/** Every package has the tag's version where all have one version; else at least one of them has. */
function tagCheck(packages: readonly Package[], { tags, directory: base }: Choices): readonly string[] {
  const tagged = versionInTag(tags);
  const versions = new Set(packages.map(({ version }) => version?.value));
  const [first, ...others] = packages;
  const wrong = (what: string): readonly string[] => [`  echo "::error::${what}"`, "  exit 1", "fi"];
  const read = (path: string): string => `version="$(jq --raw-output .version ${path})"`;
  const differs = `if [ "$version" != "${tagged}" ]; then`;
  if (first !== undefined && others.length === 0 && !/[^\w@./+-]/.test(first.directory)) {
    const path = join(relativeTo(base, first.directory), "package.json");
    return [read(path), differs, ...wrong(`Tag $GITHUB_REF_NAME isn't version $version of ${path}.`)];
  }
  const folders = packages.map(({ directory }) => relativeTo(base, directory));
  if (versions.size === 1 && prefixOf(tags) !== "@")
    return inEach(folders, [
      read('"$folder/package.json"'),
      differs,
      ...wrong("Tag $GITHUB_REF_NAME isn't version $version of $folder/package.json."),
    ]);
  return [
    "found=",
    ...inEach(folders, [read('"$folder/package.json"'), `if [ "$version" = "${tagged}" ]; then found=yes; fi`]),
    'if [ -z "$found" ]; then',
    ...wrong("No package has the version of tag $GITHUB_REF_NAME."),
  ];
}
