import { present, defaultConfig } from "../../server/src/lint/present.ts";
import { lint } from "../../server/src/lint/run.ts";
import type { DirectoryState, FileState, RepositoryInput } from "../../server/src/repository/input.ts";
import { list } from "../pages/trial.ts";

/** Lints one text of the file after the other, the rest of its repository staying the same; gives the number of findings. */
export function inProcess(texts: ReadonlyMap<string, string>, path: string): (text: string) => number {
  let input = settled(texts);
  return (next) => {
    const files = new Map(input.files).set(path, { path, text: next });
    input = { ...input, files };
    return present(lint(input).findings, defaultConfig).length;
  };
}

/** Everything that lint asks for is there: these files, and nothing else. */
function settled(texts: ReadonlyMap<string, string>): RepositoryInput {
  const files = new Map<string, FileState>();
  const directories = new Map<string, DirectoryState>([["", []]]);
  for (const [path, text] of texts) {
    files.set(path, { path, text });
    list(directories, path);
  }
  const input = { files, directories, remotes: [], today: "2026-11-21" };
  for (;;) {
    const { wanted } = lint(input);
    if (wanted.files.length + wanted.directories.length === 0) return input;
    for (const file of wanted.files) files.set(file, "absent");
    for (const directory of wanted.directories) directories.set(directory, "absent");
  }
}
