import { checkout } from "./checkout.ts";
import type { Asked } from "./generate-request.ts";
import type { Host } from "./host.ts";

/** Has no file. */
export const emptyHost: Host = {
  read: () => "absent",
  list: () => "absent",
  unwritable: () => undefined,
  watch: () => ({ unwatched: [], dispose: () => undefined }),
};

/** Can't read anything. */
export const unknownHost: Host = { ...emptyHost, read: () => "unknown", list: () => "unknown" };

/** What a question asks that needs no repository: one without any file. `today` is `YYYY-MM-DD`. */
export async function nowhere(today: string): Promise<Asked> {
  const root = "file:///nowhere";
  const files = checkout(emptyHost, root, { today: () => today });
  return { host: emptyHost, root, files, loaded: await files.settle(), open: [], uriOf: (path) => path };
}
