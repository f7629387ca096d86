import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { inflateSync } from "node:zlib";

/** An object of git's, without its header. */
export interface GitObject {
  readonly type: "commit" | "tree" | "blob" | "tag";
  readonly data: Buffer;
}

/** No object that is read here has any business to be larger, in bytes. */
const largestObject = 64 * 1024 * 1024;

/** Inflated; undefined for what is broken, or larger than that. */
export function inflated(data: Buffer): Buffer | undefined {
  try {
    return inflateSync(data, { maxOutputLength: largestObject });
  } catch {
    return undefined;
  }
}

/**
 * The ids in the index of a pack that begin with a prefix in hex, each with its place in the pack. At most two: more of them are no
 * answer. Format: `git help format-pack`, version 2 of the index.
 */
export function lookUp(idxPath: string, prefix: string, idLength: number): readonly Found[] {
  return withFile(idxPath, (read) => {
    const head = read(0, 8 + 256 * 4);
    if (head.length < 8 + 256 * 4 || head.readUInt32BE(0) !== 0xff744f63 || head.readUInt32BE(4) !== 2) return [];
    const fan = (byte: number): number => (byte < 0 ? 0 : head.readUInt32BE(8 + byte * 4));
    const total = fan(255);
    const ids = 8 + 256 * 4;
    const idAt = (index: number): string => read(ids + index * idLength, idLength).toString("hex");
    const first = Number.parseInt(prefix.slice(0, 2), 16);
    let low = fan(first - 1);
    let high = fan(first);
    const end = high;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (idAt(middle) < prefix) low = middle + 1;
      else high = middle;
    }
    const found: Found[] = [];
    for (let at = low; at < end && found.length < 2 && idAt(at).startsWith(prefix); at++) {
      const offsets = ids + total * (idLength + 4);
      const short = read(offsets + at * 4, 4).readUInt32BE(0);
      const long = offsets + total * 4 + (short & 0x7fffffff) * 8;
      found.push({ id: idAt(at), offset: short < 0x80000000 ? short : Number(read(long, 8).readBigUInt64BE(0)) });
    }
    return found;
  });
}

interface Found {
  readonly id: string;
  readonly offset: number;
}

const types = { 1: "commit", 2: "tree", 3: "blob", 4: "tag" } as const;

/** The object at a place of a pack, deltas applied; `byId` finds the base of one that another pack may hold. */
export function readPacked(
  packPath: string,
  offset: number,
  idLength: number,
  byId: (id: string) => GitObject | undefined,
): GitObject | undefined {
  const deltas: Buffer[] = [];
  const base = withFile<GitObject | undefined>(packPath, (read) => {
    for (let at = offset, depth = 0; depth < deepestDelta; depth++) {
      const head = read(at, 64);
      let byte = head[0] ?? 0;
      let position = 1;
      let size = byte & 15;
      const type = (byte >> 4) & 7;
      for (let shift = 4; byte & 0x80; shift += 7) {
        byte = head[position++] ?? 0;
        size += (byte & 0x7f) * 2 ** shift;
      }
      if (size > largestObject) return undefined;
      let next: number | string | undefined;
      if (type === 6) {
        byte = head[position++] ?? 0;
        let distance = byte & 0x7f;
        while (byte & 0x80) {
          byte = head[position++] ?? 0;
          distance = (distance + 1) * 128 + (byte & 0x7f);
        }
        next = at - distance;
      } else if (type === 7) {
        next = head.subarray(position, position + idLength).toString("hex");
        position += idLength;
      }
      // What can't be compressed grows by a few bytes for each block.
      const data = inflated(read(at + position, size + (size >> 10) + 1024));
      if (data === undefined || data.length !== size) return undefined;
      const name = type === 1 || type === 2 || type === 3 || type === 4 ? types[type] : undefined;
      if (name !== undefined) return { type: name, data };
      deltas.push(data);
      if (typeof next === "string") return byId(next);
      if (next === undefined || next <= 0 || next >= at) return undefined;
      at = next;
    }
    return undefined;
  });
  return deltas.toReversed().reduce<GitObject | undefined>((object, delta) => {
    const data = object && patched(object.data, delta);
    return object === undefined || data === undefined ? undefined : { ...object, data };
  }, base);
}

const deepestDelta = 4096;

/** A base with a delta applied; undefined for a delta that isn't one of it. */
function patched(base: Buffer, delta: Buffer): Buffer | undefined {
  let at = 0;
  const next = (): number => delta[at++] ?? 0;
  const size = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = next();
      value += (byte & 0x7f) * 2 ** shift;
      if ((byte & 0x80) === 0) return value;
    }
  };
  const [from, to] = [size(), size()];
  if (from !== base.length || to > largestObject) return undefined;
  const parts: Buffer[] = [];
  while (at < delta.length) {
    const command = next();
    if (command === 0) return undefined;
    if (command < 0x80) {
      parts.push(delta.subarray(at, at + command));
      at += command;
      continue;
    }
    const bytes = (first: number, count: number): number =>
      Array.from({ length: count }, (_, index) => (command & (first << index) ? next() * 2 ** (8 * index) : 0)).reduce(
        (sum, value) => sum + value,
        0,
      );
    const start = bytes(1, 4);
    const length = bytes(0x10, 3) || 0x10000;
    if (start + length > base.length) return undefined;
    parts.push(base.subarray(start, start + length));
  }
  const data = Buffer.concat(parts);
  return data.length === to ? data : undefined;
}

/** Reads pieces of a file, shorter where it ends. */
function withFile<T>(path: string, use: (read: (at: number, length: number) => Buffer) => T): T {
  const file = openSync(path, "r");
  try {
    const { size } = fstatSync(file);
    return use((at, length) => {
      const data = Buffer.alloc(Math.max(0, Math.min(length, size - at)));
      return data.subarray(0, data.length === 0 ? 0 : readSync(file, data, 0, data.length, at));
    });
  } finally {
    closeSync(file);
  }
}
