import type { DirectoryState, FileState, Reader, RepositoryInput } from "../../server/src/repository/input.ts";
import { lockFiles } from "../../server/src/repository/package/lock-file.ts";
import { logName, type Input } from "./input.ts";

/**
 * The repository of which these files are known. Settings that weren't pasted are absent, as in most repositories; a package.json,
 * lock file, script, action or other workflow that wasn't is unknown, and so silences what depends on it. `today` is `YYYY-MM-DD`.
 */
export function repositoryInput({ files, repository }: Input, today: string): RepositoryInput {
  const known = new Map(files.filter(({ path }) => path !== logName).map((file) => [file.path, file] as const));
  const reader: Reader = {
    file: (path): FileState => known.get(path) ?? (isLikelyThere(path, known) ? "unknown" : "absent"),
    directory: (path): DirectoryState => namesIn(path, [...known.keys()]),
  };
  const isNamed = /^[\w.-]+\/[\w.-]+$/.test(repository);
  const remotes = isNamed ? [{ name: "origin", url: `https://github.com/${repository}` }] : [];
  return { reader, remotes, today };
}

function isLikelyThere(path: string, known: ReadonlyMap<string, unknown>): boolean {
  const name = path.replace(/^.*\//, "");
  if (name === "package.json") return ![...known.keys()].some((each) => each.endsWith("package.json"));
  return lockFiles.some(([lock]) => lock === name) || likely.test(path);
}

/** What a workflow runs or calls. */
const likely = /^\.github\/(?:workflows|actions)\/|\.(?:sh|bash|ps1|py|[cm]?[jt]s)$/;

/** The folder of workflows holds what was pasted; of any other it isn't known what else it holds. */
function namesIn(folder: string, paths: readonly string[]): DirectoryState {
  if (folder !== ".github" && folder !== ".github/workflows") return "unknown";
  const prefix = `${folder}/`;
  const names = paths
    .filter((path) => path.startsWith(prefix))
    .map((path) => path.slice(prefix.length).replace(/\/.*/, "/"));
  return names.length === 0 ? "absent" : [...new Set(names)].toSorted();
}
