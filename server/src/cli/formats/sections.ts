import { styled, wrap, type Style, type Terminal } from "../terminal.ts";

/** Lines of more columns are hard to read. */
export const widest = 100;

/** A part of what is shown, under its title; nothing without lines. */
export function section(title: string, lines: readonly string[], terminal: Terminal): readonly string[] {
  return lines.length === 0 ? [] : ["", styled(terminal, "bold", title), ...lines];
}

export function bullet(text: string, terminal: Terminal): readonly string[] {
  return labelled("  ", "- ", "dim", text.replaceAll(/ \(docs\/facts\/[^)]*\)/g, ""), terminal);
}

export function wrapped(indent: string, text: string, terminal: Terminal): readonly string[] {
  return wrap(plain(text), Math.max(20, terminal.width - indent.length)).map((line) => indent + line);
}

/** A text after a label, in lines that begin below its first word. */
export function labelled(
  indent: string,
  name: string,
  style: Style,
  text: string,
  terminal: Terminal,
): readonly string[] {
  const column = indent.length + name.length;
  return wrap(plain(text), Math.max(20, terminal.width - column)).map((line, index) =>
    index === 0 ? indent + styled(terminal, style, name) + line : " ".repeat(column) + line,
  );
}

/** Markdown's emphasis is none on a terminal; code stays in its backquotes. */
function plain(text: string): string {
  return text.replaceAll(/`[^`]*`|\*([^*`]+)\*/g, (whole, emphasized: string | undefined) => emphasized ?? whole);
}
