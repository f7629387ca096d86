import { registryHost } from "../../server/src/npm-host.ts";

/** What takes git's place in a job whose repository has no history. */
export const noGit = '#!/bin/sh\necho "git $*" >&2\nexit 128\n';

/** Programs as they stand on the PATH: `npm` and `npx` by that Node and from that folder. */
export function programs(node: string, npmFolder: string): Readonly<Record<string, string>> {
  const of = (file: string): string => `#!/bin/sh\nexec "${node}" "${npmFolder}/bin/${file}" "$@"\n`;
  return { npm: of("npm-cli.js"), npx: of("npx-cli.js") };
}

/**
 * What every Node of a job loads first. npm's own `sigstore` signs without asking Sigstore; and whatever is for npm's registry by
 * its name goes to the registry on that port: nothing of a job ever reaches the real one.
 */
export function standIns(port: number): string {
  return `
const Module = require("node:module");
const http = require("node:http");
const https = require("node:https");
const load = Module._load;
Module._load = function (request, ...rest) {
  const loaded = load.call(this, request, ...rest);
  if (request !== "sigstore") return loaded;
  const attest = async (payload) => ({
    mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
    verificationMaterial: { tlogEntries: [{ logIndex: "1" }] },
    dsseEnvelope: { payload: payload.toString("base64") },
  });
  return { ...loaded, attest };
};
const host = ${JSON.stringify(registryHost)};
const here = { protocol: "http:", host: "127.0.0.1", hostname: "127.0.0.1", port: ${port}, agent: undefined };
const request = https.request;
https.request = function (options, ...rest) {
  const named = options?.hostname ?? options?.host;
  return named === host ? http.request({ ...options, ...here }, ...rest) : request.call(this, options, ...rest);
};
const { fetch } = globalThis;
globalThis.fetch = function (input, ...rest) {
  const url = String(input?.url ?? input);
  const own = "https://" + host + "/";
  return url.startsWith(own) ? fetch("http://127.0.0.1:${port}/" + url.slice(own.length), ...rest) : fetch(input, ...rest);
};
Module.syncBuiltinESMExports();
`;
}
