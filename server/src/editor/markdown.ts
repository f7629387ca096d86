/**
 * Markdown that shows a text as it is, except for code in backquotes. Names and values in it come from files that anyone may have
 * written: none of them becomes a link, an image (which an editor would fetch), HTML or formatting. White space becomes single spaces.
 */
export function inertMarkdown(text: string): string {
  let rest = text.replaceAll(/\s+/g, " ");
  let shown = "";
  // Code is what is between two single backquotes. Runs of several pair in other ways, so they are text.
  for (let found = code.exec(rest); found !== null; found = code.exec(rest)) {
    shown += `${escaped(rest.slice(0, found.index))}${found[0]}`;
    rest = rest.slice(found.index + found[0].length);
  }
  return shown + escaped(rest);
}

const code = /(?<!`)`[^`]+`(?!`)/;

/** A text as inline code, whatever backquotes it holds. */
export function codeSpan(text: string): string {
  const fence = "`".repeat(1 + longestRun(text));
  const pad = /^[` ]|[` ]$/.test(text) || text === "" ? " " : "";
  return `${fence}${pad}${text.replaceAll(/\s+/g, " ")}${pad}${fence}`;
}

/** Lines as a block of code. */
export function codeBlock(language: string, lines: readonly string[]): readonly string[] {
  const fence = "`".repeat(Math.max(3, 1 + longestRun(lines.join("\n"))));
  return [fence + language, ...lines.map((line) => line.replaceAll(/[\r\n]+/g, " ")), fence];
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}

/** What GitHub-flavoured Markdown makes links of without any brackets is taken apart too: addresses and e-mail addresses. */
function escaped(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]()<>#+!|~&]/g, "\\$&").replaceAll(/:(?=\/\/)|(?<=www)\.|(?<=\S)@/gi, "\\$&");
}
