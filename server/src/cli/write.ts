import { randomUUID } from "node:crypto";
import { access, chmod, constants, readFile, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, sep } from "node:path";
import type { SourceFile } from "../text.ts";

/**
 * Puts a new text in the place of the one that was read, in one step: a reader sees the old file or the new one.
 * A link stays, and its target is written; the mode stays. Gives the reason where nothing was written.
 */
export async function replaceFile(root: string, read: SourceFile, text: string): Promise<string | undefined> {
  let temporary: string | undefined;
  try {
    const [target, folder] = await Promise.all([realpath(join(root, read.path)), realpath(root)]);
    if (!target.startsWith(folder.endsWith(sep) ? folder : folder + sep)) return "it lies outside of the repository";
    await access(target, constants.W_OK);
    const { mode } = await stat(target);
    const next = join(dirname(target), `.${basename(target)}.${randomUUID()}`);
    temporary = next;
    await writeFile(next, text, { flag: "wx" });
    await chmod(next, mode);
    // As late as possible: what an editor saved in the meantime must not be lost.
    if ((await readFile(target, "utf8")) !== read.text) return "it changed after it was read";
    await rename(next, target);
    temporary = undefined;
    return undefined;
  } catch (error) {
    return error instanceof Error && "code" in error ? `writing failed with ${String(error.code)}` : String(error);
  } finally {
    if (temporary !== undefined) await rm(temporary, { force: true });
  }
}
