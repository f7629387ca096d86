import { execFileSync, type ExecFileSyncOptions } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import {
  lockedTools,
  nameOf,
  nodeVersions,
  npmVersions,
  packageOf,
  pinnedNode,
  pinnedNpm,
  pinnedTool,
  toolVersions,
  versionOf,
  type NodeVersion,
  type NpmVersion,
  type Pinned,
  type ToolVersion,
} from "./versions.ts";

/** Where the clients are kept, outside of the checkout. */
export const cache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "trusted-publishing-npm");

const system = `${process.platform}-${process.arch}`;

/** The folder of an npm: that with its package.json. */
export function npmFolder(version: NpmVersion): string {
  return join(cache, folderOf(pinnedNpm(version)), "package");
}

/** The tarball that an npm came in. */
export function npmTarball(version: NpmVersion): string {
  return join(cache, folderOf(pinnedNpm(version)), tarballOf(pinnedNpm(version)));
}

/** The folder of a tool: that with its package.json; of one of many packages, that with its `node_modules`. */
export function toolFolder(client: ToolVersion): string {
  const own = unpinned.get(client);
  if (own !== undefined) return own;
  const pinned = pinnedTool(client, system);
  if (pinned !== undefined) return join(cache, folderOf(pinned), "package");
  const locked = lockedTools[client];
  if (locked === undefined) throw new Error(`test/npm/versions.ts pins no ${client} for ${system}`);
  return join(cache, installedFolder(locked));
}

export function nodeBinary(version: NodeVersion): string {
  return join(cache, folderOf(nodeFor(version)), "package/bin/node");
}

/** Fetches what isn't there yet, in one go through the npm of this machine. Throws where a package isn't what was pinned. */
export function fetchClients(): void {
  const tools = toolVersions.map((each) => pinnedTool(each, system)).filter((pinned) => pinned !== undefined);
  const all = [...npmVersions.map(pinnedNpm), ...nodeVersions.map(nodeFor), ...tools];
  for (const locked of Object.values(lockedTools))
    if (!existsSync(join(cache, installedFolder(locked)))) install(locked);
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

/** The folders of releases that aren't pinned. */
const unpinned = new Map<ToolVersion, string>();

/**
 * A newer release of a pinned tool, fetched without a checksum to be held to: for a look at what it does, which is written nowhere.
 * The pinned one where that is the release.
 */
export function fetchNewer(pinned: ToolVersion, version: string): ToolVersion {
  if (version === versionOf(pinned)) return pinned;
  const client = `${nameOf(pinned)} ${version}` as ToolVersion;
  const folder = join(cache, `unpinned-${nameOf(pinned)}-${version}`);
  if (!existsSync(folder)) fetchUnpinned(pinned, version, folder);
  unpinned.set(client, lockedTools[pinned] === undefined ? join(folder, "package") : folder);
  return client;
}

function fetchUnpinned(pinned: ToolVersion, version: string, folder: string): void {
  console.log(`Fetching ${nameOf(pinned)} ${version} into ${cache}`);
  const temporary = mkdtempSync(join(cache, "fetching-"));
  try {
    const quiet: ExecFileSyncOptions = { cwd: temporary, stdio: ["ignore", "ignore", "inherit"] };
    if (lockedTools[pinned] === undefined) {
      const spec = pinnedTool(pinned, system)?.spec.replace(/@[^@]+$/, `@${version}`) ?? "";
      execFileSync("npm", ["pack", "--silent", spec], quiet);
      execFileSync("tar", ["xzf", tarballOf({ spec, integrity: "" })], quiet);
    } else {
      const dependencies = { [packageOf(nameOf(pinned))]: version };
      writeFileSync(join(temporary, "package.json"), JSON.stringify({ private: true, dependencies }));
      execFileSync("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], quiet);
    }
    renameSync(temporary, folder);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** The folder of what a lock file says: another one for another lock file. */
function installedFolder(locked: string): string {
  const lock = createHash("sha256").update(readFileSync(join(lockedFolder, locked, "package-lock.json")));
  return `${locked}-${lock.digest("hex").slice(0, 12)}`;
}

const lockedFolder = "test/npm/locked";

/** Installs a tool with all it needs, held to the checksums of its lock file. */
function install(locked: string): void {
  mkdirSync(cache, { recursive: true });
  console.log(`Installing what ${lockedFolder}/${locked} locks into ${cache}`);
  const folder = mkdtempSync(join(cache, "installing-"));
  try {
    cpSync(join(lockedFolder, locked), folder, { recursive: true });
    // Its Node is another one than that of whoever runs this.
    execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
      cwd: folder,
      stdio: ["ignore", "ignore", "inherit"],
    });
    renameSync(folder, join(cache, installedFolder(locked)));
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
  // Of Node only the program is needed; and of npm alone the tarball as well.
  const isNode = pinned.spec.startsWith("node-");
  execFileSync("tar", ["xzf", tarball, "-C", own, ...(isNode ? ["package/bin/node"] : [])]);
  if (pinned.spec.startsWith("npm@")) renameSync(tarball, join(own, tarballOf(pinned)));
  renameSync(own, join(cache, folderOf(pinned)));
}

function nodeFor(version: NodeVersion): Pinned {
  const pinned = pinnedNode(version, system);
  if (pinned === undefined) throw new Error(`test/npm/versions.ts pins no Node for ${system}`);
  return pinned;
}

function folderOf({ spec }: Pinned): string {
  return spec.replace(/^@/, "").replaceAll(/[@/]/g, "-");
}

function tarballOf(pinned: Pinned): string {
  return `${folderOf(pinned)}.tgz`;
}
