import { parseArgs } from "node:util";
import type { FixKind } from "../finding.ts";

type Format = "text" | "json" | "github";

export interface LintOptions {
  /** Folders and files as typed; the current folder where none is. */
  readonly paths: readonly string[];
  readonly format: Format;
  /** The kinds of fixes to apply: none without `--fix`. */
  readonly fix: readonly FixKind[];
  /** `YYYY-MM-DD`. */
  readonly date: string | undefined;
  readonly pedantic: boolean;
  readonly verbose: boolean;
  /** Undefined: as the terminal is. */
  readonly color: boolean | undefined;
}

/** The options of `lint`, or one sentence that says what is wrong with them. */
export function lintOptions(args: readonly string[]): LintOptions | string {
  const parsed = parse(args);
  if (typeof parsed === "string") return parsed;
  const { values, positionals } = parsed;
  const { format = "text", fix, date } = values;
  if (!isFormat(format)) return `--format takes text, json or github, not "${format}".`;
  const kinds = fix === undefined ? [] : fixKinds.get(fix);
  if (kinds === undefined) return `--fix takes safe or all, not "${fix}".`;
  if (date !== undefined && !isDate(date)) return `--date takes a day as YYYY-MM-DD, not "${date}".`;
  return {
    paths: positionals.length === 0 ? ["."] : positionals,
    format,
    fix: kinds,
    date,
    pedantic: values.pedantic === true,
    verbose: values.verbose === true,
    color: values.color,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: withFixValue(args),
      allowPositionals: true,
      allowNegative: true,
      options: {
        format: { type: "string" },
        fix: { type: "string" },
        date: { type: "string" },
        pedantic: { type: "boolean" },
        verbose: { type: "boolean" },
        color: { type: "boolean" },
      },
    });
  } catch (error) {
    const [sentence = ""] = (error instanceof Error ? error.message : String(error)).split(". ");
    return `${sentence.replace(/\.?$/, "")}: see trusted-publishing lint --help.`;
  }
}

/** `--fix` alone means `--fix=safe`: parseArgs knows no option whose value may be left out. */
function withFixValue(args: readonly string[]): string[] {
  const end = args.indexOf("--");
  return args.map((arg, index) => (arg === "--fix" && (end < 0 || index < end) ? "--fix=safe" : arg));
}

const fixKinds: ReadonlyMap<string, readonly FixKind[]> = new Map([
  ["safe", ["safe"]],
  ["all", ["safe", "review"]],
]);

function isFormat(format: string): format is Format {
  return format === "text" || format === "json" || format === "github";
}

/** Whether it is a day that exists. */
function isDate(date: string): boolean {
  const time = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(date) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}
