import semver from "semver";
import type { Span } from "../../text.ts";
import { certain, possibilities } from "../fact.ts";
import type { Publish } from "../publish.ts";
import { isUnscopedSince12 } from "../auth/npmrc-line.ts";
import { committedSettings } from "../read-by-npm.ts";
import { severalSpecs } from "./several-specs.ts";
import { shorthandOf } from "./shorthand.ts";
import { refusedOptions } from "./refused-options.ts";
import { isUntagged, madePrerelease, untaggedPrerelease } from "./untagged.ts";

/** What no file says: only npmjs.com and GitHub know. What is left out is as in a release that works. */
export interface World {
  /** The versions of the package that are published; empty for a new one. */
  readonly published?: readonly string[];
  /** Whether npmjs.com shows the package only to some. */
  readonly restricted?: boolean;
  /** Whether the repository isn't public. */
  readonly privateSource?: boolean;
  /** GitHub gives the job no OIDC token, though it may ask for one. */
  readonly issuerFails?: boolean;
}

/**
 * Why npm ends before it looks for a credential (docs/facts/npm.md#what-stops-a-publish), in its order: an option that it doesn't
 * know, a credential without a registry, more than one package, a path that it takes for a repository, a prerelease without a tag.
 */
export function stopsBefore(
  publish: Publish,
): "EUNKNOWNCONFIG" | "ERR_INVALID_AUTH" | "EUSAGE specs" | "not a path" | "untagged" | undefined {
  const { credential } = publish;
  if (refusedOptions(publish).length > 0) return "EUNKNOWNCONFIG";
  if ("unknown" in credential && credential.unknown.kind === "bare-credential" && from(publish, "10.0.0"))
    return isUnread(publish, credential.unknown.span) ? undefined : "ERR_INVALID_AUTH";
  if (from(publish, "12.0.0") && committedSettings(publish).some(isUnscopedSince12)) return "ERR_INVALID_AUTH";
  if (severalSpecs(publish).length > 0) return "EUSAGE specs";
  if (shorthandOf(publish) !== undefined) return "not a path";
  return (untaggedPrerelease(publish) ?? madePrerelease(publish)) === undefined ? undefined : "untagged";
}

/**
 * Why npm ends once it has a credential, before it sends anything (docs/facts/npm.md#what-stops-a-publish): the versions that are
 * published, an access that the package can't have, provenance of a package that isn't public. `exchanged` where the credential
 * is of an exchange.
 */
export function stopsAfter(
  publish: Publish,
  world: World,
  exchanged: boolean,
): "not above" | "EUNSCOPED" | "EUSAGE access" | undefined {
  const [found, ...others] = certain(publish.packages) ?? [];
  if (found === undefined || others.length > 0) return undefined;
  const { published = [], restricted } = world;
  const version = certain(found.version)?.value;
  const isHigher = (each: string): boolean =>
    semver.valid(version) !== null && semver.prerelease(each) === null && semver.gt(each, version ?? "");
  if (from(publish, "11.0.0") && version !== undefined)
    if (published.includes(version) || (published.some(isHigher) && isUntagged(publish, found))) return "not above";
  const access = publish.access === undefined ? undefined : certain(publish.access);
  if (access === "restricted" && certain(found.name)?.value.startsWith("@") === false) return "EUNSCOPED";
  const hidden = world.published?.length === 0 || (restricted ?? access === "restricted");
  return hidden && access !== "public" && signs(publish, world, exchanged) ? "EUSAGE access" : undefined;
}

/** Whether npm goes about signing without a look at the package's visibility, as 11.5.0 and 11.5.1 do after an exchange. */
function signs(publish: Publish, { privateSource = false }: World, exchanged: boolean): boolean {
  const { provenance, options } = publish;
  if (options.options.has("provenance-file")) return false;
  const asked = certain(provenance);
  if (asked !== "automatic") return asked === "asked" && from(publish, "9.5.0");
  const clients = publish.npm === undefined ? undefined : possibilities(publish.npm);
  const blind = clients?.every(({ value: { versions } }) => semver.lt(versions.highest ?? "99.0.0", "11.5.2")) === true;
  return exchanged && blind && !privateSource;
}

/** Behind a setup-node with `registry-url`, npm no longer reads what was written into the home before. */
function isUnread({ jobState: { lastSetup } }: Publish, { file, start }: Span): boolean {
  const isBefore = lastSetup?.span.file === file && start < lastSetup.span.start;
  return isBefore && lastSetup.with.texts.has("registry-url");
}

function from({ npm }: Publish, version: string): boolean {
  const clients = npm === undefined ? undefined : possibilities(npm);
  return clients?.every(({ value }) => semver.gte(value.versions.lowest, version)) === true;
}
