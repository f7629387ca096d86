import { registryHost } from "../../server/src/npm-host.ts";

/** The text with npm's real registry where a page writes `//REGISTRY`. */
export function spellRegistry(text: string): string {
  return text.replaceAll(/(?<=\/\/)REGISTRY\b/g, registryHost);
}

/** The text as a page writes it: `REGISTRY` for npm's real registry. */
export function hideRegistry(text: string): string {
  return text.replaceAll(registryHost, "REGISTRY");
}

/** Where a range of a line stands once its registry is hidden; a range that ends inside the host covers all of it. */
export function hiddenColumns(
  line: string,
  start: number,
  end: number,
): { readonly start: number; readonly end: number } {
  let [from, to] = [start, end];
  for (let at = line.indexOf(registryHost); at >= 0; at = line.indexOf(registryHost, at + 1)) {
    const after = at + registryHost.length;
    if (at < from && from < after) from = at;
    if (at < to && to < after) to = after;
  }
  return { start: hideRegistry(line.slice(0, from)).length, end: hideRegistry(line.slice(0, to)).length };
}
