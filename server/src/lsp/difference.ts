import { hunks, linesOf, type Hunk } from "../hunks.ts";
import type { WorkspaceEdit } from "vscode-languageserver";
import type { Edit, SourceFile } from "../text.ts";
import { rangeOf } from "./positions.ts";

/** The edits of whole lines, cut to what differs in them, that make `after` of a file's text. */
export function difference(file: SourceFile, after: string): readonly Edit[] {
  const [old, fresh] = [linesOf(file.text), linesOf(after)];
  return hunks(old, fresh)
    .flatMap(byLine)
    .map(({ from, to, freshFrom, freshTo }) => {
      const text = fresh.slice(freshFrom, freshTo).join("");
      const start = lengthOf(old.slice(0, from));
      return cut({ span: { file, start, end: start + lengthOf(old.slice(from, to)) }, text });
    });
}

/** A hunk of as many lines as before changes them one by one. */
function byLine(hunk: Hunk): readonly Hunk[] {
  const { from, to, freshFrom, freshTo } = hunk;
  if (to - from !== freshTo - freshFrom) return [hunk];
  return Array.from({ length: to - from }, (_, index) => {
    const [line, fresh] = [from + index, freshFrom + index];
    return { from: line, to: line + 1, freshFrom: fresh, freshTo: fresh + 1 };
  });
}

/** Without the characters that stay the same at both ends; a surrogate pair stays whole. */
function cut({ span, text }: Edit): Edit {
  const old = span.file.text.slice(span.start, span.end);
  const shorter = Math.min(old.length, text.length);
  let head = 0;
  while (head < shorter && old[head] === text[head]) head++;
  if (/[\uD800-\uDBFF]/.test(old[head - 1] ?? "")) head--;
  let tail = 0;
  while (tail < shorter - head && old[old.length - 1 - tail] === text[text.length - 1 - tail]) tail++;
  if (/[\uDC00-\uDFFF]/.test(old[old.length - tail] ?? "")) tail--;
  const file = span.file;
  return { span: { file, start: span.start + head, end: span.end - tail }, text: text.slice(head, text.length - tail) };
}

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((length, line) => length + line.length, 0);
}

interface NewText {
  readonly uri: string;
  readonly path: string;
  readonly before: string | null;
  readonly text: string;
}

/** Only what differs is replaced. A new file needs a client that can create one. */
export function editOf(files: readonly NewText[]): WorkspaceEdit {
  const edits = files.map(({ uri, path, before, text }) => {
    const file = { path, text: before ?? "" };
    return {
      uri,
      isNew: before === null,
      edits: difference(file, text).map((edit) => ({ range: rangeOf(edit.span), newText: edit.text })),
    };
  });
  if (edits.every(({ isNew }) => !isNew))
    return { changes: Object.fromEntries(edits.map((each) => [each.uri, each.edits])) };
  return {
    documentChanges: edits.flatMap(({ uri, isNew, edits: own }) => [
      ...(isNew ? [{ kind: "create" as const, uri }] : []),
      { textDocument: { uri, version: null }, edits: own },
    ]),
  };
}
