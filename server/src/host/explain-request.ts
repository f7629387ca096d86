import { explain, explainCode } from "../explain/explain.ts";
import { explanationMarkdown } from "../explain/markdown.ts";
import { logReader } from "../explain/reading.ts";
import type { Linted } from "../lint/run.ts";
import type { Repository } from "../repository/repository.ts";
import type { Span } from "../text.ts";

/** The repository that tells causes apart, and how its places are linked. */
export interface ExplainAbout {
  readonly repository: Repository;
  readonly linted: Linted;
  uriOf(path: string): string;
}

/**
 * Explains the text of a log, or a code where the text holds nothing else that tells: Markdown, or `problem`, a sentence.
 * `text` and `code` come from an editor, so they may be anything.
 */
export function explainRequest(
  { text, code }: { readonly text?: unknown; readonly code?: unknown },
  { repository, linted, uriOf }: ExplainAbout,
): { readonly markdown: string } | { readonly problem: string } {
  const where = ({ file, start }: Span) => {
    const before = file.text.slice(0, start).split(/\r\n|\n|\r/);
    const path = file.path;
    return { path, target: uriOf(path), line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  };
  const reader = logReader();
  reader.add(typeof text === "string" ? text : "");
  const about = { checkout: { repository, linted, commit: undefined } };
  const byLog = explain(reader.end(), about);
  if (byLog !== undefined) return { markdown: explanationMarkdown(byLog, where) };
  const byCode = typeof code === "string" ? explainCode(code, about) : undefined;
  if (byCode === undefined) return { problem: "Not a failure of publishing to npm that I know." };
  const more =
    "\nThis is by the code alone. Select the log of the command and run *Explain npm Failure* again to learn more.\n";
  return { markdown: explanationMarkdown(byCode, where) + more };
}
