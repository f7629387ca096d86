import type { Repository } from "../repository/repository.ts";
import { declareEdits, listText, type Trusted } from "../fixes/declare-publisher.ts";
import { publishersPath, readPublishers } from "../repository/settings/publishers.ts";
import { applyEdits, type SourceFile } from "../text.ts";

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
    const edits = declareEdits(declared, name, trusted);
    const text = edits && applyEdits(extended.text, edits);
    if (text === undefined) return undefined;
    if (text !== extended.text) extended = { path: publishersPath, text };
  }
  return extended === file ? "unchanged" : { path: publishersPath, before: file, text: extended.text };
}
