import { memo, type Located, type SourceFile } from "../text.ts";

/**
 * The Node version in `.nvmrc`, `.node-version` or `.tool-versions`, read with setup-node's own pattern (setup-node v6, `util.ts`);
 * undefined where no line fits, and for TOML, which setup-node v6 doesn't read.
 */
export const versionInFile = memo((file: SourceFile): Located<string> | undefined => {
  if (file.path.endsWith(".toml")) return undefined;
  const match = /^(?:node(?:js)?\s+)?v?([^\s]+) *$/m.exec(file.text.replaceAll("\r", " "));
  const version = match?.[1];
  if (version === undefined) return undefined;
  const start = file.text.indexOf(version, match?.index ?? 0);
  return { value: version, span: { file, start, end: start + version.length } };
});
