import assert from "node:assert/strict";
import { cpSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import type { Job } from "../npm/job.ts";

export interface Ended {
  /** Of the build, then of the publish where the build succeeds. */
  readonly exits: readonly number[];
  readonly output: string;
  /** What the registry took: the method, the package and its tags. */
  readonly taken: readonly string[];
  readonly tarballs: ReadonlyMap<string, Buffer>;
}

/** Runs the scripts of the build job, hands over its artifact, and runs those of the publish job; `before` runs ahead of a job. */
export async function replay(
  job: Job,
  workflow: string,
  dryRun = false,
  before: Readonly<Record<string, () => void>> = {},
): Promise<Ended> {
  const { jobs } = parseDocument(workflow).toJS() as {
    readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
  };
  if (existsSync(join(job.base, "checkout/package-lock.json"))) {
    const lock = await job.shell("npm install --package-lock-only");
    assert.equal(lock.exit, 0, lock.stderr);
  }
  const output: string[] = [];
  const exits: number[] = [];
  for (const [id, folder] of [
    ["build", ""],
    ["publish", "../publish"],
  ] as const) {
    mkdirSync(join(job.base, "publish"), { recursive: true });
    const tarballs = join(job.base, "temp/tarballs");
    if (existsSync(tarballs)) cpSync(tarballs, join(job.base, "publish/tarballs"), { recursive: true });
    before[id]?.();
    let exit = 0;
    for (const { run, env = {} } of jobs[id]?.steps ?? []) {
      if (run === undefined || exit !== 0) continue;
      const given = Object.entries(env).map(([name, text]) => [
        name,
        text.replace("${{ inputs.dry-run }}", `${dryRun}`),
      ]);
      const ended = await job.shell(run, { folder, env: Object.fromEntries(given) as Record<string, string> });
      output.push(ended.stdout, ended.stderr);
      ({ exit } = ended);
    }
    exits.push(exit);
    if (exit !== 0) break;
  }
  return { exits, output: output.join(""), taken: takenBy(job), tarballs: tarballsIn(job) };
}

/** What the registry took, in order: the method, the package and its tags. */
export function takenBy({ registry }: Job): readonly string[] {
  return registry.requests.flatMap(({ method, path, status, body }) => {
    if (!/^(?:PUT|POST)$/.test(method) || path.includes("/oidc/") || status >= 300) return [];
    const { name, "dist-tags": tags } = body as Document;
    return [`${method} ${name} ${Object.keys(tags).join(" ")}`];
  });
}

/** The tarballs that the registry took, by the name of their package. */
export function tarballsIn({ registry }: Job): ReadonlyMap<string, Buffer> {
  const found = new Map<string, Buffer>();
  for (const { method, path, status, body } of registry.requests) {
    if (method !== "PUT" || path.includes("/oidc/") || status >= 300) continue;
    const { name, _attachments: attached = {} } = body as Document;
    const [file] = Object.entries(attached).flatMap(([at, { data }]) => (at.endsWith(".tgz") ? [data] : []));
    if (file !== undefined) found.set(name, Buffer.from(file, "base64"));
  }
  return found;
}

interface Step {
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** What npm sends to publish. */
interface Document {
  readonly name: string;
  readonly "dist-tags": Readonly<Record<string, string>>;
  readonly _attachments?: Readonly<Record<string, { readonly data: string }>>;
}
