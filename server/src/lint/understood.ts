import type { MainFact, understoodOf } from "../publish/understood.ts";
import { wordsOf } from "../reason-words.ts";
import type { Span } from "../text.ts";

/** What was understood of a repository's releases, with the reasons in words. */
export interface Understood {
  /** Files that GitHub takes for workflows. */
  readonly workflows: number;
  /** Commands that publish to npm's registry and were understood. */
  readonly publishes: number;
  /** Commands that publish, or may, and weren't understood, or only but for what is `missing`. */
  readonly unknown: readonly { readonly span: Span; readonly why: string; readonly missing?: string }[];
  /** The workflow files that couldn't be read, or not all of their jobs. */
  readonly unread: readonly { readonly path: string; readonly why: string }[];
}

/** Reasons quote the files: `hide` takes the secrets out. */
export function inWords(
  { unknown, unread, ...counts }: ReturnType<typeof understoodOf>,
  hide: (text: string) => string,
): Understood {
  return {
    ...counts,
    unknown: unknown.map(({ span, reason, missing = [] }) => ({
      span,
      why: hide(wordsOf(reason)),
      ...(missing.length > 0 && { missing: missing.map((name) => facts[name]).join(" and ") }),
    })),
    unread: unread.map(({ path, cause }) => ({ path, why: hide(wordsOf(cause)) })),
  };
}

const facts: Readonly<Record<MainFact, string>> = {
  client: "npm's version",
  idToken: "the id-token",
  credential: "the credential",
  registry: "the registry",
};
