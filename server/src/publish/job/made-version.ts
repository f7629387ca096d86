import semver from "semver";
import type { Command } from "../../repository/command/command.ts";
import type { Span } from "../../text.ts";
import { readNpmCommand } from "./npm-command.ts";

/** A version that a step of the job gave the package in a folder, as far as a publish depends on it. */
export interface MadeVersion {
  /** As a person reads it: `0.0.0-…`, or the kind of increment. */
  readonly shown: string;
  readonly prerelease: boolean;
  /** Relative to the job's workspace. */
  readonly directory: string;
  readonly span: Span;
}

/**
 * What `npm version`, or pnpm's, makes of a version (docs/facts/npm.md#prereleases): one that is written, in part or whole, or an
 * increment. Undefined for other commands, other packages, and where it can't be told.
 */
export function versionMadeBy({ words: [tool, ...rest], directory, span }: Command): MadeVersion | undefined {
  if (directory === undefined || !/^p?npm$/.test(tool?.value ?? "")) return undefined;
  const { positionals, options, complete } = readNpmCommand(rest);
  const [verb, word, ...others] = positionals;
  if (verb?.value !== "version" || word === undefined || others.length > 0) return undefined;
  if ([...options.keys()].some((name) => /^(?:prefix|workspaces?|dir)$/.test(name))) return undefined;
  const at = { directory, span };
  if (word.value === undefined) {
    const [first] = word.pieces ?? [];
    const begins = typeof first === "string" && /^v?\d+\.\d+\.\d+-[\w.-]*$/.test(first);
    return begins ? { ...at, shown: `${first}…`, prerelease: true } : undefined;
  }
  if (!complete) return undefined;
  if (/^pre(?:release|patch|minor|major)$/.test(word.value)) return { ...at, shown: word.value, prerelease: true };
  if (/^(?:patch|minor|major)$/.test(word.value)) return { ...at, shown: word.value, prerelease: false };
  const version = semver.parse(word.value);
  return version === null ? undefined : { ...at, shown: version.version, prerelease: version.prerelease.length > 0 };
}
