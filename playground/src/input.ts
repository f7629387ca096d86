/** What a person pasted: `log` is only explained, everything else is checked. */
export interface PastedFile {
  readonly path: string;
  readonly text: string;
}

export interface Input {
  readonly files: readonly PastedFile[];
  /** `owner/name`, or empty. */
  readonly repository: string;
}

/** The name that a log goes by: no file of a repository. */
export const logName = "failed run (log)";

/** The name that a text most likely has, by what it holds; `name` is what its file was called, if it had one. */
export function nameOf(text: string, name = ""): string {
  const own = name.replaceAll("\\", "/").replace(/^.*\//, "");
  if (/^(?:package\.json|\.npmrc|package-lock\.json|pnpm-workspace\.yaml|pnpm-lock\.yaml|yarn\.lock)$/.test(own))
    return own;
  if (own === "trusted-publishers.json" || own === "trusted-publishing.json") return `.github/${own}`;
  if (/^action\.ya?ml$/.test(own)) return `.github/actions/${own.replace(/\..*/, "")}/${own}`;
  if (/\.ya?ml$/.test(own)) return `.github/workflows/${own}`;
  if (/\.(?:log|txt)$/.test(own)) return logName;
  if (/^\s*\{/.test(text) && isJson(text)) return "package.json";
  if (/npm (?:error|ERR!|notice)|^\d{4}-\d\d-\d\dT[\d:.]+Z |##\[error\]|^.*\t.*\t\d{4}-/m.test(text)) return logName;
  if (/^(?:on|jobs|"on"|'on'):/m.test(text)) return ".github/workflows/release.yml";
  if (/^\s*(?:\/\/[^\s=]+|[@\w:.-]+)\s*=/m.test(text)) return ".npmrc";
  return /^E[A-Z0-9]{3,}$/.test(text.trim()) ? logName : ".github/workflows/release.yml";
}

/** The same name with a number, where another file has it. */
export function freshName(name: string, taken: readonly string[]): string {
  for (let number = 2, fresh = name; ; number++) {
    if (!taken.includes(fresh)) return fresh;
    fresh = name.replace(/(\.\w+)?$/, (end) => `-${number}${end}`);
  }
}

/** The part of an address after `#` that holds the input, without its logs. */
export async function fragmentOf({ files, repository }: Input): Promise<string> {
  const held = {
    files: files.filter(({ path }) => path !== logName).map(({ path, text }) => [path, text]),
    repository,
  };
  const packed = await through(new TextEncoder().encode(JSON.stringify(held)), new CompressionStream("deflate-raw"));
  const binary = Array.from(packed, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The input that a fragment holds; undefined for any other text. */
export async function inputOf(fragment: string): Promise<Input | undefined> {
  if (fragment === "") return undefined;
  try {
    const packed = Uint8Array.from(atob(fragment.replaceAll("-", "+").replaceAll("_", "/")), (one) =>
      one.charCodeAt(0),
    );
    const bytes = await through(packed, new DecompressionStream("deflate-raw"));
    const held = JSON.parse(new TextDecoder().decode(bytes)) as { files?: unknown; repository?: unknown };
    if (!Array.isArray(held.files)) return undefined;
    const files = (held.files as readonly unknown[]).flatMap((each) => {
      const [path, text] = Array.isArray(each) ? (each as readonly unknown[]) : [];
      return typeof path === "string" && typeof text === "string" ? [{ path, text }] : [];
    });
    return { files, repository: typeof held.repository === "string" ? held.repository : "" };
  } catch {
    return undefined;
  }
}

/** Much less fits into an address; a fragment that unpacks to more isn't ours. */
const mostBytes = 2_000_000;

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  transform: CompressionStream | DecompressionStream,
): Promise<Uint8Array> {
  const reader = new Blob([bytes]).stream().pipeThrough(transform).getReader();
  const parts: number[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Uint8Array.from(parts);
    for (const byte of value) parts.push(byte);
    if (parts.length > mostBytes) throw new Error("It is too long.");
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return /"(?:name|version|scripts)"\s*:/.test(text);
  }
}
