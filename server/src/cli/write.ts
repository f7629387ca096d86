import { randomUUID } from "node:crypto";
import {
  access,
  chmod,
  constants,
  copyFile,
  link,
  mkdir,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  rmdir,
  stat,
} from "node:fs/promises";
import { basename, dirname, join, sep } from "node:path";
import { unwritable } from "../host/node.ts";
import type { SourceFile } from "../text.ts";

/** A text for a file: in the place of the one that was read, or, where `before` is undefined, new. */
export interface FileText {
  readonly path: string;
  readonly before: SourceFile | undefined;
  readonly text: string;
}

/** Why nothing was written. */
export interface Unwritten {
  readonly path: string;
  readonly why: string;
}

/**
 * Puts a new text in the place of the one that was read, in one step: a reader sees the old file or the new one.
 * A link stays, and its target is written; the mode stays. Gives the reason where nothing was written.
 */
export async function replaceFile(root: string, read: SourceFile, text: string): Promise<string | undefined> {
  return (await writeTogether(root, [{ path: read.path, before: read, text }]))?.why;
}

/**
 * Writes all of the files or none, each in one step. Nothing is written where a file isn't as it was read, where a new one is there
 * already, or where one can't be written; what was done by then is undone.
 */
export async function writeTogether(root: string, files: readonly FileText[]): Promise<Unwritten | undefined> {
  const done: Done = { undo: [], temporary: [], made: [] };
  let path = "";
  try {
    const puts: (() => Promise<void>)[] = [];
    const ordered = inOrder(files);
    for (const file of ordered) {
      ({ path } = file);
      puts.push(await prepared(root, file, done));
    }
    for (const [index, put] of puts.entries()) {
      path = ordered[index]?.path ?? "";
      await put();
    }
    return undefined;
  } catch (error) {
    for (const step of done.undo) await step().catch(() => undefined);
    await removed(done.temporary);
    for (const folder of done.made) await rmdir(folder).catch(() => undefined);
    return { path, why: error instanceof Failure ? error.message : reasonOf(error) };
  } finally {
    await removed(done.temporary);
  }
}

/**
 * Workflows last: what they rely on comes before they do, so that a process that is killed between two files leaves a release
 * that works as before.
 */
function inOrder(files: readonly FileText[]): readonly FileText[] {
  const isWorkflow = ({ path }: FileText): number => (path.startsWith(".github/workflows/") ? 1 : 0);
  return files.toSorted((a, b) => isWorkflow(a) - isWorkflow(b));
}

/** What has been done so far, each list the last first. */
interface Done {
  /** Puts the old files back. */
  readonly undo: (() => Promise<unknown>)[];
  readonly temporary: string[];
  /** The folders that weren't there. */
  readonly made: string[];
}

async function removed(paths: readonly string[]): Promise<void> {
  for (const each of paths) await rm(each, { force: true }).catch(() => undefined);
}

/** The sentences that a person reads. */
class Failure extends Error {}

/** Writes the text to a temporary file next to its target; calling the result renames it. */
async function prepared(root: string, { path, before, text }: FileText, done: Done): Promise<() => Promise<void>> {
  const folder = await realpath(root);
  const written = join(folder, path);
  const problem = unwritable(written, folder);
  if (problem !== undefined) throw new Failure(problem);
  const target =
    before === undefined
      ? join(await madeFolder(dirname(written), folder, done), basename(path))
      : await realpath(written);
  if (!isIn(target, folder)) throw new Failure(outside);
  await removeStale(dirname(target));
  const temporary = (): string => {
    const name = join(dirname(target), `.${basename(target)}.${randomUUID()}${temporaryEnd}`);
    done.temporary.push(name);
    return name;
  };
  const next = temporary();
  if (before === undefined) {
    await writeDurably(next, text);
    return async () => {
      // Unlike a rename it doesn't replace what appeared in the meantime.
      try {
        await link(next, target);
      } catch (error) {
        if (codeOf(error) === "EEXIST") throw error;
        await copyFile(next, target, constants.COPYFILE_EXCL);
      }
      done.undo.unshift(() => rm(target));
    };
  }
  await access(target, constants.W_OK);
  const { mode } = await stat(target);
  await writeDurably(next, text);
  await chmod(next, mode);
  return async () => {
    // As late as possible: what an editor saved in the meantime must not be lost.
    if ((await readFile(target, "utf8")) !== before.text) throw new Failure("it changed after it was read");
    const old = temporary();
    await copyFile(target, old, constants.COPYFILE_EXCL);
    await chmod(old, mode);
    await rename(next, target);
    done.undo.unshift(() => rename(old, target));
  };
}

/** Writes a new file whose text is on the disk when this resolves: a rename must not arrive before it. */
async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, "wx");
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

const temporaryEnd = ".trusted-publishing";

/** Removes what a process that was killed left in a folder. Another one that writes right now has younger files. */
async function removeStale(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((each) => each.startsWith(".") && each.endsWith(temporaryEnd))) {
    const path = join(folder, name);
    const state = await stat(path).catch(() => undefined);
    if (state?.isFile() === true && Date.now() - state.mtimeMs > 60_000) await removed([path]);
  }
}

/** The real path of a folder, which is made where it is missing; a link that leads out of the root isn't followed. */
async function madeFolder(folder: string, root: string, done: Done): Promise<string> {
  const real = await realpath(folder).catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  });
  if (real !== undefined) {
    if (real !== root && !isIn(real, root)) throw new Failure(outside);
    return real;
  }
  const made = join(await madeFolder(dirname(folder), root, done), basename(folder));
  await mkdir(made);
  done.made.unshift(made);
  return made;
}

const outside = "it lies outside of the repository";

function isIn(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}

function reasonOf(error: unknown): string {
  const code = codeOf(error);
  if (code === undefined) return String(error);
  return reasons[code] ?? `writing failed with ${code}`;
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: "writing it isn't permitted",
  EPERM: "writing it isn't permitted",
  EROFS: "the file system is read-only",
  EEXIST: "it is there already",
};
