import type { Hover, HoverParams } from "vscode-languageserver";
import { describe, type Description } from "../editor/describe.ts";
import { inertMarkdown } from "../editor/markdown.ts";
import { withoutSecrets } from "../lint/secrets.ts";
import { repositoryOf } from "../repository/repository.ts";
import type { Span } from "../text.ts";
import type { Scene } from "./actions.ts";
import { meet, positionAt, rangeOf } from "./positions.ts";

/** What was understood of the publishes at a position of the file; null where there is none. */
export function hoverFor(
  path: string,
  { position }: HoverParams,
  { client, input, uriOf }: Pick<Scene, "client" | "input" | "uriOf">,
  secrets: readonly string[],
): Hover | null {
  const at = { start: position, end: position };
  const repository = repositoryOf(input);
  const found = describe(repository).flatMap((description) => {
    const own = description.spans.find((span) => span.file.path === path && meet(rangeOf(span), at));
    return own === undefined ? [] : [{ description, own }];
  });
  const [first] = found;
  if (first === undefined) return null;
  const markdown = client.markdownHovers;
  const format: Format = {
    plain: (text) => (markdown ? inertMarkdown(withoutSecrets(text, secrets)) : withoutSecrets(text, secrets)),
    strong: markdown ? "**" : "",
    place(span) {
      const line = positionAt(span.file, span.start).line + 1;
      const name = span.file.path === path ? `line ${line}` : `${span.file.path}:${line}`;
      return markdown ? ` ([${format.plain(name)}](<${uriOf(span.file.path)}#L${line}>))` : ` (${name})`;
    },
    end: markdown ? "  \n" : "\n",
  };
  const texts = found.slice(0, most).map(({ description, own }) => textOf(description, own, format));
  if (found.length > most) texts.push(`${found.length - most} more publishes`);
  return {
    contents: { kind: markdown ? "markdown" : "plaintext", value: texts.join(markdown ? "\n\n---\n\n" : "\n\n") },
    range: rangeOf(first.own),
  };
}

/** A command that publishes many packages one by one has a hover that can be read. */
const most = 3;

interface Format {
  plain(text: string): string;
  readonly strong: string;
  /** A link where that can be had. */
  place(span: Span): string;
  readonly end: string;
}

function textOf({ title, mode, lines, spans }: Description, own: Span, { plain, strong, place, end }: Format): string {
  const last = spans.at(-1) ?? own;
  const elsewhere = (span: Span): string => ([own, ...spans].some((each) => isSameLine(each, span)) ? "" : place(span));
  return [
    `${strong}${plain(title)}${strong}${isSameLine(last, own) ? "" : place(last)} · ${plain(mode)}`,
    ...lines.map(({ label, phrases }) => {
      const glue = phrases.some(({ text }) => text.includes(",")) ? "; " : ", ";
      const shown = phrases.map(
        ({ text, span, known }) => `${known ? "" : "not known because of "}${plain(text)}${elsewhere(span)}`,
      );
      return `${label}: ${shown.join(glue)}`;
    }),
  ].join(end);
}

function isSameLine(one: Span, other: Span): boolean {
  return one.file === other.file && positionAt(one.file, one.start).line === positionAt(other.file, other.start).line;
}
