import { limits } from "../limits.ts";
import { globTest, inIgnoreFiles } from "./glob.ts";

/** What an ignore file says of a path below its folder, where a folder's path ends with `/`; undefined where no line names it. */
export type IgnoreRules = (path: string) => "ignored" | "kept" | undefined;

interface Line {
  readonly index: number;
  readonly says: "ignored" | "kept";
}

interface Wildcard extends Line {
  readonly folders: boolean;
  readonly nameOnly: boolean;
  readonly test: (path: string) => boolean;
}

/**
 * The lines of a `.gitignore`, of which the last that names a path counts. A line that can't be read names nothing. Undefined for a
 * file with too many lines. Source: git's documentation of gitignore.
 */
export function ignoreRules(text: string): IgnoreRules | undefined {
  const plain = new Map<string, Line>();
  const wildcards: Wildcard[] = [];
  for (const [index, written] of text
    .replace(/^\uFEFF/, "")
    .split("\n")
    .entries()) {
    const line = withoutEnd(written);
    if (line === "" || line.startsWith("#")) continue;
    const says = line.startsWith("!") ? "kept" : "ignored";
    const whole = says === "kept" ? line.slice(1) : line;
    const folders = whole.endsWith("/");
    const pattern = folders ? whole.slice(0, -1) : whole;
    const nameOnly = !pattern.includes("/");
    const glob = pattern.replace(/^\//, "");
    if (glob === "") continue;
    if (!/[*?[\\]/.test(glob)) {
      plain.set(keyOf(glob, nameOnly, folders), { index, says });
      continue;
    }
    const test = globTest(glob, inIgnoreFiles);
    if (test === undefined) continue;
    wildcards.push({ index, says, folders, nameOnly, test });
    if (wildcards.length > limits.ignoreLines) return undefined;
  }
  wildcards.reverse();
  return (path) => {
    const isFolder = path.endsWith("/");
    const own = isFolder ? path.slice(0, -1) : path;
    const name = own.slice(own.lastIndexOf("/") + 1);
    let last: Line | undefined;
    const see = (found: Line | undefined): void => {
      if (found !== undefined && found.index > (last?.index ?? -1)) last = found;
    };
    if (plain.size > 0) {
      see(plain.get(keyOf(name, true, false)));
      see(plain.get(keyOf(own, false, false)));
      if (isFolder) see(plain.get(keyOf(name, true, true)));
      if (isFolder) see(plain.get(keyOf(own, false, true)));
    }
    for (const each of wildcards) {
      if (each.index < (last?.index ?? -1)) break;
      if ((isFolder || !each.folders) && each.test(each.nameOnly ? name : own)) return each.says;
    }
    return last?.says;
  };
}

function keyOf(path: string, nameOnly: boolean, folders: boolean): string {
  return `${nameOnly ? "" : "/"}${path}${folders ? "/" : ""}`;
}

/** Without the spaces at its end, but one after a backslash. */
function withoutEnd(line: string): string {
  const text = line.endsWith("\r") ? line.slice(0, -1) : line;
  let end = text.length;
  while (end > 0 && text[end - 1] === " " && text[end - 2] !== "\\") end--;
  return text.slice(0, end);
}
