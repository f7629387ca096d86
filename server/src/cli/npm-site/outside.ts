import type { Io } from "../io.ts";
import { registryAsker, type Answer } from "./ask.ts";
import { cacheOf, type Cache } from "./cache.ts";

/** npm's public registry, as this run may ask it. */
export interface Site {
  readonly ask: (path: string, etag?: string) => Promise<Answer>;
  readonly cache: Cache;
  /** Aborted by the user's Ctrl-C. */
  readonly signal: AbortSignal;
  /** Gives Ctrl-C back. */
  end(): void;
}

/** Asks until `end` is called; a run makes one of these. */
export function siteIn(io: Io): Site {
  const { signal, end } = interruptionsIn(io);
  const { fetch = () => Promise.reject(new Error("no network")) } = io;
  return { ask: registryAsker({ fetch, pause: pauseIn(io), signal }), cache: cacheOf(io), signal, end };
}

export function interruptionsIn({ interruptions }: Io): { readonly signal: AbortSignal; readonly end: () => void } {
  return interruptions?.() ?? { signal: new AbortController().signal, end: () => {} };
}

export function pauseIn({ pause }: Io): NonNullable<Io["pause"]> {
  return pause ?? (() => Promise.resolve());
}
