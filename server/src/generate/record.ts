import { insertKey, removeEntry, setValue } from "../edit/edit.ts";
import type { TrustEntry } from "../npm-site/listing.ts";
import { sameJobs, recordedEntry } from "../npm-site/listing.ts";
import type { Repository } from "../repository/repository.ts";
import { publishersPath, readPublishers, type Publisher } from "../repository/settings/publishers.ts";
import { applyEdits, lineEnding, type Edit, type SourceFile } from "../text.ts";
import type { FileChange } from "./publishers.ts";

/**
 * The record with what npm trusts for each package, in the place of what it said of them; it keeps `addedAt` of entries that are
 * still there, and everything else. Undefined where the file is there and can't be changed cleanly.
 */
export function recordChange(
  repository: Repository,
  lists: ReadonlyMap<string, readonly TrustEntry[]>,
): FileChange | "unchanged" | undefined {
  const file = repository.file(publishersPath);
  if (file === "unknown") return undefined;
  const start: SourceFile = file === "absent" ? { path: publishersPath, text: '{\n  "packages": {}\n}\n' } : file;
  let now = start;
  for (const [name, entries] of lists) {
    const text = withList(now, name, entries);
    if (text === undefined) return undefined;
    if (text !== now.text) now = { path: publishersPath, text };
  }
  if (file !== "absent") return now === start ? "unchanged" : { path: publishersPath, before: file, text: now.text };
  return { path: publishersPath, before: undefined, text: now.text };
}

function withList(file: SourceFile, name: string, entries: readonly TrustEntry[]): string | undefined {
  const declared = readPublishers(file);
  if (declared?.sound !== true || declared.block === undefined) return undefined;
  const known = declared.packages.find((each) => each.name.value === name);
  const eol = lineEnding(file.text);
  const unit = /^[ \t]+(?=")/m.exec(file.text)?.[0] ?? "  ";
  const objects = entries.map((entry) => ({ ...entry.fields, ...addedAtOf(known?.publishers ?? [], entry) }));
  const text = JSON.stringify(objects, undefined, unit).replaceAll("\n", eol + unit + unit);
  if (known?.list !== undefined) {
    const { span } = known.list;
    const old = JSON.parse(file.text.slice(span.start, span.end)) as unknown;
    if (JSON.stringify(old) === JSON.stringify(objects)) return file.text;
    return applyEdits(file.text, [{ span, text }]);
  }
  if (known !== undefined) return undefined;
  // No name of a package holds this.
  const stand = "\0";
  const edits = insertKey(declared.block, name, stand);
  return (
    edits &&
    applyEdits(
      file.text,
      edits.map((edit) => ({ ...edit, text: edit.text.replace(JSON.stringify(stand), () => text) })),
    )
  );
}

function addedAtOf(publishers: readonly Publisher[], entry: TrustEntry): { readonly addedAt?: string } {
  const same = publishers.find((each) => sameJobs(recordedEntry(each), entry));
  return typeof same?.addedAt === "object" ? { addedAt: same.addedAt.value } : {};
}

/**
 * The record's text with the time at which an entry was added, and the repository that npm trusts by it; without a time where it
 * wasn't added after all. Undefined where that can't be written cleanly.
 */
export function withAddedAt(
  file: SourceFile,
  name: string,
  index: number,
  addedAt: string | undefined,
  repository: string | undefined,
): string | undefined {
  const declared = readPublishers(file);
  const publisher = declared?.packages.find((each) => each.name.value === name)?.publishers[index];
  if (declared?.sound !== true || publisher === undefined) return undefined;
  const { block, addedAt: old, repository: named } = publisher;
  const edits: (readonly Edit[] | undefined)[] = [];
  if (addedAt === undefined) {
    const entry = block.entries.find(({ key }) => key.value === "addedAt");
    edits.push(entry === undefined ? [] : removeEntry(block, entry));
  } else if (typeof old === "object") edits.push(setValue(old.node, addedAt));
  else edits.push(insertKey(block, "addedAt", addedAt));
  if (repository !== undefined && typeof named === "object" && named.value !== repository)
    edits.push(setValue(named.node, repository));
  return edits.every((each) => each !== undefined) ? applyEdits(file.text, edits.flat()) : undefined;
}
