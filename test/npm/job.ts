import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { registryHost } from "../../server/src/npm-host.ts";
import { fetchClients, nodeBinary, npmFolder } from "./clients.ts";
import { jobVariables } from "./github.ts";
import type { Ended } from "./observed.ts";
import { startRegistry, usualWorld, type Registry, type World } from "./registry.ts";
import { noGit, programs, standIns } from "./stand-ins.ts";
import { nodeOf, type NodeVersion, type NpmVersion } from "./versions.ts";

/** What a job on a runner is like. `//REGISTRY` in a file stands for the registry of the job. */
export interface JobSetup {
  readonly npm: NpmVersion;
  /** By default the one that runs this npm in all scenarios. */
  readonly node?: NodeVersion;
  /** The trust policy, the claims of the job and what is published, where they aren't the usual. */
  readonly world?: Partial<World>;
  /** False for a job without `id-token: write`. */
  readonly idToken?: false;
  /** The checkout. */
  readonly files: Readonly<Record<string, string>>;
  /** `~/.npmrc`. */
  readonly home?: string;
  /** Whether there is a real git; else each of its commands fails. */
  readonly git?: true;
  /** Whether `REGISTRY` stands for the name of npm's registry, which leads to that of the job, in all but npm's own configuration. */
  readonly byName?: true;
}

/** A job with a registry and an issuer of OIDC tokens of its own, all on 127.0.0.1. */
export interface Job {
  /** A folder that holds all of the job: `checkout`, `home` and `bin`, which is the first of the PATH. */
  readonly base: string;
  readonly registry: Registry;
  /** The environment of its programs. */
  readonly variables: Readonly<Record<string, string>>;
  /** Puts a file there, with `//REGISTRY` spelled out. */
  write(path: string, text: string): void;
  /** Puts a program on the PATH, before all others. */
  put(name: string, text: string): void;
  /** A text with `//REGISTRY` spelled out. */
  spelled(text: string): string;
  /** Runs a step's script as GitHub does on Linux, `bash -e`, in the checkout. */
  shell(script: string, at?: At): Promise<Ended>;
  /** Runs a program by its path. */
  program(words: readonly string[], at?: At): Promise<Ended>;
  /** Stops the registry and removes the files. */
  close(): Promise<void>;
}

interface At {
  /** Relative to the checkout. */
  readonly folder?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Fetches the clients where they aren't there yet, and lays the job out. */
export async function startJob(setup: JobSetup): Promise<Job> {
  const { npm, node = nodeOf(npm), world, idToken, files, home, git, byName } = setup;
  fetchClients();
  const base = realpathSync(mkdtempSync(join(tmpdir(), "npm-job-")));
  const claims = world?.claims ?? usualWorld.claims;
  const registry = await startRegistry({ ...usualWorld, ...world });
  const local = `127.0.0.1:${registry.port}`;
  const spelled = (text: string): string =>
    byName === true
      ? text.replaceAll("//REGISTRY", `//${registryHost}`)
      : text.replaceAll("https://REGISTRY", `http://${local}`).replaceAll("//REGISTRY", `//${local}`);
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(base, path)), { recursive: true });
    writeFileSync(join(base, path), spelled(text));
  };
  const put = (name: string, text: string): void => {
    write(`bin/${name}`, text);
    chmodSync(join(base, "bin", name), 0o755);
  };
  for (const [path, text] of Object.entries(files)) write(`checkout/${path}`, text);
  write("home/.keep", "");
  if (home !== undefined) write("home/.npmrc", home);
  for (const name of ["env", "output"]) write(`temp/${name}`, "");
  write("global.npmrc", "registry=https://REGISTRY/\n");
  write("stand-ins.cjs", standIns(registry.port));
  if (git === undefined) put("git", noGit);
  for (const [name, text] of Object.entries(programs(nodeBinary(node), npmFolder(npm)))) put(name, text);
  const variables: Readonly<Record<string, string>> = {
    PATH: [join(base, "bin"), dirname(nodeBinary(node)), "/usr/bin", "/bin"].join(":"),
    HOME: join(base, "home"),
    LANG: "C.UTF-8",
    NODE_OPTIONS: `--require ${join(base, "stand-ins.cjs")}`,
    NPM_CONFIG_GLOBALCONFIG: join(base, "global.npmrc"),
    NPM_CONFIG_PREFIX: join(base, "prefix"),
    NPM_CONFIG_CACHE: join(base, "cache"),
    NPM_CONFIG_FETCH_RETRIES: "0",
    GITHUB_WORKSPACE: join(base, "checkout"),
    GITHUB_ENV: join(base, "temp/env"),
    GITHUB_OUTPUT: join(base, "temp/output"),
    RUNNER_TEMP: join(base, "temp"),
    ...jobVariables(claims, idToken === false ? undefined : registry.issuer),
  };
  const program = (words: readonly string[], { folder = "", env = {} }: At = {}): Promise<Ended> =>
    end(words, join(base, "checkout", folder), { ...variables, ...env });
  return {
    base,
    registry,
    variables,
    write,
    put,
    spelled,
    program,
    shell: (script, at) => program(["/bin/bash", "--noprofile", "--norc", "-e", "-c", script], at),
    async close() {
      await registry.close();
      rmSync(base, { recursive: true, force: true });
    },
  };
}

function end(
  [name = "", ...words]: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(name, words, { cwd, env, stdio: ["ignore", "pipe", "pipe"], timeout: 120_000 });
    const output = { stdout: "", stderr: "" };
    child.stdout.on("data", (data: Buffer) => (output.stdout += data.toString()));
    child.stderr.on("data", (data: Buffer) => (output.stderr += data.toString()));
    child.on("error", reject);
    child.on("close", (exit, signal) =>
      resolve({ exit: exit ?? -1, ...output, stderr: `${output.stderr}${signal ?? ""}` }),
    );
  });
}
