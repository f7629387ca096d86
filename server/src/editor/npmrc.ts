import { npmrcKeyOf, npmrcKeys, type NpmrcKey } from "../data/npmrc-keys.ts";

/** A part of a `.npmrc`, in offsets, and what is known of its key. */
export interface NpmrcHelp {
  readonly start: number;
  readonly end: number;
  readonly about: NpmrcKey;
}

/** What the key at an offset does to a publish; undefined in comments, and for keys that don't matter to one. */
export function npmrcHelpAt(text: string, offset: number): NpmrcHelp | undefined {
  const { start, key, keyEnd } = lineAt(text, offset);
  const about = key === undefined ? undefined : npmrcKeyOf(key);
  const begin = start + (key === undefined ? 0 : text.slice(start, keyEnd).indexOf(key));
  if (about === undefined || key === undefined || offset < begin || offset > begin + key.length) return undefined;
  return { start: begin, end: begin + key.length, about };
}

/** What can be at an offset, and the text that it takes the place of. */
export interface NpmrcOffer {
  readonly start: number;
  readonly end: number;
  readonly items: readonly { readonly text: string; readonly says: string }[];
}

/**
 * The keys that matter to a publish, or the values of one; nothing in comments. `host` is the registry's, without a protocol.
 */
export function npmrcOfferAt(text: string, offset: number, host: string): NpmrcOffer | undefined {
  const { start, end, key, keyEnd } = lineAt(text, offset);
  const before = text.slice(start, offset);
  if (/^\s*[;#]/.test(before)) return undefined;
  if (!before.includes("=")) {
    const keys = npmrcKeys.filter(({ key: name }) => !/^_|^email$/.test(name));
    const items = keys.map(({ key: name, values = [], says }) => ({
      text: `${name.replace("HOST", host)}=${name.endsWith("_authToken") ? "${NPM_TOKEN}" : (values[0] ?? "")}`,
      says,
    }));
    const hasValue = keyEnd < end && text[keyEnd] === "=";
    return {
      start: start + (/^\s*/.exec(before)?.[0].length ?? 0),
      end: hasValue ? end : Math.max(offset, keyEnd),
      items,
    };
  }
  const about = key === undefined ? undefined : npmrcKeyOf(key);
  if (about?.values === undefined) return undefined;
  const items = about.values.map((value) => ({ text: value, says: about.says }));
  const blank = /^\s*/.exec(text.slice(keyEnd + 1, end))?.[0].length ?? 0;
  return { start: Math.min(offset, keyEnd + 1 + blank), end, items };
}

function lineAt(
  text: string,
  offset: number,
): { readonly start: number; readonly end: number; readonly key: string | undefined; readonly keyEnd: number } {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const next = text.slice(start).search(/\r?\n/);
  const end = next < 0 ? text.length : start + next;
  const line = text.slice(start, end);
  const equals = line.indexOf("=");
  const keyEnd = start + (equals < 0 ? line.trimEnd().length : equals);
  const key = text.slice(start, keyEnd).trim().replace(/\[\]$/, "");
  return { start, end, key: key === "" || /^[;#]/.test(key) ? undefined : key, keyEnd };
}
