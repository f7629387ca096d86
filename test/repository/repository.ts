import { readerOf, type RepositoryInput } from "../../server/src/repository/input.ts";
import { repositoryOf, type Repository } from "../../server/src/repository/repository.ts";
import { dirname } from "../../server/src/repository/paths.ts";

/** A repository that holds these files and nothing else; `known` is what else is known of it. */
export function repositoryWith(
  files: Readonly<Record<string, string>>,
  known: Partial<Omit<RepositoryInput, "reader">> = {},
): Repository {
  const paths = Object.keys(files);
  const folders = new Set(paths.flatMap((path) => foldersOf(path)));
  const reader = readerOf({
    files: new Map(paths.map((path) => [path, { path, text: files[path] ?? "" }])),
    directories: new Map([...folders].map((folder) => [folder, namesIn(folder, paths)])),
  });
  return repositoryOf({ reader, remotes: [], today: "2026-11-21", ...known });
}

function foldersOf(path: string): readonly string[] {
  const folder = dirname(path);
  return folder === "" ? [""] : [folder, ...foldersOf(folder)];
}

/** The names in a folder, as a host lists them. */
export function namesIn(folder: string, paths: readonly string[]): readonly string[] {
  const names = paths
    .filter((path) => folder === "" || path.startsWith(`${folder}/`))
    .map((path) => path.slice(folder === "" ? 0 : folder.length + 1))
    .map((rest) => (rest.includes("/") ? rest.slice(0, rest.indexOf("/") + 1) : rest));
  return [...new Set(names)].sort();
}
