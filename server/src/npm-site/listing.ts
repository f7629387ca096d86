import type { Publisher } from "../repository/settings/publishers.ts";
import type { TextOr } from "../repository/value.ts";
import { asObject, jsonOf, textOf } from "./package.ts";

/** What npm trusts for a package, or ought to: an entry of `npm trust list --json` (docs/facts/npm.md#npm-trust). */
export interface TrustEntry {
  /** `github`, `gitlab`, `circleci`, or one that came later. */
  readonly type: string;
  readonly id: string | undefined;
  /** `owner/name`; `""` for other types. */
  readonly repository: string;
  readonly file: string;
  /** `""` for none: then npm trusts jobs in any. */
  readonly environment: string;
  /** `createPackage`, `createStagedPackage`, or one that came later; an old entry without any may publish. */
  readonly permissions: readonly string[];
  /** All of it, as npm prints it or the record has it. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** npm's own limit for a package (docs/facts/github.md#trusted-publishers). */
export const mostEntries = 10;

/**
 * Reads what `npm trust list NAME --json` prints: objects one after the other, none of them in an array, and nothing at all where
 * npm trusts nobody. `error` is npm's code where it says that it failed, and undefined means that this isn't npm's output.
 */
export function listingOf(output: string): readonly TrustEntry[] | { readonly error: string } | undefined {
  const objects = objectsIn(output);
  if (objects === undefined) return undefined;
  for (const each of objects) {
    const error = asObject(each["error"]);
    if (error !== undefined) return { error: textOf(error["code"]) ?? "unknown" };
  }
  const entries = objects.map(entryOf);
  return entries.every((each) => each.type !== "") ? entries : undefined;
}

function entryOf(fields: Readonly<Record<string, unknown>>): TrustEntry {
  const text = (key: string): string => textOf(fields[key]) ?? "";
  const { permissions } = fields;
  const listed: readonly unknown[] = Array.isArray(permissions) ? permissions : [];
  return {
    type: text("type"),
    id: textOf(fields["id"]),
    repository: text("repository"),
    file: text("file"),
    environment: text("environment"),
    permissions: listed.flatMap((each) => textOf(each) ?? []),
    fields,
  };
}

/** An entry of the record. */
export function recordedEntry({ id, repository, file, environment, permissions = [] }: Publisher): TrustEntry {
  const text = (written: TextOr): string => (typeof written === "object" ? written.value : "");
  const said = { repository: text(repository), file: text(file), environment: text(environment) };
  const allowed = permissions.map(({ value }) => value);
  return {
    type: "github",
    id: text(id) === "" ? undefined : text(id),
    ...said,
    permissions: allowed,
    fields: {
      type: "github",
      ...Object.fromEntries(Object.entries(said).filter(([, value]) => value !== "")),
      ...(allowed.length > 0 && { permissions: allowed }),
    },
  };
}

/** What an entry lets a job do: an old one that says nothing may publish. */
export function allowedBy({ permissions }: TrustEntry): readonly string[] {
  return permissions.length > 0 ? permissions : ["createPackage"];
}

/** Whether npm's entry trusts the same jobs as the wanted one, whatever they may do. npm tells a file's case, and an environment's. */
export function sameJobs(wanted: TrustEntry, listed: TrustEntry): boolean {
  return (
    listed.type === wanted.type &&
    listed.repository.toLowerCase() === wanted.repository.toLowerCase() &&
    listed.file === wanted.file &&
    listed.environment === wanted.environment
  );
}

/** Whether npm's entry does all that the wanted one is for. */
export function fitsEntry(wanted: TrustEntry, listed: TrustEntry): boolean {
  const allowed = allowedBy(listed);
  return sameJobs(wanted, listed) && wanted.permissions.every((each) => allowed.includes(each));
}

/** The objects of a text that holds nothing else than white space between them; undefined for any other text. */
function objectsIn(text: string): readonly Readonly<Record<string, unknown>>[] | undefined {
  const objects: Readonly<Record<string, unknown>>[] = [];
  let [start, depth, quoted] = [0, 0, false];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? "";
    if (quoted) {
      if (character === "\\") at += 1;
      else if (character === '"') quoted = false;
    } else if (depth > 0 && character === '"') quoted = true;
    else if (character === "{") {
      if (depth === 0) start = at;
      depth += 1;
    } else if (character === "}" && depth > 0) {
      depth -= 1;
      const object = depth === 0 ? asObject(jsonOf(text.slice(start, at + 1))) : {};
      if (object === undefined) return undefined;
      if (depth === 0) objects.push(object);
    } else if (depth === 0 && !/\s|\uFEFF/.test(character)) return undefined;
  }
  return depth === 0 ? objects : undefined;
}
