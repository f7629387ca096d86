import { insertKey, removeEntry } from "../edit/edit.ts";
import type { DeclaredPackage, Publisher, Publishers } from "../repository/settings/publishers.ts";
import type { TextOr } from "../repository/value.ts";
import { lineEnding, lineStart, type Edit } from "../text.ts";

/** What npmjs.com is to trust. */
export interface Trusted {
  /** `owner/name` on GitHub. */
  readonly repository: string;
  /** The workflow's file name. */
  readonly file: string;
  readonly environment: string | undefined;
  readonly action: "publish" | "stage";
}

/**
 * The edits that declare a publisher for a package, where none that is declared does the same; none where one does. Undefined where
 * the file can't be extended cleanly.
 */
export function declareEdits(
  { file, packages, block }: Publishers,
  name: string,
  trusted: Trusted,
): readonly Edit[] | undefined {
  const known = packages.find((each) => each.name.value === name);
  const eol = lineEnding(file.text);
  const unit = /^[ \t]+(?=")/m.exec(file.text)?.[0] ?? "  ";
  if (known?.publishers.some((publisher) => fits(publisher, trusted)) === true) return [];
  if (known === undefined) {
    // No name of a package holds this.
    const stand = "\0";
    const edits = block && insertKey(block, name, stand);
    return edits?.map((edit) => {
      const indentation = /(?:^|\n)([ \t]*)(?=")/.exec(edit.text)?.[1] ?? unit + unit;
      return {
        ...edit,
        text: edit.text.replace(JSON.stringify(stand), () => listText(trusted, indentation, unit, eol)),
      };
    });
  }
  const { list, complete } = known;
  const [first] = list?.items ?? [];
  if (list === undefined || !complete) return undefined;
  if (first === undefined) return [{ span: list.span, text: listText(trusted, unit + unit, unit, eol) }];
  const { start } = first.span;
  const indentation = /(?<![ \t])[ \t]*$/.exec(file.text.slice(0, start))?.[0] ?? "";
  // An entry in one line gets another one above it.
  const inLine = !file.text.slice(start, first.span.end).includes("\n");
  const entry = inLine ? `{ ${membersOf(trusted).join(", ")} }` : entryText(trusted, indentation, unit, eol);
  const ownLine = /^[ \t]*$/.test(before(file.text, start));
  return [{ span: { file, start, end: start }, text: `${entry},${ownLine ? eol + indentation : " "}` }];
}

function fits({ repository, file, environment, permissions }: Publisher, trusted: Trusted): boolean {
  const says = (text: TextOr): string => (typeof text === "object" ? text.value : "");
  return (
    says(repository) === trusted.repository &&
    says(file) === trusted.file &&
    ["", trusted.environment].includes(says(environment)) &&
    (permissions?.length === 0 || permissions?.some(({ value }) => value === permissionOf(trusted)) === true)
  );
}

function permissionOf({ action }: Trusted): string {
  return action === "stage" ? "createStagedPackage" : "createPackage";
}

/** The edits that remove a declared publisher, and its package with the last one; undefined where that can't be done cleanly. */
export function undeclareEdits(
  { sound, block }: Publishers,
  { name, list }: DeclaredPackage,
  { block: own }: Publisher,
): readonly Edit[] | undefined {
  const items = list?.items ?? [];
  const index = items.findIndex((item) => item === own);
  const [previous, next] = [items[index - 1], items[index + 1]];
  const { file, start, end } = own.span;
  if (!sound || index < 0) return undefined;
  if (next !== undefined) return [{ span: { file, start, end: next.span.start }, text: "" }];
  if (previous !== undefined) return [{ span: { file, start: previous.span.end, end }, text: "" }];
  const entry = block?.entries.find(({ key }) => key.value === name.value);
  return block && entry && removeEntry(block, entry);
}

/** A list with that one publisher, as JSON. */
export function listText(trusted: Trusted, indentation: string, unit: string, eol: string): string {
  const inner = indentation + unit;
  return `[${eol}${inner}${entryText(trusted, inner, unit, eol)}${eol}${indentation}]`;
}

function entryText(trusted: Trusted, indentation: string, unit: string, eol: string): string {
  const members = membersOf(trusted).map((member) => indentation + unit + member);
  return `{${eol}${members.join(`,${eol}`)}${eol}${indentation}}`;
}

function membersOf(trusted: Trusted): readonly string[] {
  const { repository, file, environment } = trusted;
  return [
    '"type": "github"',
    `"repository": ${JSON.stringify(repository)}`,
    `"file": ${JSON.stringify(file)}`,
    ...(environment === undefined ? [] : [`"environment": ${JSON.stringify(environment)}`]),
    `"permissions": ["${permissionOf(trusted)}"]`,
  ];
}

function before(text: string, offset: number): string {
  return text.slice(lineStart(text, offset), offset);
}
