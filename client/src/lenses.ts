import { workspace, type CancellationToken, type CodeLens, type TextDocument } from "vscode";
import { patience } from "./calm.ts";

type Next = (
  document: TextDocument,
  token: CancellationToken,
) => CodeLens[] | null | undefined | Thenable<CodeLens[] | null | undefined>;

/** How many rows a document shows. */
const shown = new Map<string, number>();

/**
 * The rows of a document, none where the setting turns them off. Where some are gone, the answer waits: while a person types, the
 * next question comes first, and the editor keeps the rows that it has.
 */
export async function calmLenses(
  document: TextDocument,
  token: CancellationToken,
  next: Next,
): Promise<CodeLens[] | null | undefined> {
  if (!workspace.getConfiguration("trustedPublishing", document).get("codeLens", true)) return [];
  const key = document.uri.toString();
  const lenses = await next(document, token);
  const rows = new Set(lenses?.map(({ range }) => range.start.line)).size;
  if (rows < (shown.get(key) ?? 0) && !(await waited(token))) return lenses;
  shown.set(key, rows);
  return lenses;
}

/** False where it was cancelled before the end. */
function waited(token: CancellationToken): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(true), patience);
    token.onCancellationRequested(() => {
      clearTimeout(timer);
      resolve(false);
    });
  });
}
