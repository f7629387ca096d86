import { gunzipSync } from "node:zlib";

/** What an npm tarball holds: the paths of its files, below `package/`, sorted, and its package.json; undefined where it can't be read. */
export interface Tarball {
  readonly files: readonly string[];
  readonly manifest: Readonly<Record<string, unknown>>;
}

/** Reads a tar archive as npm, pnpm, yarn and bun write it. Format: POSIX ustar, with pax headers for long paths. */
export function readTarball(bytes: Uint8Array): Tarball | undefined {
  let tar: Buffer;
  try {
    tar = gunzipSync(bytes, { maxOutputLength: 1 << 30 });
  } catch {
    return undefined;
  }
  const files: string[] = [];
  let manifest: Readonly<Record<string, unknown>> = {};
  let longPath: string | undefined;
  for (let at = 0; at + 512 <= tar.length;) {
    const field = (start: number, length: number): string =>
      tar.toString("utf8", at + start, at + start + length).replace(/\0.*$/s, "");
    const size = Number.parseInt(field(124, 12).trim(), 8) || 0;
    const type = field(156, 1);
    const data = tar.subarray(at + 512, at + 512 + size);
    const prefix = field(345, 155);
    const name = field(0, 100);
    if (name === "" && size === 0) break;
    at += 512 + Math.ceil(size / 512) * 512;
    if (type === "x") {
      longPath = /(?:^|\n)\d+ path=([^\n]+)\n/.exec(data.toString("utf8"))?.[1];
      continue;
    }
    const path = (longPath ?? (prefix === "" ? name : `${prefix}/${name}`)).replace(/^[^/]+\//, "");
    longPath = undefined;
    if (type !== "" && type !== "0") continue;
    files.push(path);
    if (path === "package.json") manifest = recordIn(data.toString("utf8"));
  }
  return { files: files.toSorted(), manifest };
}

function recordIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
