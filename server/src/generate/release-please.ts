import type { Package } from "../repository/package/package.ts";
import type { Repository } from "../repository/repository.ts";
import { releasePleaseFolders } from "../repository/settings/release-config.ts";
import type { FileChange } from "./publishers.ts";

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
