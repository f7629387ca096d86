/** The domain of npm, of whose hosts only this module knows the names. */
const domain = "npmjs.org";

/** The host of npm's public registry: the only one that trusts publishers. */
export const registryHost: string = `registry.${domain}`;
