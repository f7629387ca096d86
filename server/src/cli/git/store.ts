import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import { inflated, lookUp, readPacked, type GitObject } from "./pack.ts";

/** The git folder of a checkout, of which only objects and refs are read. No program is started: one could run what the folder says. */
export interface Store {
  /** Where HEAD is: in a worktree, not where the objects are. */
  readonly folder: string;
  /** Where branches and objects are. */
  readonly common: string;
  object(id: string): GitObject | undefined;
  /** The ids that begin so: at most two. */
  idsWith(prefix: string): readonly string[];
}

/** Undefined where a folder isn't the top of a checkout, or its git folder isn't one that can be read. */
export function storeOf(root: string): Store | undefined {
  try {
    const folder = folderOf(root);
    if (folder === undefined) return undefined;
    const named = textOf(join(folder, "commondir"))?.trim();
    const common = named === undefined ? folder : resolve(folder, named);
    const objects = join(common, "objects");
    const packs = existsSync(join(objects, "pack"))
      ? readdirSync(join(objects, "pack"))
          .filter((name) => name.endsWith(".idx"))
          .sort()
          .map((name) => join(objects, "pack", name))
      : [];
    const idLength = /^\s*objectformat\s*=\s*sha256/im.test(textOf(join(common, "config")) ?? "") ? 32 : 20;
    const known = new Map<string, GitObject | undefined>();
    const find = (id: string): GitObject | undefined => {
      if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(id)) return undefined;
      const loose = join(objects, id.slice(0, 2), id.slice(2));
      if (existsSync(loose)) return looseObject(readFileSync(loose));
      for (const idx of packs) {
        const [found] = lookUp(idx, id, idLength);
        if (found !== undefined) return readPacked(idx.replace(/idx$/, "pack"), found.offset, idLength, object);
      }
      return undefined;
    };
    const object = (id: string): GitObject | undefined => {
      if (!known.has(id)) {
        // A delta whose bases lead back to it ends here.
        known.set(id, undefined);
        known.set(
          id,
          guarded(() => find(id)),
        );
      }
      return known.get(id);
    };
    return {
      folder,
      common,
      object,
      idsWith(prefix) {
        const loose = join(objects, prefix.slice(0, 2));
        const names = existsSync(loose) ? readdirSync(loose).map((name) => prefix.slice(0, 2) + name) : [];
        const packed = packs.flatMap((idx) => guarded(() => lookUp(idx, prefix, idLength)) ?? []).map(({ id }) => id);
        return [...new Set([...names.filter((name) => name.startsWith(prefix)), ...packed])].slice(0, 2);
      },
    };
  } catch {
    return undefined;
  }
}

/** A small file's text; undefined where there is none. */
export function textOf(path: string): string | undefined {
  try {
    return statSync(path).isFile() ? readFileSync(path, "utf8") : undefined;
  } catch {
    return undefined;
  }
}

/** `.git`, or where a worktree's `.git` file leads, if what is there leads back: anybody can write such a file. */
function folderOf(root: string): string | undefined {
  const own = join(root, ".git");
  if (statSync(own).isDirectory()) return own;
  const target = /^gitdir: (.+)$/m.exec(textOf(own) ?? "")?.[1]?.trim();
  if (target === undefined) return undefined;
  const folder = isAbsolute(target) ? target : resolve(root, target);
  const back = textOf(join(folder, "gitdir"))?.trim();
  return back !== undefined && realpathSync(resolve(folder, back)) === realpathSync(own) ? folder : undefined;
}

function looseObject(file: Buffer): GitObject | undefined {
  const data = inflated(file);
  const end = data?.indexOf(0) ?? -1;
  const type = data?.subarray(0, end).toString("latin1").split(" ")[0];
  if (data === undefined || (type !== "commit" && type !== "tree" && type !== "blob" && type !== "tag"))
    return undefined;
  return { type, data: data.subarray(end + 1) };
}

function guarded<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
