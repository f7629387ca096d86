import semver from "semver";
import { refusedArgument, type RefusedArgument } from "../../data/npm-options.ts";
import { possibilities } from "../fact.ts";
import type { Publish } from "../publish.ts";
import type { NpmArgument } from "../tool/tool.ts";

/** The first npm that stops where it doesn't know an option. */
const firstToRefuse = "12.0.0";

export interface RefusedOption {
  readonly argument: NpmArgument;
  readonly refused: RefusedArgument;
  /** The word after it, which was meant for its value, and which npm takes for what is to be published. */
  readonly value: NpmArgument | undefined;
}

/**
 * The options for which npm stops before it sends anything: 12.0.0 and later (docs/facts/npm.md#options). None where npm may be older.
 */
export function refusedOptions({ given, npm }: Publish): readonly RefusedOption[] {
  if (given === undefined || npm === undefined || given.arguments.length === 0) return [];
  const all = given.arguments;
  const end = all.findIndex(({ text }) => text === "--");
  const found = all.slice(0, end < 0 ? undefined : end).flatMap((argument, index): readonly RefusedOption[] => {
    const refused = argument.text === undefined ? undefined : refusedArgument(argument.text);
    if (refused === undefined) return [];
    const next = all[index + 1];
    const value = takesNext.test(refused.shown) && next?.text?.startsWith("-") === false ? next : undefined;
    return [{ argument, refused, value }];
  });
  return found.length > 0 && possibilities(npm)?.every(({ value }) => semver.gte(value.versions.lowest, firstToRefuse))
    ? found
    : [];
}

/** Options of other tools, and misspelt ones, that have a value. */
const takesNext = /^--(?:publish-branch|filter|new-version|dist-?tag|npm-?client|registry-?url|reporter|email)$/i;
