import type { FixKind } from "../finding.ts";
import { boundsIn, commandOptions } from "./shared-options.ts";

const formats = ["text", "json", "sarif", "github"] as const;

export interface LintOptions {
  /** Folders and files as typed; the current folder where none is. */
  readonly paths: readonly string[];
  readonly format: (typeof formats)[number];
  /** The kinds of fixes to apply: none without `--fix`. */
  readonly fix: readonly FixKind[];
  /** The names of packages; empty for all. */
  readonly packages: readonly string[];
  /** `owner/name`. */
  readonly repo: string | undefined;
  /** `YYYY-MM-DD`. */
  readonly date: string | undefined;
  /** So many warnings at most; undefined: any number. */
  readonly maxWarnings: number | undefined;
  readonly pedantic: boolean;
  /** Only errors are shown. */
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** Undefined: as the terminal is. */
  readonly color: boolean | undefined;
}

/** The options of `lint`, or one sentence that says what is wrong with them. */
export function lintOptions(args: readonly string[]): LintOptions | string {
  const found = commandOptions("lint", withFixValue(args), formats, {
    fix: { type: "string" },
    date: { type: "string" },
    "max-warnings": { type: "string" },
    pedantic: { type: "boolean" },
    quiet: { type: "boolean" },
    verbose: { type: "boolean" },
  });
  if (typeof found === "string") return found;
  const { values, positionals, shared } = found;
  const { fix } = values;
  const kinds = fix === undefined ? [] : fixKinds.get(fix);
  if (kinds === undefined) return `--fix takes safe or all, not "${fix}".`;
  const bounds = boundsIn(values);
  if (typeof bounds === "string") return bounds;
  return {
    paths: positionals.length === 0 ? ["."] : positionals,
    ...shared,
    ...bounds,
    fix: kinds,
    pedantic: values.pedantic === true,
    quiet: values.quiet === true,
    verbose: values.verbose === true,
  };
}

/** `--fix` alone means `--fix=safe`: parseArgs knows no option whose value may be left out. */
function withFixValue(args: readonly string[]): readonly string[] {
  const end = args.indexOf("--");
  return args.map((arg, index) => (arg === "--fix" && (end < 0 || index < end) ? "--fix=safe" : arg));
}

const fixKinds: ReadonlyMap<string, readonly FixKind[]> = new Map([
  ["safe", ["safe"]],
  ["all", ["safe", "review"]],
]);
