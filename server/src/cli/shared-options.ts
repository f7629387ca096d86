import { parseArgs, type ParseArgsConfig } from "node:util";

/** The options that every command takes. */
export const sharedOptions = {
  format: { type: "string" },
  package: { type: "string", multiple: true },
  repo: { type: "string" },
  offline: { type: "boolean" },
  color: { type: "boolean" },
} as const;

type Options = NonNullable<ParseArgsConfig["options"]>;

/** The arguments of a command by its options, or one sentence that says what is wrong with them. */
export function parsed<O extends Options>(command: string, args: readonly string[], options: O) {
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

/** One of the formats that a command knows, or one sentence. */
export function formatOf<F extends string>(
  typed: string | undefined,
  formats: readonly [F, ...F[]],
): F | { readonly wrong: string } {
  if (typed === undefined) return formats[0];
  return formats.find((each) => each === typed) ?? { wrong: `--format takes ${listed(formats)}, not "${typed}".` };
}

/** What is wrong with what `--repo` says, as one sentence; undefined if nothing. */
export function wrongRepository(typed: string | undefined): string | undefined {
  return typed === undefined || /^[\w.-]+\/[\w.-]+$/.test(typed)
    ? undefined
    : `--repo takes OWNER/NAME as on GitHub, not "${typed}".`;
}

/** Whether it is a day that exists, as `YYYY-MM-DD`. */
export function isDate(date: string): boolean {
  const time = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(date) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}

/** A number of warnings; undefined where none is typed, NaN for what isn't one. */
export function countOf(typed: string | undefined): number | undefined {
  if (typed === undefined) return undefined;
  return /^\d+$/.test(typed) ? Number(typed) : Number.NaN;
}

/** `--run` alone means the last run that failed: parseArgs knows no option whose value may be left out. */
export function withRunValue(args: readonly string[]): string[] {
  return args.map((arg, index) => (arg === "--run" && !/^\d+$/.test(args[index + 1] ?? "") ? "--run=" : arg));
}
