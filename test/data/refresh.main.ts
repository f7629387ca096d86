import { readFileSync, writeFileSync } from "node:fs";
import { difference } from "../pages/difference.ts";
import { refreshed, tables } from "./refresh.ts";
import { realSources } from "./sources.ts";

/** Shows what has changed in the tables since they were read, and with `--write` writes it. */
async function main(words: readonly string[]): Promise<void> {
  const before = new Map(tables.map((path) => [path, readFileSync(path, "utf8")]));
  const { files, notes } = await refreshed(before, realSources, new Date().toISOString().slice(0, 10));
  for (const [path, text] of files) {
    const old = before.get(path) ?? "";
    if (text !== old) console.log(`${path}\n${difference(old, text)}`);
    if (words.includes("--write")) writeFileSync(path, text);
  }
  for (const note of notes) console.log(`To decide: ${note}`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
