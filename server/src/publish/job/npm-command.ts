import { takesValue } from "../../data/option-values.ts";
import type { Command } from "../../repository/command/command.ts";

type Word = Command["words"][number];

/** An npm command line, taken apart as npm's own option parser does. */
export interface NpmCommand {
  /** Words that are no options: the command itself first. */
  readonly positionals: readonly Word[];
  /** By long name without dashes, the last one given: a value, or true and false for switches. */
  readonly options: ReadonlyMap<string, Word | boolean>;
  /** What every `-w` and `--workspace` says, in order. */
  readonly workspaces: readonly Word[];
  /** A word that isn't known may be any option. */
  readonly complete: boolean;
}

// From npm's config definitions (npm 11 and 12): the options that take no value.
const switches: ReadonlySet<string> = new Set(
  (
    "all allow-same-version audit bin-links color commit-hooks diff-ignore-all-space dry-run engine-strict foreground-scripts force format-package-lock " +
    "fund git-tag-version global if-present ignore-scripts include-attestations include-staged include-workspace-root install-links json long " +
    "legacy-peer-deps offline omit-lockfile-registry-resolved package-lock package-lock-only parseable prefer-dedupe prefer-offline prefer-online " +
    "progress provenance read-only rebuild-bundle save save-bundle save-dev save-exact save-optional save-peer save-prod sign-git-commit sign-git-tag " +
    "silent strict-peer-deps strict-ssl timing unicode update-notifier usage verbose version workspaces workspaces-update yes quiet"
  ).split(" "),
);

const shorthands: Readonly<Record<string, string>> = {
  w: "workspace",
  ws: "workspaces",
  C: "prefix",
  g: "global",
  f: "force",
  y: "yes",
  s: "silent",
  d: "loglevel-info",
  dd: "loglevel-verbose",
  ddd: "loglevel-silly",
  q: "quiet",
  S: "save",
  D: "save-dev",
  E: "save-exact",
  iwr: "include-workspace-root",
  L: "location",
  reg: "registry",
};

/** The words after `npm`; npm itself, given as `by`, reads an option that it doesn't know as one without a value. */
export function readNpmCommand(words: readonly Word[], by?: "npm"): NpmCommand {
  const positionals: Word[] = [];
  const options = new Map<string, Word | boolean>();
  const workspaces: Word[] = [];
  let complete = true;
  const give = (name: string, value: Word | boolean): void => {
    options.set(name, value);
    if (name === "workspace" && typeof value !== "boolean") workspaces.push(value);
  };
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (word === undefined) break;
    if (word.value === "--") {
      positionals.push(...words.slice(index + 1));
      break;
    }
    if (word.value === undefined && passOption(word, options)) continue;
    const option = /^-{1,2}([^=]+)(?:=([\s\S]*))?$/.exec(word.value ?? "");
    if (option === null || word.value === "-") {
      // An unquoted variable may hold options; a quoted one is a single word, most likely a path.
      if (
        word.value === undefined &&
        (/\[[@*]\]|\$@|--/.test(word.text) || !/^["']?(?:\.?\/|[\w-]+\/)|^".*"$|\/$/.test(word.text)) &&
        !isPath.test(word.text) &&
        !isGlob.test(word.text)
      )
        complete = false;
      positionals.push(word);
      continue;
    }
    const [, written = "", value] = option;
    const name = shorthands[written] ?? written;
    const positive = name.replace(/^no-/, "");
    if (value !== undefined) give(name, value === "true" || value === "false" ? value === "true" : { ...word, value });
    else if (positive !== name) options.set(positive, false);
    else if (
      switches.has(name) ||
      name.startsWith("loglevel-") ||
      (by === "npm" && !takesValue("npm", word.value ?? ""))
    ) {
      const next = words[index + 1]?.value;
      if (next === "true" || next === "false") index++;
      options.set(name, next !== "false");
    } else {
      const next = words[index + 1];
      const takes = next !== undefined && !(next.value?.startsWith("-") === true && next.value !== "-");
      if (takes) index++;
      give(name, takes ? next : true);
    }
  }
  return { positionals, options, workspaces, complete };
}

/** A word that by its name is a path: `$TARBALL`, `${{ matrix.package }}`, `$(npm pack)`. */
const isPath =
  /^(?!.*(?:arg|flag|opt|param|extra))\$(?:\w*|\{\w*\}?|\{\{.*)(?:tgz|tarball|archive|artifact|dir|path|file|folder|pkg|package)\w*(?:\}|\s*\}\})?$|^\$\((?:npm pack|ls)\b.*\)$/i;

/** A word that the shell puts paths for: `*.tgz`, `dist/*.tgz`. */
const isGlob = /^[\w./*?-]*[*?][\w./*?-]*$/;

/** A word that by its name is an option with its value, or nothing: `${{ steps.version.outputs.tag }}`, `$TAG_FLAG`. */
const optionNamed =
  /^\$(?:\{\{[^}]*[._-]|\{?\w*?)(?<![a-z])(tag|access|otp|dry|provenance)(?![a-z])[\w-]*(?:\s*\}?\})?$/i;

/** Takes a word that isn't constant for the option that it can only be: `--tag=$TAG`, or one that is `--tag next` or nothing. */
function passOption(word: Word, options: Map<string, Word | boolean>): boolean {
  const [first, ...others] = word.pieces ?? [];
  const name = typeof first === "string" ? /^--(\/\/[^=\s]+|[\w-]+)=\S*$/.exec(first)?.[1] : undefined;
  // With a dry run nothing is published: what matters is the run without.
  if (name === "dry-run") return true;
  if (name !== undefined && !switches.has(name)) {
    options.set(name, word);
    return true;
  }
  const named = isPath.test(word.text) ? undefined : optionNamed.exec(word.text)?.[1]?.toLowerCase();
  if (named === "dry") return true;
  if (named !== undefined) {
    options.set(named, { ...word, value: undefined });
    return true;
  }
  const choices =
    typeof first === "object" && others.length === 0 && !/^["']/.test(word.text) ? first.choices : undefined;
  if (choices?.every((text) => /^\s*(?:--(?:tag|otp)[= ]\S+\s*|--dry-run(?:=true)?\s*)?$/.test(text)) !== true)
    return false;
  if (choices.some((text) => text.includes("--tag"))) options.set("tag", { ...word, value: undefined });
  return true;
}

/** The text of an option's value: undefined where it isn't given, `"unknown"` where it isn't constant. */
export function optionText(command: NpmCommand, name: string): string | undefined {
  const option = command.options.get(name);
  if (option === undefined || typeof option === "boolean") return undefined;
  return option.value ?? "unknown";
}
