import { parseJson } from "../../syntax/json.ts";
import { entryOf, valueOf, type Entry, type Mapping, type Node } from "../../syntax/tree.ts";
import { lineSpan, memo, type SourceFile, type Span } from "../../text.ts";
import { dirname, join } from "../paths.ts";
import type { Repository } from "../repository.ts";
import { readableText, textMapAt, textOfNode, textsOf, type Text, type TextMap } from "../value.ts";

/** A package.json, as it is written. */
export interface Package {
  readonly file: SourceFile;
  /** The folder it is in; `""` is the repository's root. */
  readonly directory: string;
  readonly name: Text | undefined;
  readonly version: Text | undefined;
  readonly private: boolean;
  readonly scripts: TextMap;
  readonly publishConfig: TextMap;
  readonly repository: RepositoryField;
  /** Workspace globs, as npm and yarn read them; undefined where there are none. */
  readonly workspaces: readonly Text[] | "unreadable" | undefined;
  /** Where the file says something of the whole package: its name, else its opening brace. */
  readonly span: Span;
  /** For `edit.ts`. */
  readonly block: Mapping;
}

/** What `repository` says: `missing` covers absent, `""`, and an object whose `url` is absent or empty. */
type RepositoryField =
  | {
      readonly kind: "missing";
      readonly entry: Entry | undefined;
      readonly url: Entry | undefined;
      readonly span: Span | undefined;
    }
  | { readonly kind: "url"; readonly url: Text; readonly directory: Text | undefined }
  | { readonly kind: "unreadable" };

/** The package.json in a folder: absent, or unknown where it can't be read or isn't an object. */
export function packageIn(repository: Repository, directory: string): Package | "absent" | "unknown" {
  const file = repository.file(join(directory, "package.json"));
  if (typeof file === "string") return file;
  return readPackage(file) ?? "unknown";
}

const readPackage = memo((file: SourceFile): Package | undefined => {
  const { root, errors } = parseJson(file);
  if (root?.kind !== "mapping") return undefined;
  const repository = readRepositoryField(entryOf(root, "repository"));
  const name = readableText(root, "name");
  const privateValue = valueOf(root, "private");
  return {
    file,
    directory: dirname(file.path),
    name,
    version: readableText(root, "version"),
    private: privateValue?.kind === "scalar" && (privateValue.value === true || privateValue.value === "true"),
    scripts: textMapAt(root, "scripts"),
    publishConfig: textMapAt(root, "publishConfig"),
    // Text that isn't JSON may hold it where the parser lost its way.
    repository: errors > 0 && repository.kind === "missing" ? { kind: "unreadable" } : repository,
    workspaces: readWorkspaces(valueOf(root, "workspaces")),
    span: name === undefined || name.value === "" ? lineSpan(file, root.span.start, root.span.start + 1) : name.span,
    block: root,
  };
});

function readRepositoryField(entry: Entry | undefined): RepositoryField {
  const value = entry?.value;
  if (entry === undefined || value === undefined)
    return { kind: "missing", entry, url: undefined, span: entry?.key.span };
  const text = textOfNode(value);
  if (text !== undefined) return urlField(entry, undefined, text, undefined);
  if (value.kind !== "mapping") return { kind: "unreadable" };
  const url = entryOf(value, "url");
  if (url?.value === undefined) return { kind: "missing", entry, url: undefined, span: entry.key.span };
  const urlText = textOfNode(url.value);
  return urlText === undefined
    ? { kind: "unreadable" }
    : urlField(entry, url, urlText, readableText(value, "directory"));
}

function urlField(entry: Entry, url: Entry | undefined, text: Text, directory: Text | undefined): RepositoryField {
  if (text.value.trim() === "") return { kind: "missing", entry, url, span: text.span };
  return { kind: "url", url: text, directory };
}

function readWorkspaces(node: Node | undefined): Package["workspaces"] {
  const list = node?.kind === "mapping" ? valueOf(node, "packages") : node;
  if (list === undefined) return undefined;
  return (list.kind === "sequence" ? textsOf(list) : undefined) ?? "unreadable";
}
