import { absentPackage, asObject, publicPackageOf, textOf, type PublicPackage } from "../../npm-site/package.ts";
import { provenanceOf, type Provenance } from "../../npm-site/provenance.ts";
import { isPackageName } from "../../repository/package/publishable.ts";
import { unansweredWords, type Answer, type Unanswered } from "./ask.ts";
import type { Cache } from "./cache.ts";

type Ask = (path: string, etag?: string) => Promise<Answer>;

export type PublicAnswer = PublicPackage | ({ readonly name: string } & NoAnswer);

/** What kept an answer away, and that in words, as the end of a sentence. */
export interface NoAnswer {
  readonly unanswered: Unanswered;
  readonly why: string;
}

/** How many requests are on their way at a time. */
const lanes = 4;

/**
 * The public metadata of packages, in their order, by one request each: a conditional one for what was kept from before. Throws for
 * a name that npm would refuse.
 */
export async function publicPackages(
  names: readonly string[],
  ask: Ask,
  cache: Cache,
): Promise<readonly PublicAnswer[]> {
  return inLanes(names, (name) => publicPackage(name, ask, cache));
}

/** The public metadata of one package, likewise. */
export async function publicPackage(name: string, ask: Ask, cache: Cache): Promise<PublicAnswer> {
  const path = `/${escaped(name)}`;
  const kept = asObject(await cache.read(path));
  const known = asObject(kept?.["seen"]) === undefined ? undefined : (kept?.["seen"] as PublicPackage);
  const answer = await ask(path, known === undefined ? undefined : textOf(kept?.["etag"]));
  if (answer.kind === "absent") return absentPackage(name);
  if (answer.kind === "unchanged") return known ?? { name, ...without("not json") };
  if (answer.kind === "none") return { name, ...without(answer.why) };
  const seen = publicPackageOf(name, answer.body);
  if (seen === undefined) return { name, ...without("not json") };
  if (answer.etag !== undefined) await cache.write(path, { etag: answer.etag, seen });
  return seen;
}

/**
 * The provenance of releases, in their order: a release's never changes, so that each is asked for once and then kept. `none` where
 * npm has none of GitHub Actions.
 */
export async function provenances(
  releases: readonly { readonly name: string; readonly version: string }[],
  ask: Ask,
  cache: Cache,
): Promise<readonly (Provenance | "none" | NoAnswer)[]> {
  return inLanes(releases, async ({ name, version }) => {
    const path = `/-/npm/v1/attestations/${escaped(name)}@${encodeURIComponent(version)}`;
    const kept = await cache.read(path);
    if (kept === "none" || asObject(kept) !== undefined) return kept as Provenance | "none";
    const answer = await ask(path);
    if (answer.kind === "none") return without(answer.why);
    const found = (answer.kind === "json" ? provenanceOf(answer.body) : undefined) ?? "none";
    await cache.write(path, found);
    return found;
  });
}

function without(unanswered: Unanswered): NoAnswer {
  return { unanswered, why: unansweredWords[unanswered] };
}

/** A name as it is in an address of the registry. */
function escaped(name: string): string {
  if (!isPackageName(name)) throw new Error("npm accepts no such name for a package");
  return encodeURIComponent(name).replace("%40", "@").replace("%2F", "%2f");
}

async function inLanes<T, R>(all: readonly T[], work: (each: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  const left = all.entries();
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (const [index, each] of left) results[index] = await work(each);
    }),
  );
  return results;
}
