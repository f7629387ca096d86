import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after } from "node:test";
import { pathToFileURL } from "node:url";

/** A folder on disk that lasts until the test file's end. */
export interface Folder {
  readonly path: string;
  readonly uri: string;
  /** The URI of a path in it. */
  at(path: string): string;
  write(path: string, text: string | Uint8Array): void;
}

export function folderWith(files: Readonly<Record<string, string | Uint8Array>> = {}): Folder {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "trusted-publishing-")));
  const folder: Folder = {
    path,
    uri: pathToFileURL(path).href,
    at: (name) => pathToFileURL(join(path, name)).href,
    write(name, text) {
      mkdirSync(dirname(join(path, name)), { recursive: true });
      writeFileSync(join(path, name), text);
    },
  };
  after(() => rmSync(path, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) folder.write(name, text);
  return folder;
}
