import { declaredFor, type Fit } from "../publish/declared.ts";
import type { Publish } from "../publish/publish.ts";
import type { DeclaredPackage, Publisher } from "../repository/settings/publishers.ts";
import { claimsOf, fitsOf, type Claims, type Fits } from "./claims.ts";

/** Whether npm trusts a job with these claims: entries are additive, one that fits is enough. */
export function trustOf(declared: DeclaredPackage, claims: Claims): "trusted" | "refused" | "unknown" {
  const fits = declared.publishers.map((publisher) => fieldsOf(fitsOf(publisher, claims)));
  if (fits.some((fields) => fields.every((field) => field === "yes"))) return "trusted";
  return declared.complete && fits.every((fields) => fields.includes("no")) ? "refused" : "unknown";
}

/** A package whose publishers fit a publish in everything but the environment. */
export interface EnvironmentMismatch {
  readonly declared: DeclaredPackage;
  /** Those that fit but for the environment; at least one. */
  readonly publishers: readonly Publisher[];
  /** The names are the same but for upper and lower case. */
  readonly caseOnly: boolean;
}

/** The packages of a publish that npm would trust in another environment, and in this one doesn't. */
export function environmentMismatches(publish: Publish): readonly EnvironmentMismatch[] {
  const packages = declaredFor(publish);
  if (packages.length === 0) return [];
  const claims = claimsOf(publish);
  return packages.flatMap((declared): readonly EnvironmentMismatch[] => {
    if (!declared.complete) return [];
    const fits = declared.publishers.map((publisher) => [publisher, fitsOf(publisher, claims)] as const);
    const near = fits.filter(([, { repository: named, file }]) => named === "yes" && file === "yes");
    const refused = fits.every((each) => (near.includes(each) ? isOther(each[1]) : fieldsOf(each[1]).includes("no")));
    if (near.length === 0 || !refused) return [];
    const close = near.filter(([, { environment }]) => environment === "case");
    const chosen = close.length > 0 ? close : near;
    return [{ declared, publishers: chosen.map(([publisher]) => publisher), caseOnly: close.length > 0 }];
  });
}

function fieldsOf({ repository, file, environment }: Fits): readonly Fit[] {
  return [repository, file, environment];
}

function isOther({ environment }: Fits): boolean {
  return environment === "no" || environment === "case";
}
