import { FileSystemError, FileType, Uri, workspace } from "vscode";

/** What the server asks for that it can't read itself: URIs. */
interface Wanted {
  readonly files: readonly WantedFile[];
  readonly directories: readonly string[];
  /** Folders with all that they hold. */
  readonly trees: readonly string[];
}

interface WantedFile {
  readonly uri: string;
  /** A longer file isn't read, in bytes. */
  readonly most: number;
}

/** The answers, by URI. What isn't here couldn't be told. */
interface Found {
  readonly files: Record<string, { readonly text: string } | { readonly why: string } | "absent">;
  readonly directories: Record<string, readonly string[] | "absent" | "unknown">;
}

/** Reads files of any file system that VS Code has, for a server that can't: that of vscode.dev, for one. Never rejects. */
export async function readFiles({ files, directories, trees }: Wanted): Promise<Found> {
  const found: Found = { files: {}, directories: {} };
  await Promise.all([
    ...files.map((file) => readFile(found, file)),
    ...directories.map((uri) => readDirectory(found, uri)),
    ...trees.map((uri) => readTree(found, uri, deepest)),
  ]);
  return found;
}

const deepest = 4;

/** Of a folder that is read whole: the server asks for others if it needs them. */
const mostOfTree = 256 * 1024;
const isWorthReading = /\.(?:ya?ml|json)$/;

async function readTree(found: Found, uri: string, depth: number): Promise<void> {
  const names = await readDirectory(found, uri);
  if (typeof names === "string") return;
  const below = names.map((name) => `${uri}/${encoded(name.replace(/\/$/, ""))}`);
  await Promise.all(
    below.map(async (each, index) => {
      const isFolder = names[index]?.endsWith("/") === true;
      if (isFolder && depth > 0) await readTree(found, each, depth - 1);
      if (!isFolder && isWorthReading.test(each)) await readFile(found, { uri: each, most: mostOfTree }, true);
    }),
  );
}

/** As the server encodes a path: all but RFC 3986's unreserved characters. */
function encoded(name: string): string {
  const percent = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(name).replace(/[!'()*]/g, percent);
}

async function readDirectory(found: Found, uri: string): Promise<readonly string[] | "absent" | "unknown"> {
  const names = await namesIn(uri);
  found.directories[uri] = names;
  return names;
}

/** A folder's name ends with `/`; a link to one is like a file, so that nobody follows it. */
async function namesIn(uri: string): Promise<readonly string[] | "absent" | "unknown"> {
  try {
    const entries = await workspace.fs.readDirectory(Uri.parse(uri));
    const named = entries.map(([name, type]) => (type === FileType.Directory ? `${name}/` : name));
    return named.toSorted((one, other) => (one < other ? -1 : 1));
  } catch (error) {
    return isAbsent(error) ? "absent" : "unknown";
  }
}

/** `small`: what is larger isn't answered for. */
async function readFile(found: Found, { uri, most }: WantedFile, small = false): Promise<void> {
  try {
    const file = Uri.parse(uri);
    const { type, size } = await workspace.fs.stat(file);
    if ((type & FileType.Directory) !== 0) {
      found.files[uri] = "absent";
      return;
    }
    const bytes = size > most ? undefined : await workspace.fs.readFile(file);
    if (bytes !== undefined && bytes.length <= most) found.files[uri] = textOf(bytes);
    else if (!small) found.files[uri] = { why: `it is larger than ${most / 1024 / 1024} MiB` };
  } catch (error) {
    found.files[uri] = isAbsent(error) ? "absent" : { why: error instanceof Error ? error.message : String(error) };
  }
}

function textOf(bytes: Uint8Array): { readonly text: string } | { readonly why: string } {
  try {
    if (!bytes.includes(0)) return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    // It isn't UTF-8.
  }
  return { why: "it is no UTF-8 text" };
}

function isAbsent(error: unknown): boolean {
  const code = error instanceof FileSystemError ? error.code : undefined;
  return code === "FileNotFound" || code === "FileNotADirectory";
}
