import type { Command } from "../../repository/command/command.ts";
import { applyDots, join } from "../../repository/paths.ts";
import { readNpmCommand, optionText } from "./npm-command.ts";
import type { JobState } from "./state.ts";

/** Whether a command writes a tarball: `npm pack`. */
export function packs({ words }: Command): boolean {
  if (words[0]?.value !== "npm") return false;
  const { positionals, options } = readNpmCommand(words.slice(1), "npm");
  return positionals[0]?.value === "pack" && options.get("dry-run") !== true;
}

/**
 * The `npm pack` that wrote the tarball at `path`, which begins at the job's workspace; any tarball where that is undefined. Undefined
 * where none did, where several may have, and where it isn't sure that it ran.
 */
export function packOf({ packs: all }: JobState, path: string | undefined): Command | undefined {
  const folder = path === undefined ? undefined : applyDots(join(path, ".."));
  const found = all.filter(({ command }) => {
    const written = destinationOf(command);
    return folder === undefined || written === undefined || written === folder;
  });
  const [only, ...others] = found;
  return others.length === 0 && only?.sure === true ? only.command : undefined;
}

function destinationOf({ words, directory }: Command): string | undefined {
  const to = optionText(readNpmCommand(words.slice(1), "npm"), "pack-destination");
  if (to === undefined) return directory;
  return directory === undefined || to === "unknown" ? undefined : applyDots(join(directory, to));
}
