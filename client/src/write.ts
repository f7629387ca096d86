import { access, constants } from "node:fs/promises";
import {
  FileType,
  Range,
  Uri,
  WorkspaceEdit,
  workspace,
  type TextDocument,
  type WorkspaceEditEntryMetadata,
} from "vscode";
import { replacement, type NewText } from "./releases.ts";

/** How it ended: all files are written, or none is, and why. */
export type Written =
  | { readonly kind: "written"; readonly count: number }
  | { readonly kind: "discarded" }
  | { readonly kind: "failed"; readonly problem: string };

interface Planned {
  readonly file: NewText;
  readonly uri: Uri;
  /** Of a file that is there. */
  readonly old: { readonly document: TextDocument; readonly wasDirty: boolean; readonly text: string } | undefined;
}

/** Shows each file in VS Code's preview of refactorings, and after a yes writes and saves all of them, or none. */
export async function previewAndWrite(files: readonly NewText[], label: string): Promise<Written> {
  const planned: Planned[] = [];
  for (const file of files) {
    const uri = Uri.parse(file.uri);
    const problem = await obstacle(uri);
    if (problem !== undefined) return failed(file, problem);
    const old = await present(uri);
    if (same(old?.text, file.before ?? undefined)) planned.push({ file, uri, old });
    else return failed(file, "it has changed in the meantime");
  }
  const edit = new WorkspaceEdit();
  for (const each of planned) add(edit, each, { label, needsConfirmation: true });
  const applied = await workspace.applyEdit(edit, { isRefactoring: true });
  const states = await Promise.all(planned.map(settled));
  if (applied && !states.includes("unsaved"))
    return { kind: "written", count: states.filter((state) => state === "written").length };
  const unwritten = planned.find((_, index) => states[index] !== "written");
  if (states.every((state) => state === "as before")) return { kind: "discarded" };
  await undo(planned);
  return failed(unwritten?.file ?? files[0], "it couldn't be saved");
}

function add(edit: WorkspaceEdit, { file, uri, old }: Planned, metadata: WorkspaceEditEntryMetadata): void {
  if (old === undefined) {
    edit.createFile(uri, { contents: Buffer.from(file.text) }, metadata);
    return;
  }
  const { start, end, text } = replacement(old.text, withEnds(file.text, old.text));
  const { document } = old;
  edit.replace(uri, new Range(document.positionAt(start), document.positionAt(end)), text, metadata);
}

/** Why a file can't be written, as far as can be told before. */
async function obstacle(uri: Uri): Promise<string | undefined> {
  if (workspace.fs.isWritableFileSystem(uri.scheme) === false) return "its file system is read-only";
  for (let place = uri; ; place = Uri.joinPath(place, "..")) {
    const state = await stat(place);
    if (state === undefined && place.path !== "/") continue;
    if (place !== uri && state?.type !== undefined && (state.type & FileType.Directory) === 0)
      return `${workspace.asRelativePath(place)} is no folder`;
    if (uri.scheme !== "file") return undefined;
    return access(place.fsPath, constants.W_OK).then(
      () => undefined,
      () => "permission denied",
    );
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

/** Saves a file, and says how it is now. What a person took out of the preview is as before. */
async function settled({ file, uri, old }: Planned): Promise<"written" | "as before" | "unsaved"> {
  const now = await present(uri);
  if (now === undefined) return old === undefined ? "as before" : "unsaved";
  if (same(now.text, old?.text) && !same(now.text, file.text)) return "as before";
  return !now.document.isDirty || (await now.document.save()) ? "written" : "unsaved";
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
  return { kind: "failed", problem: `Nothing is written: ${file?.path ?? ""}: ${why}.` };
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
