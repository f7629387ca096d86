import { spellRegistry } from "./registry.ts";
import { closing, opening, split } from "./sections.ts";
import { defaultGiven, readGiven, type Given } from "./given.ts";

/** A rule's page, its file of further examples, or a file of cases. */
export interface Page {
  /** Relative to the repository's root, with `/`. */
  readonly path: string;
  /** The rule that a page or a file of further examples is about: the file's name; undefined for cases. */
  readonly rule: string | undefined;
  /** The whole text: prose as it is, and the examples in their places. */
  readonly parts: readonly (string | Example)[];
  readonly examples: readonly Example[];
  /** What isn't notation, with the line. */
  readonly problems: readonly string[];
}

/** One test: files, what else is given, and what lint says of them. */
export interface Example {
  readonly title: string;
  /** The rule whose findings are drawn; undefined where all are. */
  readonly rule: string | undefined;
  /** Whether it is under "Reported"; undefined in cases. */
  readonly reported: boolean | undefined;
  /** As it is in the page, without blank lines at its end. */
  readonly written: string;
  /** The author's part: prose as it is, and the files in their places. */
  readonly parts: readonly (string | ExampleFile)[];
  readonly files: readonly ExampleFile[];
  readonly given: Given;
}

export interface ExampleFile {
  readonly path: string;
  /** Without marks, with npm's real registry. */
  readonly text: string;
  /** The line that opens the fence, such as "```yaml". */
  readonly fence: string;
  readonly marks: readonly Mark[];
}

/** A line under a source line: where, and what is said. Lines count from 0, columns in UTF-16 units of the page. */
interface Mark {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly says: string;
}

/** A page read; what isn't notation becomes a problem, never an exception. */
export function readPage(path: string, source: string): Page {
  const rule = /^(?:docs|test)\/rules\/(.*)\.md$/.exec(path)?.[1];
  const lines = source.replaceAll("\r\n", "\n").split("\n");
  const problems: string[] = [];
  const parts: (string | Example)[] = [];
  for (const part of split(lines, rule === undefined, problems)) {
    const own = lines.slice(part.start, part.end);
    if (part.title === undefined) parts.push(own.join("\n").trim());
    else parts.push(readExample(own, part.start, { title: part.title, reported: part.reported, rule }, problems));
  }
  const examples = parts.filter((part) => typeof part !== "string");
  const titles = examples.map((example) => example.title);
  for (const title of titles.filter((name, index) => titles.indexOf(name) !== index))
    problems.push(`two examples are called "${title}"`);
  return { path, rule, parts: parts.filter((part) => part !== ""), examples, problems };
}

const generated = /^(?:Fixed by (?:".*"|every safe fix)|Then: |Also: |Understood: |Not understood: )/;
const named = /^(?:.* )?`([^`]+)`:$/;

function readExample(
  lines: readonly string[],
  offset: number,
  head: Pick<Example, "title" | "reported" | "rule">,
  problems: string[],
): Example {
  const parts: (string | ExampleFile)[] = [];
  let given = defaultGiven;
  let prose: string[] = [];
  let index = 0;
  for (; index < lines.length && !generated.test(lines[index] ?? ""); index++) {
    const line = lines[index] ?? "";
    const [, , language] = opening.exec(line) ?? [];
    prose.push(line);
    if (language === undefined) continue;
    const end = closing(lines, index);
    const body = lines.slice(index + 1, end);
    const where = `line ${offset + index + 1}`;
    const path = named.exec(prose.findLast((before, at) => at < prose.length - 1 && before.trim() !== "") ?? "")?.[1];
    if (language === "given") {
      given = readGiven(body.join("\n"), (problem) => problems.push(`${where}: ${problem}`));
      prose.push(...body, lines[end] ?? "");
    } else if (path === undefined) {
      problems.push(`${where}: no path in backquotes stands before the fence`);
      prose.push(...body, lines[end] ?? "");
    } else {
      if (parts.some((part) => typeof part !== "string" && part.path === path))
        problems.push(`${where}: a second ${path}`);
      parts.push(
        prose.slice(0, -1).join("\n"),
        readFile(path, line, body, (problem) => problems.push(`${where}: ${problem}`)),
      );
      prose = [];
    }
    index = end;
  }
  parts.push(prose.join("\n").trimEnd());
  lostProse(lines, index, (at) =>
    problems.push(`line ${offset + at + 1}: what is generated comes last, so this line would be lost`),
  );
  const files = parts.filter((part) => typeof part !== "string");
  if (files.length === 0) problems.push(`line ${offset + 1}: the example "${head.title}" has no file`);
  return { ...head, written: lines.join("\n").trim(), parts, files, given };
}

/** Lines after the first generated one that weren't generated. */
function lostProse(lines: readonly string[], from: number, report: (line: number) => void): void {
  for (let index = from; index < lines.length; index++) {
    const line = lines[index] ?? "";
    if (opening.test(line)) index = closing(lines, index);
    else if (line.trim() !== "" && !generated.test(line) && !/^`[^`]+`:$/.test(line)) report(index);
  }
}

function readFile(
  path: string,
  fence: string,
  body: readonly string[],
  report: (problem: string) => void,
): ExampleFile {
  if (path.startsWith("/") || path.split("/").includes("..")) report(`${path} isn't a path inside the repository`);
  const source: string[] = [];
  const marks: Mark[] = [];
  for (const line of body) {
    const [, before = "", carets = "", says = ""] = /^([ \t]*)(\^+)(?: (.*))?$/.exec(line) ?? [];
    if (carets === "") source.push(line);
    else if (source.length === 0) report("a mark stands above the first line");
    else marks.push({ line: source.length - 1, start: before.length, end: before.length + carets.length, says });
  }
  return { path, fence, marks, text: spellRegistry(source.map((line) => `${line}\n`).join("")) };
}
