import { insertKey } from "../edit/edit.ts";
import type { Repository } from "../repository/repository.ts";
import { publishersPath, readPublishers, type Publisher, type Publishers } from "../repository/settings/publishers.ts";
import type { TextOr } from "../repository/value.ts";
import { applyEdits, lineEnding, type Edit, type SourceFile } from "../text.ts";

/** What npmjs.com is to trust: the same for every package of a workflow. */
export interface Trusted {
  /** `owner/name` on GitHub. */
  readonly repository: string;
  /** The workflow's file name. */
  readonly file: string;
  readonly environment: string | undefined;
  readonly action: "publish" | "stage";
}

/** A file with its new text, complete. */
export interface FileChange {
  readonly path: string;
  /** As it is now; undefined where there is none. */
  readonly before: SourceFile | undefined;
  readonly text: string;
}

/**
 * `.github/trusted-publishers.json` with a publisher for each package, where none fits yet; `unchanged` where all do.
 * Undefined where the file is there and can't be extended cleanly.
 */
export function publishersChange(
  repository: Repository,
  names: readonly string[],
  trusted: Trusted,
): FileChange | "unchanged" | undefined {
  const file = repository.file(publishersPath);
  if (file === "absent") {
    const lists = names.map((name) => `    ${JSON.stringify(name)}: ${listText(trusted, "    ", "  ", "\n")}`);
    const text = `{\n  "packages": {\n${lists.join(",\n")}\n  }\n}\n`;
    return { path: publishersPath, before: undefined, text };
  }
  if (file === "unknown") return undefined;
  let extended = file;
  for (const name of names) {
    const declared = readPublishers(extended);
    if (declared?.sound !== true) return undefined;
    const edits = editsFor(declared, name, trusted);
    const text = edits && applyEdits(extended.text, edits);
    if (text === undefined) return undefined;
    if (text !== extended.text) extended = { path: publishersPath, text };
  }
  return extended === file ? "unchanged" : { path: publishersPath, before: file, text: extended.text };
}

function editsFor({ file, packages, block }: Publishers, name: string, trusted: Trusted): readonly Edit[] | undefined {
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
  const [first] = known.publishers;
  if (first === undefined || !known.complete) return undefined;
  const { start } = first.block.span;
  const indentation = /(?<![ \t])[ \t]*$/.exec(file.text.slice(0, start))?.[0] ?? "";
  const text = `${entryText(trusted, indentation, unit, eol)},${eol}${indentation}`;
  return [{ span: { file, start, end: start }, text }];
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

function listText(trusted: Trusted, indentation: string, unit: string, eol: string): string {
  const inner = indentation + unit;
  return `[${eol}${inner}${entryText(trusted, inner, unit, eol)}${eol}${indentation}]`;
}

function entryText(trusted: Trusted, indentation: string, unit: string, eol: string): string {
  const { repository, file, environment } = trusted;
  const members = [
    '"type": "github"',
    `"repository": ${JSON.stringify(repository)}`,
    `"file": ${JSON.stringify(file)}`,
    ...(environment === undefined ? [] : [`"environment": ${JSON.stringify(environment)}`]),
    `"permissions": ["${permissionOf(trusted)}"]`,
  ];
  return `{${eol}${members.map((member) => indentation + unit + member).join(`,${eol}`)}${eol}${indentation}}`;
}
