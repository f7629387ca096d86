import { CompletionItemKind, type CompletionItem, type Hover, type Position } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { npmrcHelpAt, npmrcOfferAt } from "../editor/npmrc.ts";
import { registryHost } from "../npm-host.ts";
import { pageUrl } from "../product.ts";

/** Whether a document is npm's settings of a project. */
export function isNpmrc(uri: string): boolean {
  return uri.endsWith("/.npmrc");
}

/** What the key at a place does to a publish; null elsewhere. */
export function npmrcHover(document: TextDocument, position: Position): Hover | null {
  const found = npmrcHelpAt(document.getText(), document.offsetAt(position));
  if (found === undefined) return null;
  const { start, end, about } = found;
  return {
    contents: {
      kind: "markdown",
      value: `**${about.key.replaceAll("*", "\\*")}**\n\n${about.says}\n\n[How we know](${pageUrl(about.fact)})`,
    },
    range: { start: document.positionAt(start), end: document.positionAt(end) },
  };
}

/** Keys that matter to a publish, and their values. */
export function npmrcCompletions(document: TextDocument, position: Position): CompletionItem[] {
  const offer = npmrcOfferAt(document.getText(), document.offsetAt(position), registryHost);
  if (offer === undefined) return [];
  const range = { start: document.positionAt(offer.start), end: document.positionAt(offer.end) };
  return offer.items.map(({ text, says }, index) => ({
    label: text.replace(/=$/, ""),
    kind: CompletionItemKind.Property,
    documentation: { kind: "markdown", value: says },
    sortText: String(index).padStart(2, "0"),
    textEdit: { range, newText: text },
  }));
}
