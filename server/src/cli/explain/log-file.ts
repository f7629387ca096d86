import { createReadStream } from "node:fs";

/** A file in pieces: of a log of any size only one is held at a time. */
export function logFile(path: string): AsyncIterable<Uint8Array> {
  return createReadStream(path, { highWaterMark: 1 << 18 });
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
