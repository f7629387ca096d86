import type { Publish } from "./publish.ts";

/** Publishes to npm's registry, and what may be one: of `lost` not even the place is known. */
interface Publishes {
  readonly publishes: readonly Publish[];
  readonly unsure: readonly Publish[];
  readonly lost?: readonly unknown[];
}

/** Whether something is known of every publish to npm's registry, those included that may be one. What isn't known of one must not hold of it. */
export function every({ publishes, unsure, lost = [] }: Publishes, holds: (publish: Publish) => boolean): boolean {
  return lost.length === 0 && publishes.every(holds) && unsure.every(holds);
}
