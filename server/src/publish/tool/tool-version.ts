import type { Text } from "../../repository/value.ts";

/** A release tool's version, as far as the repository shows it. */
export interface ToolVersion {
  /** A semver range that holds every version it may be. */
  readonly range: string;
  /** As it is written or locked: `10.0.7`, `^8.0.0`. */
  readonly shown: string;
  /** Where that stands, as the words after the version: "in package-lock.json"; empty where it goes without saying. */
  readonly where: string;
  /** The text that another version can be written into. */
  readonly written: Text | undefined;
  /** It is fetched for the run: the newest version of the range. */
  readonly newest?: true;
  /** The versions of its plugin that publishes, one for each copy in the lock file. */
  readonly plugin?: readonly string[];
}
