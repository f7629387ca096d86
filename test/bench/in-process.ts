import { defaultConfig, lint, present } from "../../server/src/lint.ts";
import type { DirectoryState, FileState, RepositoryInput } from "../../server/src/repository/input.ts";
import { packageJson } from "./generate.ts";

const path = ".github/workflows/release.yml";

/** Lints one text of a workflow after the other, the rest of its repository staying the same; gives the findings. */
export function inProcess(text: string): (text: string) => number {
  let input = settled(text);
  return (next) => {
    const files = new Map(input.files).set(path, { path, text: next });
    input = { ...input, files };
    return present(lint(input).findings, defaultConfig).length;
  };
}

/** Everything that lint asks for is there: the workflow, package.json, and nothing else. */
function settled(text: string): RepositoryInput {
  const files = new Map<string, FileState>([
    [path, { path, text }],
    ["package.json", { path: "package.json", text: packageJson }],
  ]);
  const directories = new Map<string, DirectoryState>([
    ["", [".github/", "package.json"]],
    [".github", ["workflows/"]],
    [".github/workflows", ["release.yml"]],
  ]);
  const input = { files, directories, remotes: [], today: "2026-11-21" };
  for (;;) {
    const { wanted } = lint(input);
    if (wanted.files.length + wanted.directories.length === 0) return input;
    for (const file of wanted.files) files.set(file, "absent");
    for (const directory of wanted.directories) directories.set(directory, "absent");
  }
}
