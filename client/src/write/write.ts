import { FileType, Range, Uri, WorkspaceEdit, workspace, type TextDocument, l10n } from "vscode";
import { decided } from "./review.ts";
import { replacement, type NewText } from "./releases.ts";
import { showDiffs } from "../shown.ts";
import { system } from "../system/node.ts";

/** How it ended: all files are written, or none is, and why. */
export type Written =
  | { readonly kind: "written" }
  | { readonly kind: "discarded" }
  /** The answers are to be changed. */
  | { readonly kind: "change" }
  | { readonly kind: "failed"; readonly problem: string };

interface Planned {
  readonly file: NewText;
  readonly uri: Uri;
  /** Of a file that is there. */
  readonly old: { readonly document: TextDocument; readonly wasDirty: boolean; readonly text: string } | undefined;
}

/**
 * Shows all files as diffs, and writes and saves all of them, or none, once a person says so with a button above the diffs. Where
 * `canChange`, another button asks to change the answers that led here.
 */
export async function previewAndWrite(files: readonly NewText[], title: string, canChange = false): Promise<Written> {
  const planned = await plan(files);
  if ("kind" in planned) return planned;
  const close = await showDiffs(title, files);
  const decision = await decided(title, canChange);
  await close();
  if (decision !== "write") return { kind: decision === "change" ? "change" : "discarded" };
  // A person may have looked for long.
  const current = await plan(files);
  return "kind" in current ? current : write(current);
}

async function plan(files: readonly NewText[]): Promise<readonly Planned[] | Written> {
  const planned: Planned[] = [];
  for (const file of files) {
    const uri = Uri.parse(file.uri);
    const problem = await obstacle(uri);
    if (problem !== undefined) return failed(file, problem);
    const old = await present(uri);
    if (!same(old?.text, file.before ?? undefined)) return failed(file, l10n.t("it has changed in the meantime"));
    planned.push({ file, uri, old });
  }
  return planned;
}

async function write(planned: readonly Planned[]): Promise<Written> {
  const edit = new WorkspaceEdit();
  for (const each of planned) add(edit, each);
  const folders = await missingFolders(planned);
  const applied = await workspace.applyEdit(edit, { isRefactoring: true });
  leaveNoFolder(folders);
  const isDone = await Promise.all(planned.map(isSaved));
  if (applied && !isDone.includes(false)) return { kind: "written" };
  await undo(planned);
  return failed(planned[isDone.indexOf(false)]?.file ?? planned[0]?.file, l10n.t("it couldn't be saved"));
}

function add(edit: WorkspaceEdit, { file, uri, old }: Planned): void {
  if (old === undefined) {
    edit.createFile(uri, { contents: new TextEncoder().encode(file.text) });
    return;
  }
  const { start, end, text } = replacement(old.text, withEnds(file.text, old.text));
  const { document } = old;
  edit.replace(uri, new Range(document.positionAt(start), document.positionAt(end)), text);
}

/** Why a file can't be written, as far as can be told before. */
async function obstacle(uri: Uri): Promise<string | undefined> {
  if (workspace.fs.isWritableFileSystem(uri.scheme) === false) return l10n.t("its file system is read-only");
  for (let place = uri; ; place = Uri.joinPath(place, "..")) {
    const state = await stat(place);
    if (state === undefined && place.path !== "/") continue;
    if (place !== uri && state?.type !== undefined && (state.type & FileType.Directory) === 0)
      return l10n.t("{0} is no folder", workspace.asRelativePath(place));
    return system.whyUnwritable(place);
  }
}

async function present(uri: Uri): Promise<Planned["old"]> {
  if ((await stat(uri)) === undefined) return undefined;
  const document = await workspace.openTextDocument(uri);
  return { document, wasDirty: document.isDirty, text: document.getText() };
}

async function stat(uri: Uri) {
  try {
    return await workspace.fs.stat(uri);
  } catch {
    return undefined;
  }
}

/** Whether a file now holds its new text, once it is saved. */
async function isSaved({ file, uri }: Planned): Promise<boolean> {
  const now = await present(uri);
  return now !== undefined && same(now.text, file.text) && (!now.document.isDirty || (await now.document.save()));
}

/** The folders that creating the files makes, the deepest first. */
async function missingFolders(planned: readonly Planned[]): Promise<readonly Uri[]> {
  const found = new Map<string, Uri>();
  for (const { uri, old } of planned) {
    if (old !== undefined) continue;
    for (let folder = Uri.joinPath(uri, ".."); folder.path !== "/"; folder = Uri.joinPath(folder, "..")) {
      if ((await stat(folder)) !== undefined) break;
      found.set(folder.toString(), folder);
    }
  }
  return [...found.values()].toSorted((a, b) => b.path.length - a.path.length);
}

/** Taking back a new file leaves the folders that came with it: they go as well, if nothing else is in them. */
function leaveNoFolder(folders: readonly Uri[]): void {
  if (folders.length === 0) return;
  const listener = workspace.onDidDeleteFiles(async ({ files }) => {
    const [deepest] = folders;
    if (deepest === undefined || !files.some(({ path }) => path.startsWith(`${deepest.path}/`))) return;
    for (const folder of folders) {
      const entries = await workspace.fs.readDirectory(folder).then(
        (found) => found.length,
        () => 1,
      );
      if (entries > 0) return;
      await workspace.fs.delete(folder);
    }
    listener.dispose();
  });
}

async function undo(planned: readonly Planned[]): Promise<void> {
  const edit = new WorkspaceEdit();
  for (const { uri, old } of planned) {
    if (old === undefined) {
      edit.deleteFile(uri, { ignoreIfNotExists: true });
      continue;
    }
    const text = old.document.getText();
    edit.replace(uri, new Range(old.document.positionAt(0), old.document.positionAt(text.length)), old.text);
  }
  await workspace.applyEdit(edit);
  for (const { old } of planned) if (old?.wasDirty === false) await old.document.save();
}

function failed(file: NewText | undefined, why: string): Written {
  return { kind: "failed", problem: l10n.t("Nothing is written: {0}: {1}.", file?.path ?? "", why) };
}

/** Editors keep a BOM and line ends out of a document's text, or make them alike. */
function same(one: string | undefined, other: string | undefined): boolean {
  const plain = (text: string | undefined): string | undefined => text?.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
  return plain(one) === plain(other);
}

function withEnds(text: string, like: string): string {
  const plain = text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
  return like.includes("\r\n") ? plain.replaceAll("\n", "\r\n") : plain;
}
