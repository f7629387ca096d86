import { ignoreRules, type IgnoreRules } from "../glob/ignore.ts";

/** The `.gitignore` files that count in a folder, the root's first. */
export type IgnoreFiles = readonly { readonly directory: string; readonly rules: IgnoreRules }[];

/** Those of the folder above, and the folder's own, whose text this is; unknown where that is too large. */
export function withIgnoreFile(directory: string, text: string, above: IgnoreFiles): IgnoreFiles | "unknown" {
  // Git tells upper case from lower unless it is set otherwise, and so does the machine that runs the release.
  const rules = ignoreRules(text);
  return rules === undefined ? "unknown" : [...above, { directory, rules }];
}

/** Whether git leaves a path out; a folder's ends with `/`. The folders above it are taken for not ignored. */
export function isIgnored(path: string, files: IgnoreFiles): boolean {
  for (const { directory, rules } of files.toReversed()) {
    const says = rules(directory === "" ? path : path.slice(directory.length + 1));
    if (says !== undefined) return says === "ignored";
  }
  return false;
}
