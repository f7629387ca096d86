import { asObject, textOf } from "./package.ts";

/** A release that waits for a maintainer's approval, as `npm stage list --json` has it (docs/facts/npm.md#staging). */
export interface Stage {
  /** A UUID. */
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly tag: string | undefined;
  /** ISO 8601. */
  readonly createdAt: string | undefined;
  /** Who, or what, staged it. */
  readonly by: string | undefined;
  /** The address of the run on GitHub, where npm says it. */
  readonly run: string | undefined;
  readonly commit: string | undefined;
}

/** Reads a list of stages; undefined where it isn't one. What lacks an id, a name or a version is left out. */
export function stagesOf(output: string): readonly Stage[] | undefined {
  const list = jsonOf(output);
  if (!Array.isArray(list)) return undefined;
  return (list as readonly unknown[]).flatMap((each) => {
    const item = asObject(each) ?? {};
    const [id, name, version] = ["id", "packageName", "version"].map((key) => textOf(item[key]));
    const isId = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id ?? "");
    if (id === undefined || !isId || name === undefined || version === undefined) return [];
    const texts = JSON.stringify(item);
    const created = textOf(item["createdAt"]);
    return [
      {
        id,
        name,
        version,
        tag: textOf(item["tag"]),
        createdAt: created !== undefined && Number.isNaN(Date.parse(created)) ? undefined : created,
        by: textOf(item["actor"]) ?? textOf(item["actorType"]),
        // Where npm keeps them isn't documented: they are known by their form.
        run: /https:\/\/github\.com\/[\w.-]+\/[\w.-]+\/actions\/runs\/\d+/.exec(texts)?.[0],
        commit: /"(?:gitHead|commit|sha|gitCommit)":\s*"([\da-f]{40})"/.exec(texts)?.[1],
      },
    ];
  });
}

/** The tags that may announce a version of a package, in the forms that release tools use. */
export function tagsFor(name: string, version: string): readonly string[] {
  const short = name.replace(/^.*\//, "");
  return [
    `v${version}`,
    version,
    `${name}@${version}`,
    `${name}@v${version}`,
    `${short}@${version}`,
    `${short}-v${version}`,
    `${short}/v${version}`,
  ];
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
