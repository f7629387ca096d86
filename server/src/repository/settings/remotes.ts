import type { Remote } from "../input.ts";

/**
 * The remotes that a `.git/config` names, each with its first URL, credentials in it left out.
 * Lines that aren't understood are skipped; included files aren't read. Format: `git help config`, "Syntax".
 */
export function remotesIn(config: string): readonly Remote[] {
  const urls = new Map<string, string>();
  let remote: string | undefined;
  // A backslash at a line's end goes on in the next.
  for (const line of config
    .replace(/^\uFEFF/, "")
    .replace(/\\\r?\n/g, "")
    .split(/\r?\n/)) {
    const section = /^\s*\[\s*([\w.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\](.*)$/.exec(line);
    if (section !== null)
      remote = section[1]?.toLowerCase() === "remote" ? section[2]?.replace(/\\(.)/g, "$1") : undefined;
    if (remote === undefined || urls.has(remote)) continue;
    const value = /^\s*url\s*=(.*)$/i.exec(section?.[3] ?? line)?.[1];
    if (value !== undefined) urls.set(remote, withoutCredentials(valueOf(value)));
  }
  return [...urls].map(([name, url]) => ({ name, url }));
}

/** Quotes and escapes resolved, a comment left out. */
function valueOf(written: string): string {
  let value = "";
  let quoted = false;
  for (const [part] of written.trim().matchAll(/\\.|./g)) {
    if (part === '"') quoted = !quoted;
    else if (!quoted && (part === "#" || part === ";")) break;
    else value += part.length === 2 && part.startsWith("\\") ? part.slice(1) : part;
  }
  return value.trim();
}

/** `ssh://git@host` keeps its user: it is part of the address, and no secret. */
function withoutCredentials(url: string): string {
  return url.replace(/(https?:\/\/)[^/]*@/gi, "$1");
}
