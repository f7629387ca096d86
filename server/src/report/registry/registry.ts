import { directTokenPublishEnds } from "../../data/npm-policy.ts";
import { code } from "../../editor/words.ts";
import type { PublicPackage } from "../../npm-site/package.ts";
import type { Provenance } from "../../npm-site/provenance.ts";
import type { Here } from "./here.ts";

/** What npm's registry shows everyone of packages, next to what the repository says. */
export interface RegistryReport {
  readonly packages: readonly RegistryRow[];
  readonly counts: Readonly<Record<Published, number>> & { readonly packages: number };
  /** All of it in one sentence. */
  readonly summary: string;
}

/**
 * How the newest release came to npm. `not since`: by a token, and before the first publisher was added by the record, or before
 * trusted publishing was there. `unknown`: npm doesn't say. `not there`: npm has no release. `not asked`: npm gave no answer.
 */
type Published = "oidc" | "token" | "not since" | "unknown" | "not there" | "not asked";

export interface RegistryRow {
  readonly name: string;
  readonly state: PublicPackage["state"] | "not asked";
  /** Why npm wasn't asked, or gave no answer; null where it did. */
  readonly why: string | null;
  readonly published: Published;
  readonly latest: string | null;
  readonly tags: Readonly<Record<string, string>>;
  /** The newest release by date. */
  readonly last: { readonly version: string; readonly time: string | null } | null;
  /** What its provenance says; null where it has none, or none was asked for. */
  readonly provenance: {
    readonly repository: string;
    readonly file: string;
    readonly environment: string | null;
    readonly run: string | null;
  } | null;
  /** What its author says since it is deprecated. */
  readonly deprecated: string | null;
  /** What of the newest release differs from this repository, as sentences. */
  readonly differs: readonly string[];
  /** Whether a release of it fails because npm doesn't have it. */
  readonly stops: boolean;
  /** The lines that create it. */
  readonly create: readonly string[];
}

/** What was read of a package, or why it wasn't. */
export type Seen = PublicPackage | { readonly name: string; readonly why: string };

/** What npm plans for tokens, as a clause. */
export const tokensEnd = `npm is targeting ${directTokenPublishEnds.said} for the end of direct publishing with tokens that skip the second factor`;

/** Trusted publishing is generally available since then (docs/facts/npm.md#public-metadata). */
const firstDay = "2025-07-31";

export function registryReport(
  packages: readonly { readonly seen: Seen; readonly provenance?: Provenance; readonly here?: Here }[],
): RegistryReport {
  return ofRows(packages.map(({ seen, provenance, here }) => rowOf(seen, provenance, here)));
}

/** All of several reports; of a package that is in more than one, what the last says. */
export function mergedRegistry(reports: readonly RegistryReport[]): RegistryReport {
  const rows = reports.flatMap(({ packages }) => packages);
  return ofRows([...new Map(rows.map((row) => [row.name, row])).values()]);
}

function ofRows(rows: readonly RegistryRow[]): RegistryReport {
  const count = (published: Published): number => rows.filter((row) => row.published === published).length;
  const counts = {
    packages: rows.length,
    oidc: count("oidc"),
    token: count("token"),
    "not since": count("not since"),
    unknown: count("unknown"),
    "not there": count("not there"),
    "not asked": count("not asked"),
  };
  return { packages: rows, counts, summary: summaryOf(counts) };
}

function rowOf(seen: Seen, provenance: Provenance | undefined, here: Here | undefined): RegistryRow {
  if ("why" in seen) return { ...nothing, name: seen.name, state: "not asked", why: seen.why, published: "not asked" };
  const { name, state, latest, tags, last, deprecated } = seen;
  const absent = state !== "there";
  return {
    ...nothing,
    name,
    state,
    published: publishedBy(seen, here),
    latest: latest ?? null,
    tags,
    last: last === undefined ? null : { version: last.version, time: last.time ?? null },
    provenance:
      provenance === undefined
        ? null
        : {
            repository: provenance.repository,
            file: provenance.file,
            environment: provenance.environment ?? null,
            run: provenance.run ?? null,
          },
    deprecated: deprecated ?? null,
    differs: here === undefined ? [] : differences(seen, provenance, here),
    stops: absent && here?.oidc === true,
    create: absent ? (here?.create ?? []) : [],
  };
}

const nothing = {
  why: null,
  latest: null,
  tags: {},
  last: null,
  provenance: null,
  deprecated: null,
  differs: [],
  stops: false,
  create: [],
} as const;

function publishedBy({ state, last }: PublicPackage, here: Here | undefined): Published {
  if (state !== "there" || last === undefined) return "not there";
  if (last.by === "oidc") return "oidc";
  const since = here?.since ?? firstDay;
  const old = last.time !== undefined && Date.parse(last.time) < Date.parse(since);
  return old ? "not since" : last.by;
}

/** npm compares repositories without case as far as is known; file and environment with it. */
function differences(seen: PublicPackage, provenance: Provenance | undefined, here: Here): readonly string[] {
  const { repository: own, claims } = here;
  const named = provenance?.repository ?? seen.repository;
  const moved = own !== undefined && named !== undefined && named.toLowerCase() !== own.toLowerCase();
  const said = provenance === undefined ? "npm's page names" : "The newest release came from";
  if (moved)
    return [
      `${said} ${code(named)}, and this is ${code(own)}: after a rename or a transfer npm trusts this one only by entries of its own.`,
    ];
  if (provenance === undefined || claims.length === 0) return [];
  const files = [...new Set(claims.map(({ file }) => file))];
  if (!files.includes(provenance.file))
    return [
      `The newest release was published by ${code(provenance.file)}, and here ${files.map(code).join(" or ")} publishes it.`,
    ];
  const environments = claims.filter(({ file }) => file === provenance.file).map(({ environment }) => environment);
  const { environment } = provenance;
  if (environment === undefined || environments.includes(undefined) || environments.includes(environment)) return [];
  const shown = (each: string | undefined): string =>
    each === undefined || each === "" ? "no environment" : `environment ${code(each)}`;
  return [`The newest release ran in ${shown(environment)}, and here its job has ${shown(environments[0])}.`];
}

/** `31 of 40 through OIDC, 5 not released since, 4 with a token; npm is targeting January 2027 …`. */
function summaryOf(counts: RegistryReport["counts"]): string {
  const parts = [
    `${counts.oidc} of ${counts.packages} through OIDC`,
    ...words.flatMap(([published, text]) => (counts[published] === 0 ? [] : [`${counts[published]} ${text}`])),
  ];
  const deadline = counts.token + counts["not since"] + counts.unknown === 0 ? "" : `; ${tokensEnd}`;
  return `${parts.join(", ")}${deadline}.`;
}

const words: readonly (readonly [Published, string])[] = [
  ["not since", "not released since"],
  ["token", "with a token"],
  ["unknown", "of which npm doesn't say"],
  ["not there", "not on npm"],
  ["not asked", "not asked"],
];
