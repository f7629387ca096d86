import { firstStage } from "../../generate/first-stage.ts";
import { recordedEntry, type TrustEntry } from "../../npm-site/listing.ts";
import { targetOf, type Target } from "../../npm-site/ownership.ts";
import type { PublicPackage } from "../../npm-site/package.ts";
import { planOf, type PackagePlan, type Wanted } from "../../npm-site/plan.ts";
import type { Provenance } from "../../npm-site/provenance.ts";
import { listingsOf } from "../npm-site/listings.ts";
import type { Npm } from "../npm-site/npm-type.ts";
import { pauseIn, siteIn } from "../npm-site/outside.ts";
import { provenances, publicPackages } from "../npm-site/public.ts";
import type { Running } from "./running.ts";

/** What everyone may see of the packages, and which repository npm is to trust. */
export interface Public {
  readonly target: Target;
  readonly seen: ReadonlyMap<string, PublicPackage>;
  /** Why a package's page wasn't read, as the end of a sentence. */
  readonly unread: ReadonlyMap<string, string>;
  readonly provenances: ReadonlyMap<string, Provenance>;
}

/** Reads npm's public pages of the packages, by one request each, and with `signed` the provenance of newest releases. */
export async function publicly(
  { checkout, names, io, options }: Running,
  signed: boolean,
): Promise<Public | { readonly sentence: string }> {
  const site = siteIn(io);
  try {
    const answers = await publicPackages(names, site.ask, site.cache);
    const seen = answers.flatMap((each) => ("state" in each ? [each] : []));
    const chosen = checkout.packages.filter(({ name }) => name !== undefined && names.includes(name.value));
    const target = targetOf(checkout.repository, chosen, seen, options.repo);
    if ("sentence" in target) return target;
    const releases = seen.flatMap(({ name, last }) =>
      signed && last?.by === "oidc" && last.signed ? [{ name, version: last.version }] : [],
    );
    const found = await provenances(releases, site.ask, site.cache);
    return {
      target,
      seen: new Map(seen.map((each) => [each.name, each])),
      unread: new Map(answers.flatMap((each) => ("why" in each ? [[each.name, each.why] as const] : []))),
      provenances: new Map(
        found.flatMap((each, index) => {
          const { name } = releases[index] ?? {};
          return each === "none" || "unanswered" in each || name === undefined ? [] : [[name, each] as const];
        }),
      ),
    };
  } finally {
    site.end();
  }
}

/** Asks npm what it trusts for these packages, and plans the way to the record. */
export async function planned(
  running: Running,
  npm: Npm,
  names: readonly string[],
  { target, seen, provenances: found }: Public,
  prune: boolean,
): Promise<readonly PackagePlan[]> {
  const { io, signal } = running;
  const tell = (line: string): void => io.tell(line);
  const lists = await listingsOf(names, { npm, pause: pauseIn(io), signal, tell });
  const own = [target.name, ...(target.former === undefined ? [] : [target.former])];
  return names.map((name) =>
    planOf(
      {
        name,
        wanted: wantedOf(running, name, target).map(({ wanted }) => wanted),
        listed: lists.get(name) ?? { why: "it was interrupted" },
        seen: seen.get(name),
        provenance: found.get(name),
      },
      { names: own, prune },
    ),
  );
}

/** The entries of the record for a package and this repository, each with its place in the record's list. */
export function wantedOf(
  { checkout }: Pick<Running, "checkout">,
  name: string,
  { name: repository, former }: Target,
): readonly { readonly wanted: Wanted; readonly index: number }[] {
  const declared = checkout.recorded.find((each) => each.name.value === name);
  return (declared?.publishers ?? []).flatMap((publisher, index) => {
    const entry = recordedEntry(publisher);
    const own = [repository, former].some((each) => each?.toLowerCase() === entry.repository.toLowerCase());
    if (!own || entry.file === "") return [];
    const addedAt = typeof publisher.addedAt === "object" ? publisher.addedAt.value : undefined;
    return [{ wanted: { entry: renamed(entry, repository), addedAt }, index }];
  });
}

function renamed(entry: TrustEntry, repository: string): TrustEntry {
  if (entry.repository.toLowerCase() === repository.toLowerCase()) return entry;
  return { ...entry, repository, id: undefined, fields: { ...entry.fields, repository } };
}

/** The lines that create a package that npm doesn't have. */
export function creating(running: Running, name: string, target: Target): readonly string[] {
  const { checkout } = running;
  const manifest = checkout.packages.find((each) => each.name?.value === name);
  const [first] = wantedOf(running, name, target);
  if (manifest === undefined || first === undefined) return [];
  const { repository, file, environment, permissions } = first.wanted.entry;
  return firstStage(checkout.repository, manifest, name, {
    repository,
    file,
    environment: environment === "" ? undefined : environment,
    action: permissions.includes("createStagedPackage") && !permissions.includes("createPackage") ? "stage" : "publish",
  });
}
