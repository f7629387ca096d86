import { changesetsTrigger } from "../data/tools.ts";
import type { Package } from "../repository/package/package.ts";
import type { Span } from "../text.ts";

/** What a release workflow is made from. */
export interface Choices {
  /** The folders of the packages that are published; `""` is the repository's root. */
  readonly packages: readonly string[];
  /** Installs, builds and packs; npm publishes. */
  readonly manager: Manager;
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
}

/** Why there is nothing to choose from or to write, in one sentence. */
export interface Problem {
  readonly problem: string;
}

/** What starts a release; `changesets` and `release-please` publish in the workflow that keeps their pull request. */
export const triggers = ["tag", "release", "manual", changesetsTrigger, "release-please"] as const;

export const managers = ["npm", "pnpm", "yarn", "bun"] as const;
