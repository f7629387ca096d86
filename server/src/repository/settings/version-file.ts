import { parseJson } from "../../syntax/json.ts";
import { entryOf, valueOf, type Node } from "../../syntax/tree.ts";
import { memo, type Located, type SourceFile } from "../../text.ts";
import { readableText, type Text } from "../value.ts";

/** What a file says of Node's version, in each way that setup-node knows; what is empty isn't said. */
export interface VersionFile {
  /** An object in JSON, errors included, of which nothing else is read. */
  readonly json: boolean;
  readonly volta: Text | undefined;
  /** The `version` of the `node` of `devEngines.runtime`. */
  readonly runtime: Text | undefined;
  readonly engines: Text | undefined;
  /** `volta.extends`: the path of another such file. */
  readonly extends: Text | undefined;
  /** `tools.node` of a `mise.toml`. */
  readonly mise: Located<string> | undefined;
  /** The first line that is a version, with `node` or `nodejs` before it or alone: of `.nvmrc`, `.node-version`, `.tool-versions`. */
  readonly line: Located<string> | undefined;
}

/** Source: setup-node's `getNodeVersionFromFile`, v4.0.2 to v7.0.0 and its main branch of 2026-08-18. */
export const readVersionFile = memo((file: SourceFile): VersionFile => {
  const root = /^\s*\{/.test(file.text) ? parseJson(file).root : undefined;
  const volta = valueOf(root, "volta");
  return {
    json: root !== undefined,
    volta: said(volta, "node"),
    runtime: runtimeOf(valueOf(valueOf(root, "devEngines"), "runtime")),
    engines: said(valueOf(root, "engines"), "node"),
    extends: said(volta, "extends"),
    mise: root === undefined ? miseNode(file) : undefined,
    line: root === undefined ? versionLine(file) : undefined,
  };
});

function said(node: Node | undefined, key: string): Text | undefined {
  const text = entryOf(node, key) === undefined ? undefined : readableText(node, key);
  return text?.value === "" ? undefined : text;
}

function runtimeOf(runtimes: Node | undefined): Text | undefined {
  const items = runtimes?.kind === "sequence" ? runtimes.items : [runtimes];
  const node = items.find(
    (item) => readableText(item, "name")?.value.toLowerCase() === "node" && said(item, "version") !== undefined,
  );
  return said(node, "version");
}

/** `node` in the table `tools`, as text or as a table with a `version`; undefined for lists, of which setup-node takes none. */
function miseNode(file: SourceFile): Located<string> | undefined {
  const value = String.raw`(?:"([^"\\\r\n]+)"|'([^'\r\n]+)')`;
  const inTools = String.raw`^[ \t]*\[[ \t]*tools[ \t]*\][ \t]*(?:#.*)?\r?\n(?:(?![ \t]*\[).*\r?\n)*?[ \t]*["']?node["']?[ \t]*=[ \t]*`;
  const forms = [
    `${inTools}${value}`,
    String.raw`${inTools}\{[^}\r\n]*\bversion[ \t]*=[ \t]*${value}`,
    String.raw`^[ \t]*\[[ \t]*tools\.node[ \t]*\][ \t]*(?:#.*)?\r?\n(?:(?![ \t]*\[).*\r?\n)*?[ \t]*version[ \t]*=[ \t]*${value}`,
  ];
  if (/"""|'''/.test(file.text)) return undefined;
  const found = forms.map((form) => new RegExp(form, "dm").exec(file.text)).find((match) => match !== null);
  const [start, end] = found?.indices?.[1] ?? found?.indices?.[2] ?? [];
  if (start === undefined || end === undefined) return undefined;
  return { value: file.text.slice(start, end), span: { file, start, end } };
}

function versionLine(file: SourceFile): Located<string> | undefined {
  const match =
    /^(?:node(?:js)?[ \t]+)?v?([^\s]+)$/dm.exec(file.text.replaceAll("\r", "\n")) ??
    /^\s*v?([^\s]+)\s*$/d.exec(file.text);
  const [start, end] = match?.indices?.[1] ?? [];
  if (start === undefined || end === undefined) return undefined;
  return { value: file.text.slice(start, end), span: { file, start, end } };
}
