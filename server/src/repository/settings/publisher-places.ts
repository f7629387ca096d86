import { parseJson } from "../../syntax/json.ts";
import { valueOf, type Entry, type Node } from "../../syntax/tree.ts";
import type { SourceFile, Span } from "../../text.ts";

/** A place of `.github/trusted-publishers.json` where something of this repository can be. */
export interface PublisherPlace {
  readonly kind: "package" | "repository" | "file" | "environment" | "permission" | "environment rules" | "ref";
  /** What is there, with its quotes; empty where nothing is yet. */
  readonly span: Span;
}

/** The place at an offset, however little of the file is typed; undefined where nothing of the repository belongs. */
export function publisherPlaceAt(file: SourceFile, offset: number): PublisherPlace | undefined {
  const { root } = parseJson(file);
  const keyOf = (mapping: Node | undefined, kind: PublisherPlace["kind"]): PublisherPlace | undefined => {
    const entry = entriesOf(mapping).find(({ key }) => holds(key.span, offset));
    return entry && { kind, span: entry.key.span };
  };
  const packages = valueOf(root, "packages");
  const environments = valueOf(root, "environments");
  const inEntries = entriesOf(packages).flatMap(({ value }) => (value?.kind === "sequence" ? value.items : []));
  for (const item of inEntries) {
    if (!holds(item.span, offset)) continue;
    for (const entry of entriesOf(item)) {
      const found = valueAt(entry, offset);
      const kind = kinds[entry.key.value];
      if (found !== undefined) return kind === undefined ? undefined : { kind, span: found };
    }
    return undefined;
  }
  for (const { value } of entriesOf(environments)) {
    const refs = entriesOf(value).find(({ key }) => key.value === "refs");
    const found = refs && valueAt(refs, offset);
    if (found !== undefined) return { kind: "ref", span: found };
  }
  return keyOf(packages, "package") ?? keyOf(environments, "environment rules");
}

const kinds: Readonly<Record<string, PublisherPlace["kind"]>> = {
  repository: "repository",
  file: "file",
  environment: "environment",
  permissions: "permission",
};

function entriesOf(node: Node | undefined): readonly Entry[] {
  return node?.kind === "mapping" ? node.entries : [];
}

/** The text at an offset that is a key's value, or is in its list; an empty span right after a key without a value. */
function valueAt({ key, value }: Entry, offset: number): Span | undefined {
  const { file } = key.span;
  if (value === undefined)
    return offset > key.span.end && /^\s*:[ \t]*$/.test(file.text.slice(key.span.end, offset))
      ? { file, start: offset, end: offset }
      : undefined;
  if (value.kind === "scalar") return holds(value.span, offset) ? value.span : undefined;
  const item = value.kind === "sequence" ? value.items.find(({ span }) => holds(span, offset)) : undefined;
  return item?.kind === "scalar" ? item.span : undefined;
}

/** Whether the offset is inside, past the first character. */
function holds({ start, end }: Span, offset: number): boolean {
  return start < offset && offset <= end;
}
