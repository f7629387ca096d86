import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { load, type Base } from "../host/checkout.ts";
import { nodeHost } from "../host/node.ts";
import { defaultConfig } from "../lint/present.ts";
import type { Commit } from "../report/parts.ts";
import type { Linting } from "../report/repository.ts";
import type { States } from "../repository/input.ts";
import { headOf } from "./git/refs.ts";
import { storeOf } from "./git/store.ts";
import { changedFrom, treeOf } from "./git/tree.ts";
import type { Io } from "./io.ts";
import { above } from "./targets.ts";
import { printable } from "./terminal.ts";

/** What options say about a repository. */
interface About {
  /** `owner/name`. */
  readonly repo: string | undefined;
  /** `YYYY-MM-DD`; undefined: today. */
  readonly date?: string | undefined;
  /** It is one of several: in CI, GITHUB_REPOSITORY names the repository of the workflow that runs, and none of them. */
  readonly several?: boolean;
}

/** What the files of a repository don't say: in CI the environment names it. */
export function baseOf({ repo, date, several = false }: About, { env, today }: Io): Base {
  const github = repo ?? (env["CI"] === undefined || several ? undefined : env["GITHUB_REPOSITORY"]);
  return { today: () => date ?? today, ...(github === undefined ? {} : { github }) };
}

/** The repository that an absolute folder belongs to; undefined where there is none. */
export async function rootAbove(folder: string): Promise<string | undefined> {
  const inside = join(folder, "x");
  return (await above(inside, ".git")) ?? above(inside, ".github");
}

/** A repository as it lies on the disk, read and linted. `folder` is how a person calls it. */
export async function lintingAt(root: string, folder: string, about: About, io: Io): Promise<Linting> {
  const host = nodeHost((line) => io.tell(printable(line)));
  const { input, linted } = await load(host, uriOfRoot(root), baseOf(about, io));
  return {
    folder,
    input,
    linted,
    config: defaultConfig,
    commit: commitIn(root, linted.read),
    namedBy: about.repo === undefined ? "GITHUB_REPOSITORY" : "--repo",
    packages: [],
  };
}

export function uriOfRoot(root: string): string {
  return pathToFileURL(root).href.replace(/\/$/, "");
}

/** What is checked out; null where git's files can't be read. */
function commitIn(root: string, read: States): Commit | null {
  const store = storeOf(root);
  const head = store && headOf(store);
  const tree = head && treeOf(store, head.id);
  if (head === undefined || tree === undefined) return null;
  const changed = changedFrom(tree, root, read);
  return { id: head.id, branch: head.branch ?? null, dirty: changed.length > 0, changed };
}
