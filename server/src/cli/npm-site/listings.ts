import { listingOf, type TrustEntry } from "../../npm-site/listing.ts";
import { errorWords, stopsAll } from "./npm.ts";
import type { Npm } from "./npm-type.ts";

/** What npm trusts for a package, or why that isn't known, as the end of a sentence. */
export type Listed = readonly TrustEntry[] | { readonly why: string };

interface Listing {
  readonly npm: Npm;
  readonly pause: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
  readonly tell: (line: string) => void;
}

/** npm's own wish for requests that change or read many packages' trust (docs/facts/npm.md#npm-trust). */
export const apart = 2000;

/**
 * What `npm trust list` says of each package, one after the other, two seconds apart. After a refused login it asks once more; after
 * a missing second factor too, when npm has asked for it on the terminal. Where that doesn't help nobody else is asked.
 */
export async function listingsOf(names: readonly string[], listing: Listing): Promise<ReadonlyMap<string, Listed>> {
  const found = new Map<string, Listed>();
  let stopped: string | undefined;
  let failures = 0;
  for (const [index, name] of names.entries()) {
    if (stopped === undefined && index > 0) await listing.pause(apart, listing.signal);
    if (listing.signal.aborted) stopped = "it was interrupted";
    if (stopped !== undefined) {
      found.set(name, { why: stopped });
      continue;
    }
    const answer = await listed(name, listing);
    if (!("error" in answer)) {
      failures = 0;
      found.set(name, answer);
      continue;
    }
    const why = listing.signal.aborted ? "it was interrupted" : errorWords(answer.error);
    found.set(name, { why });
    failures = /^E40[34]$/.test(answer.error) ? 0 : failures + 1;
    if (stopsAll(answer.error) || failures === mostFailures) stopped = why;
  }
  return found;
}

const mostFailures = 3;

async function listed(
  name: string,
  { npm, pause, signal, tell }: Listing,
): Promise<readonly TrustEntry[] | { readonly error: string }> {
  const first = await readList(name, npm, signal);
  if (!("error" in first) || signal.aborted) return first;
  if (first.error === "EOTP") {
    tell(`npm asks for your second factor to show what it trusts. Let it skip that for 5 minutes, and it asks once.`);
    const { error } = await npm.run(["trust", "list", name], "show", signal);
    return error === undefined && !signal.aborted ? readList(name, npm, signal) : first;
  }
  if (first.error !== "E401") return first;
  await pause(apart, signal);
  return signal.aborted ? first : readList(name, npm, signal);
}

async function readList(
  name: string,
  npm: Npm,
  signal: AbortSignal,
): Promise<readonly TrustEntry[] | { readonly error: string }> {
  const { output, error } = await npm.run(["trust", "list", name, "--json"], "read", signal);
  return error === undefined ? (listingOf(output) ?? { error: "unknown" }) : { error };
}
