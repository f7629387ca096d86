import { insertComment } from "../edit/comment.ts";
import { lineStart, memo, type Edit, type SourceFile, type Span } from "../text.ts";

/** Whether a comment `# trusted-publishing: ignore[rule-id, …] reason` on the span's line, or on the line above, names the rule. */
export function ignores(span: Span, ruleId: string): boolean {
  return linesOf(span).some((line) =>
    commentsOf(span.file).some((comment) => comment.line === line && comment.ids.includes(ruleId)),
  );
}

/**
 * The edit that silences a rule on the span's line: a comment above, or one more id in the comment that is there.
 * Undefined where no comment can stand.
 */
export function ignoreEdit(span: Span, ruleId: string): Edit | undefined {
  const { file } = span;
  // A second comment between would part the first one from its line.
  const known = linesOf(span).flatMap((line) => commentsOf(file).find((comment) => comment.line === line) ?? []);
  const comment = known.find(({ line, alone }) => alone || line === lineStart(file.text, span.start));
  if (comment === undefined) return insertComment(span, `trusted-publishing: ignore[${ruleId}]`);
  const text = comment.ids.length === 0 ? ruleId : `, ${ruleId}`;
  return { span: { file, start: comment.idsEnd, end: comment.idsEnd }, text };
}

interface Comment {
  /** The offset of its line. */
  readonly line: number;
  /** Nothing else stands on the line. */
  readonly alone: boolean;
  readonly ids: readonly string[];
  /** Where another id goes. */
  readonly idsEnd: number;
}

/** The offsets of the span's line and of the line above. */
function linesOf({ file, start }: Span): readonly number[] {
  const line = lineStart(file.text, start);
  return line === 0 ? [line] : [line, lineStart(file.text, line - 1)];
}

/** `.npmrc` comments may begin with `;` as well. */
const form = /[#;][ \t]*trusted-publishing:[ \t]*ignore\[([^[\]\r\n]*)\]/g;

const commentsOf = memo(({ text }: SourceFile): readonly Comment[] => {
  if (!text.includes("trusted-publishing:")) return [];
  return [...text.matchAll(form)].map((match) => {
    const [whole, list = ""] = match;
    const line = lineStart(text, match.index);
    return {
      line,
      alone: text.slice(line, match.index).trim() === "",
      ids: list
        .split(",")
        .map((id) => id.trim())
        .filter((id) => id !== ""),
      idsEnd: match.index + whole.length - 1 - (list.length - list.trimEnd().length),
    };
  });
});
