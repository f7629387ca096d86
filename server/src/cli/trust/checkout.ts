import { resolve } from "node:path";
import { load } from "../../host/checkout.ts";
import { nodeHost } from "../../host/node.ts";
import { tagsOf } from "../../host/tags.ts";
import type { Linted } from "../../lint/run.ts";
import { monorepoPackages } from "../../repository/package/monorepo.ts";
import type { Package } from "../../repository/package/package.ts";
import { isPackageName } from "../../repository/package/publishable.ts";
import { repositoryOf, type Repository } from "../../repository/repository.ts";
import { publishersOf, publishersPath, type DeclaredPackage } from "../../repository/settings/publishers.ts";
import { uriOfRoot } from "../loaded.ts";
import type { Io } from "../io.ts";
import { above, stateOf } from "../targets.ts";
import { printable } from "../terminal.ts";

/** The repository that the commands about npm's site are about. */
export interface Checkout {
  /** Absolute. */
  readonly root: string;
  readonly repository: Repository;
  readonly linted: Linted;
  /** Those that may be published, by a name that npm accepts. */
  readonly packages: readonly Package[];
  /** Those of the record, by such names. */
  readonly recorded: readonly DeclaredPackage[];
  readonly tags: readonly string[];
}

/** Reads the repository that a folder is in; a sentence where it can't be read, or its record can't. */
export async function checkoutIn(folder: string, io: Io): Promise<Checkout | { readonly sentence: string }> {
  const path = resolve(io.cwd, folder);
  const state = await stateOf(path);
  if (typeof state === "string") return { sentence: `${folder} can't be read: ${state}.` };
  const inside = resolve(path, "x");
  const root = (await above(inside, ".git")) ?? (await above(inside, ".github")) ?? path;
  const host = nodeHost((line) => io.tell(printable(line)));
  const { input, linted } = await load(host, uriOfRoot(root), { today: () => io.today });
  const repository = repositoryOf(input);
  const record = publishersOf(repository);
  if (record?.sound === false || (record === undefined && repository.file(publishersPath) !== "absent"))
    return { sentence: `${publishersPath} isn't valid JSON, or isn't an object: trusted-publishing lint says where.` };
  const packages = (monorepoPackages(repository, "") ?? []).filter(
    (each) => !each.private && each.name !== undefined && isPackageName(each.name.value),
  );
  return {
    root,
    repository,
    linted,
    packages,
    recorded: (record?.packages ?? []).filter(({ name }) => isPackageName(name.value)),
    tags: tagsOf(host, uriOfRoot(root)),
  };
}

/** The names of a repository's packages, those of its record first; or those that were chosen, which npm would accept. */
export function namesIn(
  { packages, recorded }: Checkout,
  chosen: readonly string[],
): readonly string[] | { readonly sentence: string } {
  const wrong = chosen.find((name) => !isPackageName(name));
  if (wrong !== undefined) return { sentence: `npm accepts no package called "${wrong}".` };
  const all = [...recorded.map(({ name }) => name.value), ...packages.flatMap(({ name }) => name?.value ?? [])];
  const names = chosen.length > 0 ? chosen : all;
  return names.length === 0
    ? { sentence: "No package here may be published: name one with --package." }
    : [...new Set(names)];
}
