import { spawn } from "node:child_process";
import type { About } from "../../explain/explain.ts";
import { logReader, type Reading } from "../../explain/reading.ts";
import { limits } from "../../limits.ts";
import type { Io } from "../io.ts";
import { yes } from "../questions.ts";
import { decodedChunks } from "./log-file.ts";

type Run = { readonly reading: Reading; readonly about: About } | { readonly unanswered: string };

/**
 * The log of a run of the current folder's repository, and what started it, by the user's own `gh`: with the user's consent, and
 * never without. `id` is `""` for the last run that failed. The only program that this package starts.
 */
export async function readRun(id: string, io: Io): Promise<Run> {
  const pipe = `gh run view ${id === "" ? "ID" : id} --log | trusted-publishing explain`;
  if (io.ask === undefined)
    return { unanswered: `--run starts gh, which takes a person's consent. Without one, use: ${pipe}` };
  const which = id === "" ? "the last run that failed" : `run ${id}`;
  const agreed = await yes(io.ask, `Fetch the log of ${which} from GitHub, with your gh and its login?`, false);
  if (agreed !== true) return { unanswered: `Nothing was fetched. You can do it yourself: ${pipe}` };
  const number = id === "" ? await lastFailed(io) : { text: id };
  if ("unanswered" in number) return number;
  if (!/^\d+$/.test(number.text)) return { unanswered: "gh knows no run that failed." };
  const facts = await outputOf(
    ["run", "view", number.text, "--json", "event,headSha,headBranch,attempt,workflowName,jobs"],
    io,
  );
  const reader = logReader();
  const failed = await started(["run", "view", number.text, "--log"], io, (text) => reader.add(text));
  const about = "text" in facts ? aboutOf(facts.text) : {};
  // Of a run whose jobs were all skipped gh has no log.
  return failed === undefined || (about.skipped ?? []).length > 0 ? { reading: reader.end(), about } : failed;
}

async function lastFailed(io: Io): Promise<Output> {
  const output = await outputOf(["run", "list", "--status", "failure", "--limit", "1", "--json", "databaseId"], io);
  return "text" in output ? { text: /"databaseId":\s*(\d+)/.exec(output.text)?.[1] ?? "" } : output;
}

type Output = { readonly text: string } | { readonly unanswered: string };

async function outputOf(args: readonly string[], io: Io): Promise<Output> {
  let text = "";
  const failed = await started(args, io, (piece) => (text = (text + piece).slice(0, limits.ghFacts)));
  return failed ?? { text };
}

function aboutOf(json: string): About {
  const event = /"event":\s*"([a-z_]{1,40})"/.exec(json)?.[1];
  const commit = /"headSha":\s*"([\da-f]{40})"/.exec(json)?.[1];
  return {
    ...(event === undefined ? {} : { event }),
    ...(commit === undefined ? {} : { commit }),
    skipped: skippedIn(json),
  };
}

function skippedIn(json: string): readonly string[] {
  try {
    const { jobs } = JSON.parse(json) as { readonly jobs?: unknown };
    return (Array.isArray(jobs) ? (jobs as readonly unknown[]) : []).flatMap((job) => {
      if (typeof job !== "object" || job === null) return [];
      const { name, conclusion } = job as { readonly name?: unknown; readonly conclusion?: unknown };
      return typeof name === "string" && conclusion === "skipped" ? [name] : [];
    });
  } catch {
    return [];
  }
}

/** Runs gh; why it gave nothing, if so. Its own words aren't shown: they may hold a secret. */
async function started(
  args: readonly string[],
  { cwd, env }: Io,
  see: (text: string) => void,
): Promise<{ readonly unanswered: string } | undefined> {
  const child = spawn("gh", [...args], {
    cwd,
    env: { ...env },
    stdio: ["ignore", "pipe", "ignore"],
    windowsHide: true,
  });
  const ended = new Promise<string | undefined>((resolve) => {
    child.on("error", () => resolve("gh can't be started: is it installed?"));
    child.on("close", (code) =>
      resolve(
        code === 0 ? undefined : `gh ended with exit code ${code}: \`gh auth status\` and \`gh run list\` say more.`,
      ),
    );
  });
  for await (const text of decodedChunks(child.stdout)) see(text);
  const why = await ended;
  return why === undefined ? undefined : { unanswered: why };
}
