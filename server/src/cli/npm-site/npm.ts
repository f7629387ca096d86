import { spawn, type StdioOptions } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import semver from "semver";
import { registryOption } from "../../generate/first-stage.ts";
import { listingOf } from "../../npm-site/listing.ts";
import { decodedChunks } from "../explain/log-file.ts";
import type { Io } from "../io.ts";
import type { Npm, NpmEnded } from "./npm-type.ts";

/** npm as the PATH has it, in an empty folder: a repository's `.npmrc` may hold another registry, and tokens of CI. */
export function npmIn(io: Io): Npm & { readonly end: () => void } {
  if (io.npm !== undefined) return { ...io.npm, end: () => {} };
  const folder = mkdtempSync(join(tmpdir(), "trusted-publishing-npm-"));
  const env = environmentOf(io.env);
  return {
    run: (words, how, signal) => runNpm([...words, registryOption], how, { env, folder, signal }),
    end: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** npx says which package it runs in, and npm would read that one's `.npmrc`. */
function environmentOf(env: Io["env"]): Readonly<Record<string, string | undefined>> {
  const own = Object.entries(env).filter(([name]) => !/^npm_(?:config_local_prefix$|package_|lifecycle_)/i.test(name));
  return { ...Object.fromEntries(own), npm_config_fetch_timeout: "60000", npm_config_update_notifier: "false" };
}

interface Started {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly folder: string;
  readonly signal: AbortSignal;
}

async function runNpm(
  words: readonly string[],
  how: "read" | "show",
  { env, folder, signal }: Started,
): Promise<NpmEnded> {
  const onWindows = process.platform === "win32";
  // There npm is a script of the shell, to which nothing goes that it could read as more than a word.
  if (onWindows && !words.every((word) => /^[\w@+:,./=-]+$/.test(word))) return { output: "", error: "EWORD" };
  const stdio: StdioOptions = how === "show" ? "inherit" : ["ignore", "pipe", "ignore"];
  const child = spawn("npm", words, { cwd: folder, env: { ...env }, stdio, shell: onWindows });
  // A terminal interrupts both; whoever is interrupted alone passes it on.
  const interrupt = (): void => void child.kill("SIGINT");
  signal.addEventListener("abort", interrupt);
  const ended = new Promise<number | "ENOENT">((done) => {
    child.on("error", () => done("ENOENT"));
    child.on("close", (code) => done(code ?? 1));
  });
  let output = "";
  if (child.stdout !== null)
    for await (const text of decodedChunks(child.stdout)) output = (output + text).slice(0, mostOutput);
  const exit = await ended;
  signal.removeEventListener("abort", interrupt);
  if (exit === "ENOENT") return { output: "", error: exit };
  return { output, error: exit === 0 ? undefined : errorIn(output) };
}

const mostOutput = 10_000_000;

/** npm prints its error as JSON where it was asked for JSON. */
function errorIn(output: string): string {
  const listing = listingOf(output);
  return listing !== undefined && "error" in listing ? listing.error : "unknown";
}

/** The first npm with `npm stage`, and with `npm trust` as it is (docs/facts/npm.md#npm-trust). */
const firstNpm = "11.15.0";

/** Why the user's npm can't be used, as a sentence; undefined where it can. */
export async function unusable(npm: Npm, signal: AbortSignal): Promise<string | undefined> {
  const { output, error } = await npm.run(["--version"], "read", signal);
  if (signal.aborted) return undefined;
  const version = semver.valid(output.trim());
  if (error !== undefined || version === null) return "npm can't be started: is it installed?";
  return semver.gte(version, firstNpm)
    ? undefined
    : `npm ${version} is too old: ${firstNpm} or later is needed. \`npm install -g npm@11\` brings it.`;
}

/** What an error of npm means for a package, as the end of a sentence. */
export function errorWords(error: string): string {
  const known = words[error];
  if (known !== undefined) return known;
  if (/^E5\d\d$/.test(error)) return `npm's registry answered with an error (${error})`;
  return `npm failed${error === "unknown" ? ", or the answer wasn't npm's" : ` with ${error}`}`;
}

/** What stops everything, and not one package alone. */
export function stopsAll(error: string): boolean {
  return /^(?:E401|ENEEDAUTH|EOTP|E429|ENOENT|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_.*)$/.test(
    error,
  );
}

const unreached = "npm's registry can't be reached";

const words: Readonly<Record<string, string>> = {
  E401: "npm isn't logged in, or its login has expired: run `npm login` and try again",
  ENEEDAUTH: "npm isn't logged in: run `npm login` and try again",
  EOTP: "npm needs a second factor and didn't get a valid one",
  E403: "you aren't a maintainer of it, or your token isn't allowed to do this",
  E404: "npm doesn't have it, or doesn't show it to you",
  E409: "npm has such an entry already, or somebody else is at work",
  E429: "npm is limiting requests: try again in a few minutes",
  FETCH_ERROR: "the answer wasn't npm's",
  ENOENT: "npm can't be started",
  EWORD: "a name in it can't be passed on by Windows' shell",
  ENOTFOUND: unreached,
  EAI_AGAIN: unreached,
  ECONNREFUSED: unreached,
  ECONNRESET: unreached,
  ETIMEDOUT: "npm gave no answer in time",
};
