import { commandOptions } from "../shared-options.ts";

const actions = ["import", "diff", "apply", "lock"] as const;

export interface TrustOptions {
  readonly action: (typeof actions)[number];
  /** As typed; the current folder where none is. */
  readonly folder: string;
  readonly format: "text" | "json";
  readonly packages: readonly string[];
  /** `owner/name`. */
  readonly repo: string | undefined;
  readonly write: boolean;
  readonly stdin: boolean;
  readonly print: boolean;
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly prune: boolean;
  readonly color: boolean | undefined;
}

/** The options of `trust`, or one sentence that says what is wrong with them. */
export function trustOptions(args: readonly string[]): TrustOptions | string {
  const found = commandOptions("trust", args, ["text", "json"], {
    write: { type: "boolean" },
    stdin: { type: "boolean" },
    print: { type: "boolean" },
    "dry-run": { type: "boolean" },
    yes: { type: "boolean" },
    prune: { type: "boolean" },
  });
  if (typeof found === "string") return found;
  const { values, positionals, shared } = found;
  const { format } = shared;
  const [typed = "", folder = ".", ...others] = positionals;
  const action = actions.find((each) => each === typed);
  if (action === undefined || others.length > 0)
    return "trust takes import, diff, apply or lock, and one folder: see trusted-publishing trust --help.";
  const own: readonly (readonly [keyof typeof values, readonly string[]])[] = [
    ["write", ["import"]],
    ["stdin", ["import"]],
    ["print", ["import"]],
    ["dry-run", ["apply"]],
    ["yes", ["apply"]],
    ["prune", ["apply"]],
    ["repo", ["apply", "diff"]],
  ];
  for (const [name, of] of own)
    if (values[name] !== undefined && !of.includes(action))
      return `--${name} goes with ${of.join(" or ")}, not with ${action}.`;
  if (format === "json" && action === "apply" && values["dry-run"] !== true)
    return "apply prints json with --dry-run alone: what it does is between npm and you.";
  if (format === "json" && (action === "import" || action === "lock")) return `${action} prints text alone.`;
  if (shared.offline && values.stdin !== true && values.print !== true)
    return `${action} asks npm, and --offline forbids it.`;
  return {
    action,
    folder,
    ...shared,
    write: values.write === true,
    stdin: values.stdin === true,
    print: values.print === true,
    dryRun: values["dry-run"] === true,
    yes: values.yes === true,
    prune: values.prune === true,
  };
}
