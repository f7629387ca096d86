import { environmentFit, originFits, originOf, type Fit, type Origin } from "../publish/declared.ts";
import { certain } from "../publish/fact.ts";
import type { Publish } from "../publish/publish.ts";
import type { Publisher } from "../repository/settings/publishers.ts";

/** What npm compares of a job's OIDC token (docs/facts/github.md#what-npm-compares). */
export interface Claims extends Origin {
  /** `""` for none; undefined where it isn't known. */
  readonly environment: string | undefined;
}

export function claimsOf(publish: Publish): Claims {
  return { ...originOf(publish), environment: certain(publish.environment) };
}

export interface Fits {
  readonly repository: Fit;
  readonly file: Fit;
  readonly environment: Fit;
}

/** How a declared publisher fits the claims, field by field. */
export function fitsOf(publisher: Publisher, claims: Claims): Fits {
  return { ...originFits(publisher, claims), environment: environmentFit(publisher, claims.environment) };
}
