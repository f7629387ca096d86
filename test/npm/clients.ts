import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import {
  nodeVersions,
  npmVersions,
  pinnedNode,
  pinnedNpm,
  type NodeVersion,
  type NpmVersion,
  type Pinned,
} from "./versions.ts";

/** Where the clients are kept, outside of the checkout. */
export const cache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "trusted-publishing-npm");

/** The folder of an npm: that with its package.json. */
export function npmFolder(version: NpmVersion): string {
  return join(cache, folderOf(pinnedNpm(version)), "package");
}

/** The tarball that an npm came in. */
export function npmTarball(version: NpmVersion): string {
  return join(cache, folderOf(pinnedNpm(version)), tarballOf(pinnedNpm(version)));
}

export function nodeBinary(version: NodeVersion): string {
  return join(cache, folderOf(nodeFor(version)), "package/bin/node");
}

/** Fetches what isn't there yet, in one go through the npm of this machine. Throws where a package isn't what was pinned. */
export function fetchClients(): void {
  const all = [...npmVersions.map(pinnedNpm), ...nodeVersions.map(nodeFor)];
  const missing = all.filter((pinned) => !existsSync(join(cache, folderOf(pinned))));
  if (missing.length === 0) return;
  mkdirSync(cache, { recursive: true });
  console.log(`Fetching ${missing.map(({ spec }) => spec).join(", ")} into ${cache}`);
  const folder = mkdtempSync(join(cache, "fetching-"));
  try {
    execFileSync("npm", ["pack", "--silent", "--pack-destination", folder, ...missing.map(({ spec }) => spec)], {
      cwd: folder,
      stdio: ["ignore", "ignore", "inherit"],
    });
    for (const pinned of missing) unpack(pinned, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A client appears in the cache whole or not at all. */
function unpack(pinned: Pinned, folder: string): void {
  const tarball = join(folder, tarballOf(pinned));
  const found = `sha512-${createHash("sha512").update(readFileSync(tarball)).digest("base64")}`;
  if (found !== pinned.integrity) throw new Error(`${pinned.spec} is ${found}, and pinned is ${pinned.integrity}`);
  const own = join(folder, folderOf(pinned));
  mkdirSync(own);
  // Of Node only the program is needed.
  const isNode = pinned.spec.startsWith("node-");
  execFileSync("tar", ["xzf", tarball, "-C", own, ...(isNode ? ["package/bin/node"] : [])]);
  if (!isNode) renameSync(tarball, join(own, tarballOf(pinned)));
  renameSync(own, join(cache, folderOf(pinned)));
}

function nodeFor(version: NodeVersion): Pinned {
  const system = `${process.platform}-${process.arch}`;
  const pinned = pinnedNode(version, system);
  if (pinned === undefined) throw new Error(`test/npm/versions.ts pins no Node for ${system}`);
  return pinned;
}

function folderOf({ spec }: Pinned): string {
  return spec.replace("@", "-");
}

function tarballOf(pinned: Pinned): string {
  return `${folderOf(pinned)}.tgz`;
}
