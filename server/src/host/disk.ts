import type { DirectoryState, FileState, Remote } from "../repository/input.ts";
import { lockFiles } from "../repository/package/lock-file.ts";
import { dirname, fileName, join } from "../repository/paths.ts";
import { remotesIn } from "../repository/settings/remotes.ts";
import { remotesOfAddress } from "./address.ts";
import { isIgnored, withIgnoreFile, type IgnoreFiles } from "./gitignore.ts";
import type { Host, Reading } from "./host.ts";
import { isIn, uriOf } from "./uris.ts";

/** A repository's files as the host has them; what git ignores is `absent`, for no runner will see it. */
export interface Disk {
  file(path: string): FileState | "pending";
  directory(path: string): DirectoryState | "pending";
  /** From `.git/config`, else from the root's address; none where `.git` is a file, as in worktrees and submodules. */
  remotes(): readonly Remote[] | "pending";
  /** The `.gitignore` files that were looked for. */
  ignoreFiles(): readonly string[];
  /** The `.gitignore` files in and below a folder are read again. */
  forgetIgnoreFiles(directory: string): void;
  /** Whether the `.gitignore` file of a folder has another text than when it was read. */
  ignoreFileChanged(directory: string): boolean;
}

interface Known {
  /** `unknown`: which files git leaves out there can't be told. */
  readonly files: IgnoreFiles | "ignored" | "unknown";
  readonly own: Reading;
}

export function diskOf(host: Host, root: string): Disk {
  const known = new Map<string, Known>();

  /** What counts in a folder but for its own file. */
  function ignoreFilesAbove(directory: string): Known["files"] | "pending" {
    if (directory === "") return [];
    const above = ignoreFilesIn(dirname(directory));
    if (typeof above === "string" || isTracked(directory)) return above;
    return isIgnored(`${directory}/`, above) ? "ignored" : above;
  }

  /** What is pending isn't remembered. Where the folder was listed, its names say whether it has a file of its own. */
  function ignoreFilesIn(directory: string, names?: readonly string[]): Known["files"] | "pending" {
    const before = known.get(directory);
    if (before !== undefined) return before.files;
    const above = ignoreFilesAbove(directory);
    if (above === "pending" || above === "unknown") return above;
    if (above === "ignored") {
      known.set(directory, { files: "ignored", own: "absent" });
      return "ignored";
    }
    const isThere = names?.includes(".gitignore") !== false;
    const own = isThere ? host.read(uriOf(root, join(directory, ".gitignore")), root) : "absent";
    if (own === "pending") return own;
    const files = typeof own === "string" ? above : withIgnoreFile(directory, own.text, above);
    known.set(directory, { files, own });
    return files;
  }

  return {
    file(path) {
      const ignoreFiles = ignoreFilesIn(dirname(path));
      if (ignoreFiles === "pending") return ignoreFiles;
      if (ignoreFiles === "ignored") return "absent";
      if (!isTracked(path)) {
        if (ignoreFiles === "unknown") return ignoreFiles;
        if (isIgnored(path, ignoreFiles)) return "absent";
      }
      const answer = host.read(uriOf(root, path), root);
      return typeof answer === "string" ? answer : { path, text: answer.text };
    },
    directory(path) {
      const above = known.get(path)?.files ?? ignoreFilesAbove(path);
      if (above === "ignored") return "absent";
      if (above === "pending" || (above === "unknown" && !isTracked(path))) return above;
      const names = host.list(uriOf(root, path), root);
      if (names === "pending") return names;
      const ignoreFiles = ignoreFilesIn(path, names === "absent" ? [] : names === "unknown" ? undefined : names);
      return ignoreFiles === "pending" || (ignoreFiles === "unknown" && !isTracked(path)) ? ignoreFiles : names;
    },
    remotes() {
      const config = host.read(uriOf(root, ".git/config"), root);
      if (config === "pending") return config;
      return typeof config === "string" ? remotesOfAddress(root) : remotesIn(config.text);
    },
    ignoreFiles: () => [...known.keys()].map((directory) => join(directory, ".gitignore")),
    forgetIgnoreFiles(directory) {
      for (const below of known.keys()) if (isIn(directory, below)) known.delete(below);
    },
    ignoreFileChanged(directory) {
      const before = known.get(directory);
      if (before === undefined || before.files === "ignored") return false;
      const now = host.read(uriOf(root, join(directory, ".gitignore")), root);
      return textOf(now) !== textOf(before.own);
    },
  };
}

/**
 * What a release reads is in git, whatever an ignore pattern says of its name: workflows, the root's own files, and a
 * package's manifest and settings. A whole folder that is ignored holds what a build makes.
 */
function isTracked(path: string): boolean {
  return path === ".github" || path.startsWith(".github/") || manifests.has(fileName(path)) || rootFiles.has(path);
}

const manifests: ReadonlySet<string> = new Set(["package.json", ".npmrc"]);
const rootFiles: ReadonlySet<string> = new Set(lockFiles.map(([name]) => name));

function textOf(reading: Reading | "pending"): string | undefined {
  return typeof reading === "object" ? reading.text : undefined;
}
