import { allowedBy, fitsEntry, mostEntries, sameJobs, type TrustEntry } from "./listing.ts";
import type { PublicPackage } from "./package.ts";
import type { Provenance } from "./provenance.ts";

/** A package of the record, and what npm says of it. */
export interface Compared {
  readonly name: string;
  /** What the record wants, each with the time at which it was added. */
  readonly wanted: readonly Wanted[];
  /** What npm trusts, or why that isn't known, as the end of a sentence. */
  readonly listed: readonly TrustEntry[] | { readonly why: string };
  /** The package's public metadata, and the provenance of its newest release, where they are known. */
  readonly seen: PublicPackage | undefined;
  readonly provenance: Provenance | undefined;
}

export interface Wanted {
  readonly entry: TrustEntry;
  /** As the record says it. */
  readonly addedAt: string | undefined;
}

/** A request that changes what npm trusts. */
export type Step =
  | {
      readonly kind: "create";
      readonly name: string;
      readonly wanted: Wanted;
      /** An entry for the same jobs that allows something else: npm may refuse a second one. */
      readonly like: TrustEntry | undefined;
    }
  | {
      readonly kind: "revoke";
      readonly name: string;
      readonly entry: TrustEntry;
      /** Whether it makes room for an entry: until that is created, npm trusts neither. */
      readonly gap: boolean;
    };

export interface PackagePlan {
  readonly name: string;
  /** `fits`: nothing is missing. `full`: all ten entries are used. */
  readonly state: "fits" | "differs" | "full" | "not asked";
  /** Why npm wasn't asked; undefined where it was. */
  readonly why: string | undefined;
  /** In the order in which they are taken. */
  readonly steps: readonly Step[];
  /** Entries for this repository that the record doesn't have. */
  readonly surplus: readonly TrustEntry[];
  /** Entries of other repositories and services: they are never touched. */
  readonly foreign: readonly TrustEntry[];
  /** The wanted entries that npm has, but that allow more than the record says. */
  readonly wider: readonly TrustEntry[];
}

export interface PlanOptions {
  /** The names of this repository on GitHub, `owner/name`: its own, and an earlier one. */
  readonly names: readonly string[];
  readonly prune: boolean;
}

/**
 * The steps from what npm trusts to what the record says: create first, and revoke only with `prune`, and then an entry of this
 * repository alone, after a release through a wanted entry was seen, or where all ten entries are used.
 */
export function planOf(compared: Compared, { names, prune }: PlanOptions): PackagePlan {
  const { name, wanted, listed } = compared;
  const nothing = { name, why: undefined, steps: [], surplus: [], foreign: [], wider: [] };
  if ("why" in listed) return { ...nothing, state: "not asked", why: listed.why };
  const missing = wanted.filter(({ entry }) => !listed.some((each) => fitsEntry(entry, each)));
  const own = (each: TrustEntry): boolean =>
    each.type === "github" && names.some((known) => known.toLowerCase() === each.repository.toLowerCase());
  const surplus = listed.filter((each) => own(each) && !wanted.some(({ entry }) => fitsEntry(entry, each)));
  const foreign = listed.filter((each) => !own(each) && !wanted.some(({ entry }) => fitsEntry(entry, each)));
  const wider = listed.filter((each) =>
    wanted.some(
      ({ entry }) =>
        fitsEntry(entry, each) &&
        entry.permissions.length > 0 &&
        allowedBy(each).some((allowed) => !entry.permissions.includes(allowed)),
    ),
  );
  const found = { ...nothing, surplus, foreign, wider };
  const creates = missing.map((each): Step => ({
    kind: "create",
    name,
    wanted: each,
    like: surplus.find((other) => sameJobs(each.entry, other)),
  }));
  const room = mostEntries - listed.length;
  const revoke = (entry: TrustEntry, gap: boolean): Step => ({ kind: "revoke", name, entry, gap });
  if (creates.length > room) {
    const needed = creates.length - Math.max(0, room);
    // An entry that trusts the same jobs goes first: it is what the new one stands for.
    const ordered = surplus.toSorted((a, b) => Number(replaced(b, missing)) - Number(replaced(a, missing)));
    const leave = ordered.slice(0, needed);
    if (!prune || leave.length < needed || leave.some(({ id }) => id === undefined)) return { ...found, state: "full" };
    return { ...found, state: "differs", steps: [...leave.map((each) => revoke(each, true)), ...creates] };
  }
  if (creates.length > 0) return { ...found, state: "differs", steps: creates };
  const seen = wanted.some(({ entry, addedAt }) => isSeen(compared, entry, addedAt, listed));
  const done = prune && seen ? surplus.filter(({ id }) => id !== undefined) : [];
  return { ...found, state: done.length > 0 ? "differs" : "fits", steps: done.map((each) => revoke(each, false)) };
}

function replaced(each: TrustEntry, missing: readonly Wanted[]): boolean {
  return missing.some(({ entry }) => sameJobs(entry, each));
}

/** Whether the newest release came by this entry: npm names the entry, or the provenance names its workflow and came after it. */
function isSeen(
  { seen, provenance }: Compared,
  entry: TrustEntry,
  addedAt: string | undefined,
  listed: readonly TrustEntry[],
): boolean {
  const last = seen?.last;
  if (last?.by !== "oidc") return false;
  const ids = listed.flatMap((each) => (fitsEntry(entry, each) && each.id !== undefined ? [each.id] : []));
  if (ids.some((id) => last.publisher?.includes(id) === true)) return true;
  if (provenance === undefined || last.time === undefined) return false;
  const { repository, file, environment } = provenance;
  return (
    repository.toLowerCase() === entry.repository.toLowerCase() &&
    file === entry.file &&
    // Where the certificate doesn't name the environment, an entry for another one may have published it.
    (entry.environment === "" || environment === entry.environment) &&
    (addedAt === undefined || Date.parse(last.time) > Date.parse(addedAt))
  );
}

const window = 48 * 60 * 60 * 1000;

/** When an entry expires that no release uses, as ISO 8601 (docs/facts/github.md#trusted-publishers). */
export function expiryOf(addedAt: string): string {
  return new Date(Date.parse(addedAt) + window).toISOString();
}
