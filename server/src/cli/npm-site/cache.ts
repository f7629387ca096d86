import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Io } from "../io.ts";

/** Keeps what was read from npm's public pages between runs. It holds nothing that isn't public. */
export interface Cache {
  /** What was kept for a path; undefined where nothing was, or it can't be read. */
  read(path: string): Promise<unknown>;
  /** Whatever goes wrong is no failure: next time it is asked again. */
  write(path: string, value: unknown): Promise<void>;
}

/** The cache in the user's own folder for caches; one that keeps nothing where the environment names no such folder. */
export function cacheOf({ env }: Pick<Io, "env">): Cache {
  const home = env["HOME"] ?? env["USERPROFILE"];
  const base = env["XDG_CACHE_HOME"] ?? env["LOCALAPPDATA"] ?? (home === undefined ? undefined : join(home, ".cache"));
  if (base === undefined || base === "") return { read: async () => undefined, write: async () => {} };
  // The number changes with the form of what is kept.
  const folder = join(base, "trusted-publishing", "npm-1");
  const fileOf = (path: string): string =>
    join(folder, `${createHash("sha256").update(path).digest("hex").slice(0, 32)}.json`);
  return {
    async read(path) {
      try {
        const kept = JSON.parse(await readFile(fileOf(path), "utf8")) as {
          readonly path: unknown;
          readonly value: unknown;
        };
        return kept.path === path ? kept.value : undefined;
      } catch {
        return undefined;
      }
    },
    async write(path, value) {
      const file = fileOf(path);
      // Under another name first: two runs at once leave one whole file.
      const draft = `${file}.${process.pid}`;
      try {
        await mkdir(folder, { recursive: true });
        await writeFile(draft, JSON.stringify({ path, value }));
        await rename(draft, file);
      } catch {
        // Nothing is kept.
      }
    },
  };
}
