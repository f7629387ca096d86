import { isPackageName } from "../../repository/package/publishable.ts";
import { boundsIn, commandOptions } from "../shared-options.ts";

const formats = ["text", "json", "markdown", "overview", "sarif", "github"] as const;

export interface CheckOptions {
  /** Folders as typed, or files with `merge`; the current folder where none is. */
  readonly places: readonly string[];
  /** Whether the places are reports to merge. */
  readonly merge: boolean;
  readonly format: (typeof formats)[number];
  /** A commit, a branch or a folder to compare with. */
  readonly against: string | undefined;
  /** The names of packages; empty for all. */
  readonly packages: readonly string[];
  /** `owner/name`. */
  readonly repo: string | undefined;
  /** `YYYY-MM-DD`. */
  readonly date: string | undefined;
  /** Whether npm's public registry is asked. */
  readonly registry: boolean;
  /** The scope, with its `@`, whose packages are shown instead of a repository's. */
  readonly scope: string | undefined;
  /** A file with the names of packages to show instead; `-` for the input. */
  readonly list: string | undefined;
  readonly maxWarnings: number | undefined;
  readonly pedantic: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** Undefined: as the terminal is. */
  readonly color: boolean | undefined;
}

/** The options of `check`, or one sentence that says what is wrong with them. */
export function checkOptions(args: readonly string[]): CheckOptions | string {
  const found = commandOptions("check", args, formats, {
    against: { type: "string" },
    date: { type: "string" },
    registry: { type: "boolean" },
    scope: { type: "string" },
    list: { type: "string" },
    merge: { type: "boolean" },
    "max-warnings": { type: "string" },
    pedantic: { type: "boolean" },
    quiet: { type: "boolean" },
    verbose: { type: "boolean" },
  });
  if (typeof found === "string") return found;
  const { values, positionals, shared } = found;
  const { format } = shared;
  const bounds = boundsIn(values);
  if (typeof bounds === "string") return bounds;
  const { scope, list } = values;
  const table = scope !== undefined || list !== undefined;
  if (values.registry === true && shared.offline) return "--registry asks npm, and --offline forbids it.";
  if (table && values.registry !== true) return "--scope and --list go with --registry.";
  if (scope !== undefined && !isPackageName(`${scope}/x`))
    return `--scope takes an organisation's scope as @acme, not "${scope}".`;
  if (table && (positionals.length > 0 || values.against !== undefined || isAboutFindings(format)))
    return "--scope and --list show packages without a repository, as text, json or markdown.";
  if (table && format === "overview") return "An overview is of repositories: --scope and --list have none.";
  const { merge = false } = values;
  const whole = [values.against, shared.repo, values.date, values.registry, values.package, values.pedantic];
  if (merge && (whole.some((each) => each !== undefined) || isAboutFindings(format)))
    return "--merge takes reports as they are: of the other options it knows --format, --max-warnings, --quiet, --verbose and --color.";
  if (merge && positionals.length === 0) return "--merge takes the files that check --format json wrote.";
  return {
    places: positionals.length === 0 ? ["."] : positionals,
    merge,
    ...shared,
    ...bounds,
    against: values.against,
    registry: values.registry === true,
    scope,
    list,
    pedantic: values.pedantic === true,
    quiet: values.quiet === true,
    verbose: values.verbose === true,
  };
}

/** Whether a format has room for the findings alone. */
export function isAboutFindings(format: CheckOptions["format"]): boolean {
  return format === "sarif" || format === "github";
}
