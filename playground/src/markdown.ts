import { element } from "./element.ts";

/** Goes to a line of a pasted file. */
export type GoTo = (path: string, line: number) => void;

/**
 * The Markdown that this project's own functions write, as elements: headings, lists, tables, code, bold, links.
 * Anything else is text. A link leads to an `https:` address, or to a line of a pasted file.
 */
export function markdown(text: string, goTo: GoTo): DocumentFragment {
  const made = document.createDocumentFragment();
  made.append(...blocks(text.split("\n"), goTo));
  return made;
}

function blocks(lines: readonly string[], goTo: GoTo): readonly Node[] {
  const made: Node[] = [];
  for (let at = 0; at < lines.length;) {
    const line = lines[at] ?? "";
    const end = endOfBlock(lines, at);
    const own = lines.slice(at, end);
    at = end;
    if (line.trim() === "") continue;
    const [, marks = "", title = ""] = /^(#{1,4}) (.*)$/.exec(line) ?? [];
    if (marks !== "") made.push(element(headings[marks.length] ?? "h5", {}, ...inline(title, goTo)));
    else if (line.startsWith("```")) made.push(element("pre", {}, element("code", {}, own.slice(1, -1).join("\n"))));
    else if (line.startsWith("|")) made.push(table(own, goTo));
    else if (item.test(line)) made.push(list(own, goTo));
    else made.push(element("p", {}, ...inline(own.join(" "), goTo)));
  }
  return made;
}

/** The page has headings of its own above these. */
const headings: readonly ("h3" | "h4" | "h5")[] = ["h3", "h3", "h4", "h5"];

const item = /^(?:- |\d+\. )/;

function endOfBlock(lines: readonly string[], start: number): number {
  const first = lines[start] ?? "";
  const goesOn = (line: string): boolean => {
    if (first.startsWith("|")) return line.startsWith("|");
    if (item.test(first)) return item.test(line) || /^ {2,}\S/.test(line);
    return line.trim() !== "" && !/^(?:#|\||```|- |\d+\. )/.test(line);
  };
  if (first.trim() === "" || first.startsWith("#")) return start + 1;
  let end = start + 1;
  if (first.startsWith("```")) {
    while (end < lines.length && lines[end] !== "```") end++;
    return Math.min(end + 1, lines.length);
  }
  while (end < lines.length && goesOn(lines[end] ?? "")) end++;
  return end;
}

function list(lines: readonly string[], goTo: GoTo): HTMLElement {
  const made = element(/^\d/.test(lines[0] ?? "") ? "ol" : "ul");
  for (let at = 0; at < lines.length;) {
    const text = (lines[at++] ?? "").replace(item, "");
    const below: string[] = [];
    for (; at < lines.length && !item.test(lines[at] ?? ""); at++) below.push((lines[at] ?? "").replace(/^ {2,3}/, ""));
    made.append(element("li", {}, ...inline(text, goTo), ...blocks(below, goTo)));
  }
  return made;
}

function table(lines: readonly string[], goTo: GoTo): HTMLElement {
  const cells = (line: string): readonly string[] =>
    line
      .replace(/^\| ?| ?\|$/g, "")
      .split(/ ?(?<!\\)\| ?/)
      .map((cell) => cell.replaceAll("\\|", "|"));
  const [head = "", , ...rows] = lines;
  const row = (line: string, tag: "th" | "td") =>
    element("tr", {}, ...cells(line).map((cell) => element(tag, {}, ...inline(cell, goTo))));
  // It may be wider than the page: then it scrolls, by the keyboard as well.
  return element(
    "div",
    { class: "scrolls", tabindex: "0" },
    element(
      "table",
      {},
      element("thead", {}, row(head, "th")),
      element("tbody", {}, ...rows.map((line) => row(line, "td"))),
    ),
  );
}

const pieces =
  /\\(?<escaped>[!-/:-@[-`{-~])|(?<ticks>`+)(?<code>.+?)\k<ticks>(?!`)|\*\*(?<bold>.+?)\*\*|\*(?<slanted>[^*\s][^*]*)\*|\[(?<text>(?:\\.|[^\]])*)\]\(<?(?<target>[^)>]*)>?\)|<(?<address>https:[^>\s]*)>/g;

function inline(text: string, goTo: GoTo): readonly Node[] {
  const made: Node[] = [];
  const add = (plain: string): void => {
    const last = made.at(-1);
    if (last instanceof Text) last.data += plain;
    else if (plain !== "") made.push(document.createTextNode(plain));
  };
  let at = 0;
  for (const { 0: all, index, groups = {} } of text.matchAll(pieces)) {
    add(text.slice(at, index));
    at = index + all.length;
    const { escaped, code, bold, slanted, text: words, target, address } = groups;
    if (escaped !== undefined) add(escaped);
    else if (code !== undefined) made.push(element("code", {}, code.replace(/^ (.*) $/, "$1")));
    else if (bold !== undefined) made.push(element("strong", {}, ...inline(bold, goTo)));
    else if (slanted !== undefined) made.push(element("em", {}, ...inline(slanted, goTo)));
    else if (address !== undefined) made.push(link(address, [address]));
    else made.push(placeOrLink(inline(words ?? "", goTo), target ?? "", goTo));
  }
  add(text.slice(at));
  return made;
}

function placeOrLink(words: readonly Node[], target: string, goTo: GoTo): Node {
  if (target.startsWith("https://")) return link(target, words);
  const [, path = "", line = ""] = /^(.*)#L(\d+)$/.exec(target) ?? [];
  if (path === "") return element("span", {}, ...words);
  return element("button", { type: "button", class: "place", click: () => goTo(path, Number(line)) }, ...words);
}

function link(address: string, words: readonly (Node | string)[]): HTMLElement {
  return element("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, ...words);
}
