import { gitHubName } from "../repository/settings/identity.ts";

/** What npm's public metadata says of a package (docs/facts/npm.md#public-metadata). Everyone may read it, without a login. */
export interface PublicPackage {
  readonly name: string;
  /**
   * - `there`: it has releases.
   * - `absent`: npm has no package of this name.
   * - `unpublished`: it had releases, and all are gone.
   * - `placeholder`: staging created it, and no release has been approved yet.
   */
  readonly state: "there" | "absent" | "unpublished" | "placeholder";
  /** The version that `latest` names; undefined where npm doesn't say. */
  readonly latest: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** All that are there, in npm's order. */
  readonly versions: readonly string[];
  /** The newest by date, a prerelease or a backport too. */
  readonly last: PublicRelease | undefined;
  /** What the author says of `latest` since it is deprecated. */
  readonly deprecated: string | undefined;
  /** `owner/name` on GitHub that the newest release's `repository` names. */
  readonly repository: string | undefined;
}

interface PublicRelease {
  readonly version: string;
  /** As npm writes it, in ISO 8601. */
  readonly time: string | undefined;
  /** `token` is a login or a token; `unknown` where npm doesn't say who published. */
  readonly by: "oidc" | "token" | "unknown";
  /** npm's word for where the workflow ran: `github`, `gitlab`, `circleci`. */
  readonly provider: string | undefined;
  /** npm's id of the trusted publisher. */
  readonly publisher: string | undefined;
  readonly commit: string | undefined;
  /** Whether npm holds provenance of it. */
  readonly signed: boolean;
}

/** What a new package is called that staging created (docs/facts/npm.md#staging). */
const placeholder = "0.0.0-stage";

/** Reads what npm answers for a package's name; undefined where it isn't the metadata of that package. */
export function publicPackageOf(name: string, answer: unknown): PublicPackage | undefined {
  const document = asObject(answer);
  if (document === undefined || (document["name"] ?? document["_id"]) !== name) return undefined;
  const time = asObject(document["time"]) ?? {};
  const all = Object.entries(asObject(document["versions"]) ?? {});
  const tags = Object.fromEntries(
    Object.entries(asObject(document["dist-tags"]) ?? {}).filter((each): each is [string, string] => isText(each[1])),
  );
  const versions = all.filter(([version]) => version !== placeholder);
  const releases = versions.map(([version, manifest]) => releaseOf(version, time[version], asObject(manifest) ?? {}));
  const last = newest(releases, tags["latest"]);
  const manifestOf = (version: string | undefined) => asObject(versions.find(([each]) => each === version)?.[1]);
  return {
    name,
    state: versions.length > 0 ? "there" : all.length > 0 ? "placeholder" : "unpublished",
    latest: tags["latest"],
    tags,
    versions: versions.map(([version]) => version),
    last,
    deprecated: textOf(manifestOf(tags["latest"])?.["deprecated"]),
    repository: repositoryIn(manifestOf(last?.version)) ?? repositoryIn(document),
  };
}

/** A package that npm doesn't have. */
export function absentPackage(name: string): PublicPackage {
  const nothing = { latest: undefined, last: undefined, deprecated: undefined, repository: undefined };
  return { name, state: "absent", tags: {}, versions: [], ...nothing };
}

function releaseOf(version: string, time: unknown, manifest: Readonly<Record<string, unknown>>): PublicRelease {
  const user = asObject(manifest["_npmUser"]);
  const trusted = asObject(user?.["trustedPublisher"]);
  // Releases of the first months through OIDC have the shared account alone.
  const shared = user?.["email"] === "npm-oidc-no-reply@github.com";
  return {
    version,
    time: isText(time) && !Number.isNaN(Date.parse(time)) ? time : undefined,
    by: trusted !== undefined || shared ? "oidc" : user === undefined ? "unknown" : "token",
    provider: textOf(trusted?.["id"]) ?? (shared ? "github" : undefined),
    publisher: textOf(trusted?.["oidcConfigId"]),
    commit: textOf(manifest["gitHead"]),
    signed: asObject(asObject(manifest["dist"])?.["attestations"]) !== undefined,
  };
}

/** By date where npm gives dates, else what `latest` names, else the last one listed. */
function newest(releases: readonly PublicRelease[], latest: string | undefined): PublicRelease | undefined {
  const dated = releases.filter(({ time }) => time !== undefined);
  const [first] = dated.toSorted((a, b) => Date.parse(b.time ?? "") - Date.parse(a.time ?? ""));
  return first ?? releases.find(({ version }) => version === latest) ?? releases.at(-1);
}

function repositoryIn(manifest: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const written = manifest?.["repository"];
  const url = textOf(written) ?? textOf(asObject(written)?.["url"]);
  return url === undefined ? undefined : gitHubName(url);
}

/** What a text says as JSON; undefined for anything else. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** An object as JSON has it; undefined for all else. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

/** A text that isn't empty. */
export function textOf(value: unknown): string | undefined {
  return isText(value) && value !== "" ? value : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
