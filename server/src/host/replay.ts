import type { Host, Listing, Reading } from "./host.ts";

/**
 * A host, and one that gives each answer of the first once more before it asks anew: whoever looks for repositories in a folder and lints
 * them then sees the folder as it was, and reads it once.
 */
export function replayed(host: Host): { readonly first: Host; readonly again: Host } {
  const reads = answers<Reading | "pending">(host.read);
  const lists = answers<Listing | "pending">(host.list);
  return {
    first: { ...host, read: reads.first, list: lists.first },
    again: { ...host, read: reads.again, list: lists.again },
  };
}

type Ask<A> = (uri: string, root: string) => A;

/** Where a link may lead depends on the root, so an answer counts for one root alone. */
function answers<A>(ask: Ask<A>): { readonly first: Ask<A>; readonly again: Ask<A> } {
  const known = new Map<string, A>();
  return {
    first(uri, root) {
      const answer = ask(uri, root);
      known.set(`${root}\0${uri}`, answer);
      return answer;
    },
    again(uri, root) {
      const key = `${root}\0${uri}`;
      const answer = known.get(key);
      known.delete(key);
      return answer ?? ask(uri, root);
    },
  };
}
