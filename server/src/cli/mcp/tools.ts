import { unknownAnswer, type ExitCode, type Io } from "../io.ts";
import { placeInside } from "./inside.ts";
import type { Answer, Arguments, Tool } from "./server.ts";

/** Runs the command line, as `run` does. */
type Run = (args: readonly string[], io: Io) => Promise<ExitCode>;

export const mcpInstructions = `Says before the push why an npm release from GitHub Actions will fail.
The tools read files in one folder. They write nothing, run nothing and make no request.
Never claim that a release will work while its verdict is "unknown": say what isn't known.`;

const folder = {
  type: "string",
  description: "The repository's folder. Default: the folder that the server was started in.",
} as const;
const packages = {
  type: "array",
  items: { type: "string" },
  description: "Names of packages. Default: all.",
} as const;
const workflow = {
  type: "string",
  pattern: String.raw`^(?:\.github/workflows/)?[^/\\]+\.ya?ml$`,
  description: "A workflow's path or file name, such as release.yml.",
} as const;

/** What every tool takes, and what it takes besides. */
function taking(own: Tool["inputSchema"]["properties"]): Tool["inputSchema"] {
  return { type: "object", properties: { folder, packages, ...own }, additionalProperties: false };
}

/**
 * Commands that print JSON and change nothing, limited to the files in the folder `root`. What a client says is never an option:
 * each value is the second half of one, or a path.
 */
export function toolsIn(root: string, run: Run, today: () => string): readonly Tool[] {
  const command = async (cwd: string, args: readonly string[], input?: Io["input"]): Promise<Answer> => {
    const out: string[] = [];
    const told: string[] = [];
    const code = await run([...args, "--format=json"], {
      cwd,
      env: {},
      terminal: { width: 80, color: false },
      today: today(),
      out: (text) => out.push(text),
      tell: (line) => told.push(line),
      ...(input === undefined ? {} : { input }),
    });
    const texts = [out.join(""), told.join("\n")].filter((text) => text !== "");
    return { texts, failed: out.length === 0 && code !== 0 && code !== unknownAnswer };
  };
  const inRepository = async (args: Arguments, words: readonly string[], input?: Io["input"]): Promise<Answer> => {
    const place = await placeInside(root, textIn(args, "folder") ?? ".");
    return "wrong" in place
      ? place
      : command(place.repository, [...words, ...options(args, "packages", "package")], input);
  };
  return [
    {
      name: "check",
      title: "Check npm releases",
      description:
        "Says for each package whether its release from GitHub Actions will work, what stops it, and what is left to do. `packages[].verdict` is ready, blocked, unknown or person.",
      inputSchema: taking({}),
      call: (args) => inRepository(args, ["check"]),
    },
    {
      name: "claims",
      title: "Show OIDC claims",
      description:
        "Says for each release job and each event what GitHub puts into the job's OIDC token, and who stops the publish.",
      inputSchema: taking({
        workflow,
        triggers: {
          type: "array",
          items: { type: "string" },
          description: "Events, or EVENT@REF such as push@refs/tags/v1.0.0. Default: those that start the workflow.",
        },
      }),
      call: (args) => inRepository(args, ["claims", ...options(args, "triggers", "trigger"), ...workflowIn(args)]),
    },
    {
      name: "explain",
      title: "Explain a failed publish",
      description:
        "Says why a publish to npm failed, and what to change. Takes the log of the run as text or as a file, or a code such as E404 or ENEEDAUTH: one of the three. The files of the repository help to tell causes apart.",
      inputSchema: taking({
        log: { type: "string", description: "The log's text." },
        file: { type: "string", description: "The log's path." },
        code: {
          type: "string",
          pattern: String.raw`^[A-Za-z][\w-]*$`,
          description: "A code that npm printed, or a rule's id.",
        },
      }),
      call: async (args) => {
        const [log, file, code] = [textIn(args, "log"), textIn(args, "file"), textIn(args, "code")];
        if ([log, file, code].filter((each) => each !== undefined).length !== 1)
          return { wrong: "explain takes one of log, file and code." };
        if (code !== undefined) return inRepository(args, ["explain", code]);
        if (log !== undefined) return inRepository(args, ["explain"], chunksOf(log));
        const place = await placeInside(root, file ?? "");
        return "wrong" in place ? place : inRepository(args, ["explain", place.path]);
      },
    },
    {
      name: "plan_migration",
      title: "Plan a migration to OIDC",
      description:
        "Shows what `trusted-publishing migrate` would write, so that a workflow publishes through OIDC instead of a token, and the steps that only a person can take. It writes nothing.",
      inputSchema: taking({
        workflow,
        removeToken: {
          type: "boolean",
          description: "Whether the token goes as well: only after a release through OIDC. Default: false.",
        },
      }),
      call: (args) =>
        inRepository(args, [
          "migrate",
          "--dry-run",
          ...(args["removeToken"] === true ? ["--remove-token"] : []),
          ...workflowIn(args),
        ]),
    },
  ];
}

function textIn(args: Arguments, name: string): string | undefined {
  const value = args[name];
  return typeof value === "string" ? value : undefined;
}

/** `--package=a --package=b` from a list. */
function options(args: Arguments, name: string, option: string): readonly string[] {
  const values = args[name];
  return Array.isArray(values) ? values.map((value) => `--${option}=${String(value)}`) : [];
}

function workflowIn(args: Arguments): readonly string[] {
  const typed = textIn(args, "workflow");
  return typed === undefined ? [] : [`.github/workflows/${typed.replace(/^\.github\/workflows\//, "")}`];
}

async function* chunksOf(text: string): AsyncIterable<string> {
  yield text;
}
