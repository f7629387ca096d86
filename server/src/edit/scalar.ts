import { parseYaml } from "../syntax/yaml.ts";
import type { NewScalar } from "./values.ts";

/** A string as YAML: plain where that reads as the same string, else in quotes; always on one line. */
export function yamlScalar(value: NewScalar, flow: boolean): string {
  if (value === true) return "true";
  return readsAsItself(value, flow) ? value : value.includes('"') ? singleQuoted(value) : doubleQuoted(value);
}

/** In single quotes, but for what only double ones can write on one line. */
export function singleQuoted(value: string): string {
  return /[^\x20-\x7E\xA0-\u2027\u202A-\uFFFF]/.test(value) ? doubleQuoted(value) : `'${value.replaceAll("'", "''")}'`;
}

export function doubleQuoted(value: string): string {
  return JSON.stringify(value).replace(
    /[\x7F-\x9F\u2028\u2029\uFEFF]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Numbers and booleans count by their text, as in a workflow's inputs: `24` does, `24.10` is 24.1 and doesn't. */
function readsAsItself(value: string, flow: boolean): boolean {
  if (/[^\x20-\x7E\xA0-\uFFFF]/.test(value)) return false;
  const { root, errors } = parseYaml({ path: "", text: flow ? `{ k: ${value} }` : `k: ${value}` });
  const [entry, ...others] = root?.kind === "mapping" ? root.entries : [];
  const read = entry?.value;
  if (errors > 0 || others.length > 0 || read?.kind !== "scalar" || read.style !== "plain") return false;
  return read.value !== null && String(read.value) === value;
}
