import { styleText } from "node:util";

/** What the text format needs to know of where it is shown. */
export interface Terminal {
  /** In columns. */
  readonly width: number;
  readonly color: boolean;
}

export type Style = Parameters<typeof styleText>[0];

/** The text in a style, or as it is where the terminal shows no colours. */
export function styled(terminal: Terminal, style: Style, text: string): string {
  return terminal.color ? styleText(style, text, { validateStream: false }) : text;
}

/**
 * A text from a repository, safe to print: control and direction characters, which could rewrite the screen, become `�`.
 * Tabs become spaces.
 */
export function printable(text: string): string {
  return text.replaceAll("\t", " ").replace(unprintable, "�");
}

/**
 * Lines that GitHub's runner takes for no command of a workflow: it obeys each line that begins, after white space, with `::`, and
 * `##[` anywhere, whoever wrote it. A character without width comes between. Source: `ActionCommand` of actions/runner.
 */
export function withoutCommands(text: string): string {
  return text.replaceAll(/^(\s*):(?=:)/gm, "$1:\u2060").replaceAll("##[", "#\u2060#[");
}

/** How many columns a terminal gives to a text: wide characters and emoji take two, combining marks none. */
export function columns(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += graphemeColumns(segment);
  return width;
}

/** One character as a reader counts them, with the columns it takes. */
export function graphemeColumns(grapheme: string): number {
  if (wide.test(grapheme) || grapheme.includes("\uFE0F")) return 2;
  return /^[\p{Mn}\p{Me}\p{Cf}]+$/u.test(grapheme) ? 0 : 1;
}

export const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** The text's words in lines of at most `width` columns, code in backquotes whole; a longer word has a line of its own. */
export function wrap(text: string, width: number): readonly string[] {
  const words = text.match(/(?:`[^`]*`|[^ ])+/g) ?? [];
  const lines: string[] = [];
  let line = "";
  for (const word of words.flatMap((whole) => (columns(whole) > width ? whole.split(" ") : [whole]))) {
    if (line !== "" && columns(line) + 1 + columns(word) > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

const unprintable = /[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/gu;

/** East Asian wide and fullwidth ranges (Unicode, EastAsianWidth), and what is shown as emoji by default. */
const wide =
  /^(?:\p{Emoji_Presentation}|[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97C\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1F64F}\u{1F900}-\u{1F9FF}\u{20000}-\u{3FFFD}])/u;
