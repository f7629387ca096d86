/** The domain of npm, of whose hosts only this module knows the names. */
const domain = "npmjs.org";

/** The host of npm's public registry: the only one that trusts publishers. */
export const registryHost: string = `registry.${domain}`;

/** Whether a URL is npm's public registry itself: its host, without a path. */
export function isNpmRegistry(url: string): boolean {
  const match = /^(?:https?:)?\/\/([^/]+)\/*$/i.exec(url.trim());
  return match?.[1]?.toLowerCase() === registryHost;
}
