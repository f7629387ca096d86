import { StreamMessageReader } from "vscode-languageserver-protocol/node";

/** Reads a server's messages. Where it ends within one, the clock for the rest would keep the test alive for ever. */
export function readerOf(stream: NodeJS.ReadableStream): StreamMessageReader {
  const reader = new StreamMessageReader(stream);
  reader.partialMessageTimeout = 0;
  return reader;
}
