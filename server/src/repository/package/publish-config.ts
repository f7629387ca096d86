import type { TextMap } from "../value.ts";

/** Whether each of the settings is a text, if it is written at all; a nested object under another key says nothing of them. */
export function isReadable(publishConfig: TextMap, isAbout: (key: string) => boolean = () => false): boolean {
  const { complete, entries, texts } = publishConfig;
  if (complete) return true;
  return entries.length > 0 && [...texts].every(([key, text]) => text !== undefined || !isAbout(key));
}

/** Whether a key of publishConfig names a registry. */
export function isRegistryKey(key: string): boolean {
  return key === "registry" || /^@.*:registry$/.test(key);
}
