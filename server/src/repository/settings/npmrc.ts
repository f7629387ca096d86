import { parseNpmrc, type NpmrcLine } from "../../syntax/npmrc.ts";
import type { Located, SourceFile, Span } from "../../text.ts";
import { packageIn } from "../package/package.ts";
import { isWorkspaceOf } from "../package/workspaces.ts";
import { join, upwards } from "../paths.ts";
import type { Repository } from "../repository.ts";

/** One setting of a `.npmrc`; its value may name variables. */
export interface NpmrcSetting {
  readonly key: Located<string>;
  /** With its `${…}` as written; npm reads a key without `=` as `true`. */
  readonly value: Located<string>;
  readonly variables: readonly { readonly name: string; readonly optional: boolean; readonly span: Span }[];
}

/** A project's `.npmrc` as npm reads it: the last line of a key wins, sections don't count. */
function npmrcSettings(file: SourceFile): readonly NpmrcSetting[] {
  const last = new Map<string, NpmrcSetting>();
  for (const line of parseNpmrc(file)) if (line.section === undefined) last.set(line.key.value, settingOf(line));
  return [...last.values()];
}

function settingOf({ key, value, variables }: NpmrcLine): NpmrcSetting {
  return { key, value: value ?? { value: "true", span: key.span }, variables };
}

/**
 * The project's settings that npm reads when it runs in `directory`: those next to the nearest package.json,
 * or those of the root that lists it as a workspace, whose own `.npmrc` npm ignores (docs/facts/npm.md#ignored-npmrc-files).
 */
export function projectSettings(repository: Repository, directory: string): readonly NpmrcSetting[] | "unknown" {
  const prefix = projectFolder(repository, directory);
  if (prefix === undefined) return "unknown";
  return npmrcIn(repository, prefix) ?? "unknown";
}

/** The settings of a folder's own `.npmrc`, none without one; undefined where it can't be read. */
export function npmrcIn(repository: Repository, directory: string): readonly NpmrcSetting[] | undefined {
  const file = repository.file(join(directory, ".npmrc"));
  if (file === "unknown") return undefined;
  return file === "absent" ? [] : npmrcSettings(file);
}

/** The folder that npm takes for the project's; undefined where it can't be told. */
export function projectFolder(repository: Repository, directory: string): string | undefined {
  const nearest = upwards(directory).find((folder) => packageIn(repository, folder) !== "absent") ?? directory;
  if (packageIn(repository, nearest) === "unknown") return undefined;
  for (const folder of upwards(nearest).slice(1)) {
    const root = packageIn(repository, folder);
    if (root === "unknown") return undefined;
    const listed = root !== "absent" && isWorkspaceOf(root, nearest);
    if (listed === undefined) return undefined;
    if (listed) return folder;
  }
  return nearest;
}
