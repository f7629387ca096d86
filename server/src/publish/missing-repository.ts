import type { Package } from "../repository/package.ts";
import { certain } from "./fact.ts";
import type { Publish } from "./publish.ts";

/**
 * The packages of a publish whose `repository` the registry may look at: only an attestation makes it look (facts on npm, g and h),
 * and a restricted package gets none unless it is asked for.
 */
export function attestedPackages(publish: Publish): readonly Package[] {
  const provenance = certain(publish.provenance);
  if (provenance === undefined || provenance === "off") return [];
  if (provenance === "automatic" && !mayBePublic(publish)) return [];
  return (certain(publish.packages) ?? []).filter((each) => !each.private);
}

/** Those of them that name no `repository`. */
export function packagesWithoutRepository(publish: Publish): readonly Package[] {
  return attestedPackages(publish).filter((each) => each.repository.kind === "missing");
}

function mayBePublic({ access }: Publish): boolean {
  return access === undefined || ("known" in access && access.known.value !== "restricted");
}
