import { actionsUsed } from "../data/pinned-actions.ts";
import { yamlScalar } from "../edit/scalar.ts";
import type { Package } from "../repository/package/package.ts";
import type { Repository } from "../repository/repository.ts";
import { releasePleaseFolders } from "../repository/settings/release-config.ts";
import type { Text } from "../repository/value.ts";
import { actionName, type Step, type Workflow } from "../repository/workflow/workflow.ts";
import { workflowsOf } from "../repository/workflow/workflows.ts";
import type { TriggerChoice } from "./choice.ts";
import type { FileChange } from "./publishers.ts";

/** The step that runs release-please in a workflow of the repository. */
export function releasePleaseStep(repository: Repository): Step | undefined {
  for (const { jobs } of workflowsOf(repository))
    for (const { steps } of jobs) {
      const found = steps.find(({ uses }) => uses !== undefined && isReleasePlease(uses));
      if (found !== undefined) return found;
    }
  return undefined;
}

/** The workflow that only keeps the tool's pull request, and publishes nothing: what publishes has to go into it. */
export function versionWorkflow(repository: Repository, trigger: TriggerChoice): Workflow | undefined {
  if (trigger !== "release-please") return undefined;
  return workflowsOf(repository).find(({ jobs }) =>
    jobs.every(
      ({ steps }) => steps.some(({ uses }) => uses !== undefined && isReleasePlease(uses)) && steps.length <= 2,
    ),
  );
}

function isReleasePlease(uses: Text): boolean {
  // It had another owner before.
  return actionName(uses)
    .toLowerCase()
    .endsWith(actionsUsed.releasePleaseAction.replace(/^.*(?=\/)/, ""));
}

/** What release-please is given where it runs already, as lines below `with:`. */
export function releasePleaseInputs(repository: Repository): readonly string[] {
  const found = releasePleaseStep(repository)?.with.texts ?? new Map<string, Text | undefined>();
  return [...found].flatMap(([name, text]) =>
    text === undefined || /[\r\n]/.test(text.value) ? [] : [`${name}: ${yamlScalar(text.value, false)}`],
  );
}

const configPath = "release-please-config.json";
const manifestPath = ".release-please-manifest.json";

/**
 * The two files that release-please reads, where they are missing: which packages there are, and the version that each has now.
 * Source: docs/manifest-releaser.md of release-please.
 */
export function releasePleaseFiles(
  repository: Repository,
  packages: readonly Package[],
  notes: string[],
): readonly FileChange[] {
  // Given a type, the action reads neither file.
  if (releasePleaseStep(repository)?.with.texts.has("release-type") === true) return [];
  const folders = releasePleaseFolders(repository);
  const known = packages.filter(({ directory }) => Array.isArray(folders) && folders.includes(directory));
  if (folders === "unknown") notes.push(`${configPath} can't be read.`);
  else if (folders !== "absent" && known.length < packages.length)
    notes.push(`${configPath} doesn't list each package: release-please gives the others no new version.`);
  const keyOf = ({ directory }: Package): string => (directory === "" ? "." : directory);
  const written = (path: string, value: object): readonly FileChange[] =>
    repository.file(path) === "absent"
      ? [{ path, before: undefined, text: `${JSON.stringify(value, undefined, 2)}\n` }]
      : [];
  const config = {
    $schema: "https://raw.githubusercontent.com/googleapis/release-please/main/schemas/config.json",
    "release-type": "node",
    // `v1.2.3` rather than `name-v1.2.3`.
    ...(packages.length > 1 ? { plugins: ["node-workspace"] } : { "include-component-in-tag": false }),
    packages: Object.fromEntries(packages.map((each) => [keyOf(each), {}])),
  };
  const versions = Object.fromEntries(packages.map((each) => [keyOf(each), each.version?.value ?? "0.0.0"]));
  return [...written(configPath, config), ...written(manifestPath, versions)];
}
