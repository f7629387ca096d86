import { present, defaultConfig } from "../../server/src/lint/present.ts";
import { lint } from "../../server/src/lint/run.ts";
import { readerOf, type DirectoryState, type FileState } from "../../server/src/repository/input.ts";
import { list } from "../pages/trial.ts";

/** Lints one text of the file after the other, the rest of its repository staying the same; gives the number of findings. */
export function inProcess(texts: ReadonlyMap<string, string>, changing: string): (text: string) => number {
  const files = new Map<string, FileState>();
  const directories = new Map<string, DirectoryState>([["", []]]);
  for (const [path, text] of texts) {
    files.set(path, { path, text });
    list(directories, path);
  }
  return (text) => {
    const reader = readerOf({ files: new Map(files).set(changing, { path: changing, text }), directories });
    return present(lint({ reader, remotes: [], today: "2026-11-21" }).findings, defaultConfig).length;
  };
}
