import { parseArgs, type ParseArgsConfig } from "node:util";

/** The options that every command takes. */
const sharedOptions = {
  format: { type: "string" },
  package: { type: "string", multiple: true },
  repo: { type: "string" },
  offline: { type: "boolean" },
  color: { type: "boolean" },
} as const;

type Options = NonNullable<ParseArgsConfig["options"]>;

/** What the options that every command takes say. */
interface Shared<F extends string> {
  readonly format: F;
  /** The names of packages; empty for all. */
  readonly packages: readonly string[];
  /** `owner/name`. */
  readonly repo: string | undefined;
  readonly offline: boolean;
  /** Undefined: as the terminal is. */
  readonly color: boolean | undefined;
}

/**
 * The arguments of a command by the shared options and its `own`, or one sentence that says what is wrong with them. The first of
 * the formats is the default.
 */
export function commandOptions<const F extends string, const O extends Options>(
  command: string,
  args: readonly string[],
  formats: readonly [F, ...F[]],
  own: O,
) {
  const found = parsed(command, args, { ...sharedOptions, ...own });
  if (typeof found === "string") return found;
  const { format: typed, package: packages = [], repo, offline = false, color } = found.values as SharedValues;
  const format = typed === undefined ? formats[0] : formats.find((each) => each === typed);
  if (format === undefined) return `--format takes ${listed(formats)}, not "${typed ?? ""}".`;
  if (repo !== undefined && !/^[\w.-]+\/[\w.-]+$/.test(repo))
    return `--repo takes OWNER/NAME as on GitHub, not "${repo}".`;
  const shared: Shared<F> = { format, packages, repo, offline, color };
  return { ...found, shared };
}

interface SharedValues {
  readonly format?: string;
  readonly package?: readonly string[];
  readonly repo?: string;
  readonly offline?: boolean;
  readonly color?: boolean;
}

function parsed<O extends Options>(command: string, args: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, allowNegative: true, options });
  } catch (error) {
    const [sentence = ""] = (error instanceof Error ? error.message : String(error)).split(". ");
    return `${sentence.replace(/\.?$/, "")}: see trusted-publishing ${command} --help.`;
  }
}

/** `a, b or c`. */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1) ?? ""}`;
}

/** The options of commands that judge findings, with `--date` and `--max-warnings` read; or one sentence that says what is wrong. */
export function boundsIn(values: { readonly date?: string; readonly "max-warnings"?: string }):
  | {
      /** `YYYY-MM-DD`. */
      readonly date: string | undefined;
      /** So many warnings at most; undefined: any number. */
      readonly maxWarnings: number | undefined;
    }
  | string {
  const { date, "max-warnings": typed } = values;
  if (typed !== undefined && !/^\d+$/.test(typed)) return `--max-warnings takes a number, not "${typed}".`;
  if (date !== undefined && !isDate(date)) return `--date takes a day as YYYY-MM-DD, not "${date}".`;
  return { date, maxWarnings: typed === undefined ? undefined : Number(typed) };
}

function isDate(date: string): boolean {
  const time = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(date) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}

/** `--run` alone means the last run that failed: parseArgs knows no option whose value may be left out. */
export function withRunValue(args: readonly string[]): string[] {
  return args.map((arg, index) => (arg === "--run" && !/^\d+$/.test(args[index + 1] ?? "") ? "--run=" : arg));
}
