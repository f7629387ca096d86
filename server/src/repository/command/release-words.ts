import { toolWords } from "../../data/tools.ts";
import { memo, memoByValue } from "../../text.ts";
import type { Package } from "../package/package.ts";

/** What a script's text alone says: it names a tool that publishes, it starts package scripts or files, or neither. */
export const runSays = memoByValue((text: string): "release" | "scripts" | "nothing" => {
  if (toolWords.release.test(text)) return "release";
  const lines = text.split("\n").filter((line) => !/^\s*npm\s+(?:ci|install|i|audit)\b[^|&;]*$/.test(line));
  return lines.some((line) => /\b(?:npm|pnpm|yarn|bun|nr|run-[sp]|concurrently)\b/.test(line) || startsFile.test(line))
    ? "scripts"
    : "nothing";
});

/** A file that a line of a script runs, as far as its words tell: the second group is its path. */
const startsFile =
  /(?:\b(?:node|tsx|ts-node(?:-esm)?|bash|sh|zsh|source|bun(?: run)?|deno run|zx|vite-node|esno|jiti|python3?|ruby)\s+(?:-\S+\s+(?:tsx\s+)?)*|(?:^|&&|\|\||[;|(]|\s\.\s)\s*(?=\.{0,2}\/|[\w.-]+\/))(["']?)([\w@-]*[./][\w@./-]+)/;

/** The paths of the files that a script may run. */
export const filesIn = memoByValue((text: string): readonly string[] =>
  [...text.matchAll(new RegExp(startsFile, "gm"))].flatMap((match) => match[2] ?? []),
);

/** Whether a package's scripts may lead to a release, by their words. */
export const mayReleaseByScripts = memo(({ scripts }: Package): boolean =>
  [...scripts.texts.values()].some(
    (text) => text !== undefined && (runSays(text.value) === "release" || filesIn(text.value).length > 0),
  ),
);
