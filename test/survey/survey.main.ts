import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { drawn } from "./draw.ts";
import { surveyed, type Surveyed } from "./surveyed.ts";

/**
 * How much is understood of the releases of many repositories, and what is said of them:
 *
 *     npm run survey -- FOLDER…
 *
 * Each FOLDER is a checkout, or holds checkouts. They are read one after the other, and of each only its counts and reasons are kept.
 */
const folders = process.argv.slice(2).flatMap(checkoutsIn);
if (folders.length === 0) {
  console.error("npm run survey -- FOLDER…: each a checkout of a repository, or a folder of checkouts");
  process.exitCode = 1;
} else void survey();

async function survey(): Promise<void> {
  const all: Surveyed[] = [];
  for (const folder of folders) all.push(await surveyed(folder, basename(folder)));
  console.log(drawn(all));
}

function checkoutsIn(folder: string): readonly string[] {
  const names = readdirSync(folder, { withFileTypes: true });
  if (names.some(({ name }) => name === ".github" || name === ".git" || name === "package.json")) return [folder];
  return names.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
}
