import { lineEnding, lineStart, memo, type Edit, type SourceFile, type Span } from "./text.ts";

/** Whether a comment `# trusted-publishing: ignore[rule-id, …] reason` on the span's line, or on the line above, names the rule. */
export function ignores(span: Span, ruleId: string): boolean {
  const { text } = span.file;
  const line = lineStart(text, span.start);
  const known = ignoredRules(span.file);
  if (known.size === 0) return false;
  return (
    known.get(line)?.has(ruleId) === true || (line > 0 && known.get(lineStart(text, line - 1))?.has(ruleId) === true)
  );
}

const comment = /#[ \t]*trusted-publishing:[ \t]*ignore\[([^\]\r\n]*)\]/g;

/** The rules that comments name, by the offset of the comment's line. `.npmrc` comments may begin with `;` as well. */
const ignoredRules = memo((file: SourceFile): ReadonlyMap<number, ReadonlySet<string>> => {
  const byLine = new Map<number, ReadonlySet<string>>();
  if (!file.text.includes("trusted-publishing:")) return byLine;
  for (const match of file.text.matchAll(comment)) {
    const ids = (match[1] ?? "").split(",").map((id) => id.trim());
    const line = lineStart(file.text, match.index);
    byLine.set(line, new Set([...(byLine.get(line) ?? []), ...ids]));
  }
  return byLine;
});

/** The edit that writes the comment above the span's line, or undefined where the file's language has no comments. */
export function ignoreEdit(span: Span, ruleId: string): Edit | undefined {
  const { file } = span;
  if (file.path.endsWith(".json")) return undefined;
  const start = lineStart(file.text, span.start);
  const indentation = /^[ \t]*/.exec(file.text.slice(start))?.[0] ?? "";
  const above = file.text.slice(0, start).trimEnd();
  if (above.endsWith("\\")) return undefined;
  const text = `${indentation}# trusted-publishing: ignore[${ruleId}]${lineEnding(file.text)}`;
  return { span: { file, start, end: start }, text };
}
