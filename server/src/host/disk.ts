import type { DirectoryState, FileState, Remote } from "../repository/input.ts";
import { dirname, join } from "../repository/paths.ts";
import { remotesIn } from "../repository/settings/remotes.ts";
import { isIgnored, withIgnoreFile, type IgnoreFiles } from "./gitignore.ts";
import type { Host } from "./host.ts";
import { isIn, uriOf } from "./uris.ts";

/** A repository's files as the host has them; what git ignores is `absent`, for no runner will see it. */
export interface Disk {
  file(path: string): Promise<FileState>;
  directory(path: string): Promise<DirectoryState>;
  /** From `.git/config`; none where `.git` is a file, as in worktrees and submodules. */
  remotes(): Promise<readonly Remote[]>;
  /** The `.gitignore` files that were looked for. */
  ignoreFiles(): readonly string[];
  /** The `.gitignore` files in and below a folder are read again. */
  forgetIgnoreFiles(directory: string): void;
}

export function diskOf(host: Host, root: string): Disk {
  const known = new Map<string, Promise<IgnoreFiles | "ignored">>();

  function ignoreFilesIn(directory: string): Promise<IgnoreFiles | "ignored"> {
    let files = known.get(directory);
    if (files === undefined) {
      files = readIgnoreFilesIn(directory);
      known.set(directory, files);
    }
    return files;
  }

  async function readIgnoreFilesIn(directory: string): Promise<IgnoreFiles | "ignored"> {
    const above = directory === "" ? [] : await ignoreFilesIn(dirname(directory));
    if (above === "ignored" || (directory !== "" && isIgnored(`${directory}/`, above))) return "ignored";
    return withIgnoreFile(host, root, directory, above);
  }

  return {
    async file(path) {
      const ignoreFiles = await ignoreFilesIn(dirname(path));
      if (ignoreFiles === "ignored" || isIgnored(path, ignoreFiles)) return "absent";
      const answer = await host.read(uriOf(root, path), root);
      return typeof answer === "string" ? answer : { path, text: answer.text };
    },
    async directory(path) {
      return (await ignoreFilesIn(path)) === "ignored" ? "absent" : host.list(uriOf(root, path), root);
    },
    async remotes() {
      const config = await host.read(uriOf(root, ".git/config"), root);
      return typeof config === "string" ? [] : remotesIn(config.text);
    },
    ignoreFiles: () => [...known.keys()].map((directory) => join(directory, ".gitignore")),
    forgetIgnoreFiles(directory) {
      for (const below of known.keys()) if (isIn(directory, below)) known.delete(below);
    },
  };
}
