import type { Io } from "../io.ts";
import type { Checkout } from "./checkout.ts";
import type { TrustOptions } from "./options.ts";

/** What the actions share. */
export interface Running {
  readonly options: TrustOptions;
  readonly checkout: Checkout;
  /** The packages that were chosen, or all. */
  readonly names: readonly string[];
  readonly io: Io;
  readonly signal: AbortSignal;
}
