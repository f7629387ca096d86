import { insertComment } from "../edit/comment.ts";
import { removeLine } from "../edit/line.ts";
import type { Ignore } from "../rule.ts";
import { lineStart, memo, type Edit, type SourceFile, type Span } from "../text.ts";

/**
 * Whether a comment `# trusted-publishing: ignore[rule-id, …] reason` on the span's line, or on the line above, names the rule, or
 * a comment `ignore-file[…]` anywhere in its file.
 */
export function ignores(span: Span, ruleId: string): boolean {
  if (commentsOf(span.file).some((comment) => comment.wholeFile && comment.ids.includes(ruleId))) return true;
  return linesOf(span).some((line) =>
    lineComments(span.file).some((comment) => comment.line === line && comment.ids.includes(ruleId)),
  );
}

/**
 * The edit that silences a rule on the span's line: a comment above, with the reason after it, or one more id in the comment that is
 * there. Undefined where no comment can be.
 */
export function ignoreEdit(span: Span, ruleId: string, reason = ""): Edit | undefined {
  const { file } = span;
  // A second comment between would part the first one from its line.
  const known = linesOf(span).flatMap((line) => lineComments(file).find((comment) => comment.line === line) ?? []);
  const comment = known.find(({ line, alone }) => alone || line === lineStart(file.text, span.start));
  if (comment === undefined) return insertComment(span, `trusted-publishing: ignore[${ruleId}] ${reason}`.trim());
  return withId(file, comment, ruleId);
}

/** The edit that silences a rule in the whole file: a comment at its top, or one more id in the comment that is there. */
export function ignoreFileEdit(file: SourceFile, ruleId: string): Edit | undefined {
  if (file.path.endsWith(".json")) return undefined;
  const comment = commentsOf(file).find(({ wholeFile }) => wholeFile);
  if (comment !== undefined) return withId(file, comment, ruleId);
  const start = file.text.startsWith("\uFEFF") ? 1 : 0;
  const end = file.text.includes("\r\n") ? "\r\n" : "\n";
  return { span: { file, start, end: start }, text: `# trusted-publishing: ignore-file[${ruleId}]${end}` };
}

/** Each id in a comment about a line or a file, with the offsets of the lines that it silences; none for the whole file. */
export function ignoresIn(
  file: SourceFile,
): readonly (Omit<Ignore, "isRule"> & { readonly covers: (span: Span) => boolean })[] {
  return commentsOf(file).flatMap((comment) => {
    const { wholeFile, line, ids, start, end, listStart } = comment;
    return ids.map((id, index) => {
      const from = file.text.indexOf(id, listStart + ids.slice(0, index).join(",").length);
      const span = { file, start: from, end: from + id.length };
      return {
        id,
        span,
        alone: ids.length === 1,
        covers: (place: Span) => place.file === file && (wholeFile || linesOf(place).includes(line)),
        edits: ids.length > 1 ? [withoutId(comment, index, file)] : withoutComment(comment, { file, start, end }),
      };
    });
  });
}

/** The list without one of its ids. */
function withoutId({ ids, listStart, idsEnd }: Comment, index: number, file: SourceFile): Edit {
  return { span: { file, start: listStart, end: idsEnd }, text: ids.filter((_, at) => at !== index).join(", ") };
}

/** The whole line of a comment that is alone on it, else the comment to the line's end, with the blanks before it. */
function withoutComment({ alone }: Comment, span: Span): readonly Edit[] {
  if (alone) return removeLine(span);
  const { text } = span.file;
  const lineBreak = text.indexOf("\n", span.start);
  const rest = text.slice(0, lineBreak < 0 ? text.length : lineBreak).replace(/\r$/, "");
  const before = text.slice(0, span.start).trimEnd().length;
  return [{ span: { file: span.file, start: before, end: rest.length }, text: "" }];
}

function withId(file: SourceFile, { ids, idsEnd }: Comment, ruleId: string): Edit {
  return { span: { file, start: idsEnd, end: idsEnd }, text: ids.length === 0 ? ruleId : `, ${ruleId}` };
}

interface Comment {
  /** It is about the whole file, not about a line. */
  readonly wholeFile: boolean;
  /** The offset of its line. */
  readonly line: number;
  /** Nothing else is on the line. */
  readonly alone: boolean;
  readonly ids: readonly string[];
  /** Where it begins, and where its bracket closes. */
  readonly start: number;
  readonly end: number;
  /** Where its list of ids begins. */
  readonly listStart: number;
  /** Where another id goes. */
  readonly idsEnd: number;
}

/** The offsets of the span's line and of the line above. */
function linesOf({ file, start }: Span): readonly number[] {
  const line = lineStart(file.text, start);
  return line === 0 ? [line] : [line, lineStart(file.text, line - 1)];
}

function lineComments(file: SourceFile): readonly Comment[] {
  return commentsOf(file).filter(({ wholeFile }) => !wholeFile);
}

/** `.npmrc` comments may begin with `;` as well. */
const form = /[#;][ \t]*trusted-publishing:[ \t]*ignore(-file)?\[([^[\]\r\n]*)\]/g;

const commentsOf = memo(({ text }: SourceFile): readonly Comment[] => {
  if (!text.includes("trusted-publishing:")) return [];
  return [...text.matchAll(form)].map((match) => {
    const [whole, scope, list = ""] = match;
    const line = lineStart(text, match.index);
    return {
      wholeFile: scope !== undefined,
      line,
      alone: text.slice(line, match.index).trim() === "",
      ids: list
        .split(",")
        .map((id) => id.trim())
        .filter((id) => id !== ""),
      start: match.index,
      end: match.index + whole.length,
      listStart: match.index + whole.length - 1 - list.length,
      idsEnd: match.index + whole.length - 1 - (list.length - list.trimEnd().length),
    };
  });
});
