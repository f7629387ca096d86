import { lineStart, type Edit, type Span } from "../text.ts";
import { lineEnd } from "./place.ts";

/** The edits that remove the whole line of a span, with its line end; of the last line, which may have none, the one before. */
export function removeLine({ file, start }: Span): readonly Edit[] {
  const { text } = file;
  const from = lineStart(text, start);
  const next = text.indexOf("\n", start) + 1;
  if (next > 0)
    return [{ span: { file, start: from === 0 && text.startsWith("\uFEFF") ? 1 : from, end: next }, text: "" }];
  const before = from === 0 ? (text.startsWith("\uFEFF") ? 1 : 0) : lineEnd(text, lineStart(text, from - 1));
  return [{ span: { file, start: before, end: text.length }, text: "" }];
}
