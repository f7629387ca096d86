import type { AskedRuns } from "../../trust/judge.ts";
import { commandOptions } from "../shared-options.ts";

const formats = ["text", "json", "markdown"] as const;

export interface ClaimsOptions {
  /** A workflow's path or name, or a folder, as typed; undefined: every release workflow of the current folder. */
  readonly workflow: string | undefined;
  readonly runs: AskedRuns;
  readonly format: (typeof formats)[number];
  /** The names of packages; empty for all. */
  readonly packages: readonly string[];
  /** `owner/name`. */
  readonly repo: string | undefined;
  /** Undefined: the likeliest. */
  readonly defaultBranch: string | undefined;
  readonly visibility: "public" | "private" | "internal" | undefined;
  /** What GITHUB_TOKEN may do where no `permissions:` are written. */
  readonly defaultPermissions: "read" | "write" | undefined;
  readonly verbose: boolean;
  /** Undefined: as the terminal is. */
  readonly color: boolean | undefined;
}

/** The options of `claims`, or one sentence that says what is wrong with them. */
export function claimsOptions(args: readonly string[]): ClaimsOptions | string {
  const found = commandOptions("claims", args, formats, {
    trigger: { type: "string", multiple: true },
    all: { type: "boolean" },
    "default-branch": { type: "string" },
    "default-permissions": { type: "string" },
    visibility: { type: "string" },
    verbose: { type: "boolean" },
  });
  if (typeof found === "string") return found;
  const { values, positionals, shared } = found;
  if (positionals.length > 1) return "claims takes one workflow: see trusted-publishing claims --help.";
  const visibility = (["public", "private", "internal"] as const).find((each) => each === values.visibility);
  if (values.visibility !== undefined && visibility === undefined)
    return `--visibility takes public, private or internal, not "${values.visibility}".`;
  const defaults = values["default-permissions"];
  const defaultPermissions = defaults === "read" || defaults === "write" ? defaults : undefined;
  if (defaults !== undefined && defaultPermissions === undefined)
    return `--default-permissions takes read or write, not "${defaults}".`;
  const runs = runsOf(values.trigger ?? [], values.all === true);
  if ("wrong" in runs) return runs.wrong;
  return {
    workflow: positionals[0],
    runs: runs.asked,
    ...shared,
    defaultBranch: values["default-branch"],
    visibility,
    defaultPermissions,
    verbose: values.verbose === true,
  };
}

/** `push` or `push@refs/heads/main`. */
function runsOf(typed: readonly string[], all: boolean): { readonly asked: AskedRuns } | { readonly wrong: string } {
  if (typed.length === 0) return { asked: all ? "all" : "triggers" };
  const found = typed.map((text) => /^([a-z_]+)(?:@(refs\/.+))?$/.exec(text));
  const at = found.indexOf(null);
  if (at >= 0)
    return { wrong: `--trigger takes an event, or EVENT@REF as push@refs/heads/main, not "${typed[at] ?? ""}".` };
  return { asked: found.flatMap((match) => (match === null ? [] : [{ event: match[1] ?? "", ref: match[2] }])) };
}
