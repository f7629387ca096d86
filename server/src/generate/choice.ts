import { changesetsTrigger, semanticReleaseTrigger } from "../data/tools.ts";
import type { Package } from "../repository/package/package.ts";
import type { Span } from "../text.ts";
import type { BuildNode } from "./derive/ci.ts";

/** What a release workflow is made from. */
export interface Choices {
  /** The folders of the packages that are published; `""` is the repository's root. */
  readonly packages: readonly string[];
  /** Installs, builds and packs; npm publishes. */
  readonly manager: Manager;
  /** The folder whose package.json, scripts and lock file build them; `""` is the repository's root. */
  readonly directory: string;
  /** The Node that builds; npm publishes with one of its own. */
  readonly node: BuildNode;
  /** The pattern of the tags that start a release by `tag`, and of those of GitHub releases. */
  readonly tags: string;
  /** The commands between install and pack, each one line of bash. */
  readonly build: readonly string[];
  readonly trigger: TriggerChoice;
  /** The branch that `changesets` and `release-please` watch. */
  readonly branch: string;
  /** The GitHub environment that the publishing job runs in; undefined for none. */
  readonly environment: string | undefined;
  readonly action: "publish" | "stage";
  /** The workflow's file name, without a path. */
  readonly file: string;
  /** `owner/name` on GitHub; undefined where it isn't known. */
  readonly repository: string | undefined;
}

export type Manager = (typeof managers)[number];

export type TriggerChoice = (typeof triggers)[number];

/** What a repository offers to choose from. */
export interface Offer {
  readonly choices: Choices;
  /** Every package that can be published, in the order in which they are listed. */
  readonly packages: readonly Package[];
  /** Where the repository publishes to npm already. */
  readonly publishing: readonly Span[];
  /** What was found and isn't as it looks, one sentence each. */
  readonly notes: readonly string[];
}

/** What isn't in the repository's files. */
export interface About {
  /** Where to look for packages: `""` is the repository's root. */
  readonly directory: string;
  /** The names of git's tags. */
  readonly tags: readonly string[];
}

/** Why there is nothing to choose from or to write, in one sentence. */
export interface Problem {
  readonly problem: string;
}

/** What starts a release; the last three are tools that decide about versions in the workflow that publishes. */
export const triggers = [
  "tag",
  "release",
  "manual",
  changesetsTrigger,
  "release-please",
  semanticReleaseTrigger,
] as const;

export const managers = ["npm", "pnpm", "yarn", "bun"] as const;
