import { createReadStream } from "node:fs";
import { logReader, type Reading } from "../../explain/reading.ts";

/** A file in pieces: of a log of any size only one is held at a time. */
export function logFile(path: string): AsyncIterable<Uint8Array> {
  return createReadStream(path, { highWaterMark: 1 << 18 });
}

/** Reads a log to its end. */
export async function readLog(chunks: AsyncIterable<Uint8Array | string>): Promise<Reading> {
  const reader = logReader();
  for await (const chunk of decodedChunks(chunks)) reader.add(chunk);
  return reader.end();
}

/** Bytes as text: UTF-8, or UTF-16 where a BOM says so, as PowerShell writes it. */
export async function* decodedChunks(chunks: AsyncIterable<Uint8Array | string>): AsyncIterable<string> {
  let decoder: TextDecoder | undefined;
  for await (const chunk of chunks) {
    if (typeof chunk === "string") {
      yield chunk;
      continue;
    }
    decoder ??= new TextDecoder(chunk[0] === 0xff && chunk[1] === 0xfe ? "utf-16le" : "utf-8");
    yield decoder.decode(chunk, { stream: true });
  }
  if (decoder !== undefined) yield decoder.decode();
}
