import semver from "semver";
import { setValue } from "../edit/edit.ts";
import type { Lacks } from "../publish/tool/tool.ts";
import type { Text } from "../repository/value.ts";
import type { Edit } from "../text.ts";

/** Another version where a tool's is written, of the form that is there; undefined where a person has to. */
export function newerTool({
  of,
  version,
  minimum,
  withinMajor,
}: Extract<Lacks, { kind: "too-old" }>):
  | { readonly title: string; readonly kind: "review"; readonly edits: readonly Edit[] }
  | undefined {
  const { written, range } = version.value;
  if (written === undefined) return undefined;
  if (withinMajor && semver.minVersion(range)?.major !== semver.major(minimum)) return undefined;
  const text = newText(written.value, minimum);
  const edits = text === undefined || text === written.value ? undefined : setValue(written.node, text);
  return edits && { title: `Use ${of} ${text?.replace(/^.*@/, "") ?? minimum}`, kind: "review", edits };
}

/** The edits that ask for `minimum` or later where a package.json asks for an older version, in the form that is there. */
export function newerRange(written: Text, minimum: string): readonly Edit[] | undefined {
  if (semver.validRange(written.value) === null) return undefined;
  const text = newText(written.value, minimum);
  return text === undefined || text === written.value ? undefined : setValue(written.node, text);
}

function newText(written: string, minimum: string): string | undefined {
  const [, name, version = ""] = /^(.+@)(.*)$/.exec(written) ?? [];
  // Behind a commit there is nothing that a person could write.
  if (name?.includes("/") === true) return /^v\d/.test(version) ? `${name}v${semver.major(minimum)}` : undefined;
  if (name !== undefined) return name + minimum;
  return semver.valid(written) === null ? `^${minimum}` : minimum;
}
