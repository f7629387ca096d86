import { resolve } from "node:path";
import { load } from "../../host/checkout.ts";
import { nodeHost } from "../../host/node.ts";
import { defaultConfig } from "../../lint/present.ts";
import type { Linting } from "../../report/repository.ts";
import type { Remote } from "../../repository/input.ts";
import { commitOf } from "../git/refs.ts";
import { storeOf } from "../git/store.ts";
import { treeHost, treeOf } from "../git/tree.ts";
import type { ExitCode, Io } from "../io.ts";
import { baseOf, uriOfRoot } from "../loaded.ts";
import { stateOf, type Target } from "../targets.ts";
import type { CheckOptions } from "./options.ts";

/** Why a command ends before it has a result. */
export interface Stop {
  readonly sentence: string;
  readonly code: ExitCode;
}

/** The state of a repository that a change is compared with. */
interface Before {
  readonly linting: Linting;
  /** Undefined for a folder. */
  readonly commit: string | null;
}

/** Lints a commit that the clone holds, or another folder. Nothing is fetched: 3 says that something would have to be. */
export async function lintedBefore(
  typed: string,
  { root, folder }: Target,
  remotes: readonly Remote[],
  options: CheckOptions,
  io: Io,
): Promise<Before | Stop> {
  const about = { ...aboutOf(options), folder, commit: null };
  const path = resolve(io.cwd, typed);
  const state = await stateOf(path);
  const store = storeOf(root);
  const named = store && commitOf(store, typed);
  if (store !== undefined && named !== undefined && "id" in named) {
    const tree = treeOf(store, named.id);
    if (tree === undefined) return missing(typed);
    const lacking = new Set<string>();
    const host = treeHost(
      store,
      tree,
      nodeHost(() => undefined),
      (file) => lacking.add(file),
    );
    const loaded = await load(host, uriOfRoot(root), baseOf(options, io));
    const [first] = lacking;
    if (first !== undefined)
      return {
        sentence: `${typed} can't be compared: this clone leaves out its ${first}, which git would have to fetch.`,
        code: 3,
      };
    return { linting: { ...loaded, ...about }, commit: named.id };
  }
  if (typeof state === "object" && state.isDirectory) {
    const loaded = await load(
      nodeHost(() => undefined),
      uriOfRoot(path),
      baseOf(options, io),
    );
    // The other folder may be a clone of no remote: it is a state of the same repository.
    return { linting: { ...loaded, input: { ...loaded.input, remotes }, ...about }, commit: null };
  }
  if (store === undefined)
    return {
      sentence: `--against ${typed}: ${folder} is no git checkout that can be read, and there is no such folder.`,
      code: 2,
    };
  return named !== undefined && "why" in named && named.missing
    ? missing(typed)
    : { sentence: `--against ${typed}: no commit, branch, tag or folder is called so.`, code: 2 };
}

function missing(typed: string): Stop {
  return {
    sentence: `--against ${typed}: this commit isn't in the clone; \`git fetch origin ${typed}\` brings it.`,
    code: 3,
  };
}

/** What doesn't depend on which state of the repository is linted. */
export function aboutOf({ pedantic, repo, packages }: CheckOptions): Pick<Linting, "config" | "namedBy" | "packages"> {
  return {
    config: { ...defaultConfig, pedantic },
    namedBy: repo === undefined ? "GITHUB_REPOSITORY" : "--repo",
    packages,
  };
}
