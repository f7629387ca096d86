import { certain } from "../publish/fact.ts";
import type { Publish } from "../publish/publish.ts";
import { declaredIdentity, identityOf } from "../repository/identity.ts";
import type { Publisher } from "../repository/publishers.ts";
import type { Repository } from "../repository/repository.ts";
import type { TextOr } from "../repository/value.ts";

/** What npm compares of a job's OIDC token (facts on GitHub, 3.3). */
export interface Claims {
  /** `owner/name`; undefined where it isn't known. */
  readonly repository: string | undefined;
  /** Whether it can be no other: a clone may be a fork, and its remote may be written in another case. */
  readonly sure: boolean;
  /** The name of the workflow file that GitHub starts: a caller's, where the job is in a called workflow. */
  readonly file: string;
  /** `""` for none; undefined where it isn't known. */
  readonly environment: string | undefined;
}

export function claimsOf(repository: Repository, { workflow, entry, environment }: Publish): Claims {
  const { path } = (entry.calls.at(-1)?.workflow ?? workflow).file;
  return {
    repository: identityOf(repository),
    sure: declaredIdentity(repository) !== undefined || repository.input.github !== undefined,
    file: path.slice(path.lastIndexOf("/") + 1),
    environment: certain(environment),
  };
}

/** `case`: only upper and lower case differ, and whether that matters isn't known. */
export type Fit = "yes" | "no" | "case" | "unknown";

export interface Fits {
  readonly repository: Fit;
  readonly file: Fit;
  readonly environment: Fit;
}

/** How a declared publisher fits the claims, field by field. npm tells upper case from lower (facts on GitHub, 5). */
export function fitsOf(publisher: Publisher, claims: Claims): Fits {
  const { repository, file, environment } = publisher;
  const named = fit(repository, claims.repository);
  return {
    repository: claims.sure && named === "case" ? "no" : !claims.sure && named === "no" ? "unknown" : named,
    file: fileFit(file, claims.file),
    // GitHub takes names that differ in case for one environment; which of them stands in the token isn't known.
    environment:
      environment === undefined || (environment !== "unreadable" && environment.value === "")
        ? "yes"
        : fit(environment, claims.environment),
  };
}

function fit(written: TextOr, claim: string | undefined): Fit {
  if (written === undefined || written === "unreadable" || written.value === "" || claim === undefined)
    return "unknown";
  if (written.value === claim) return "yes";
  return written.value.toLowerCase() === claim.toLowerCase() ? "case" : "no";
}

/** npm compares the name alone. A path to the same file is a slip of this document: npm takes none. */
function fileFit(written: TextOr, file: string): Fit {
  const found = fit(written, file);
  if (found === "case") return "no";
  return found === "no" && typeof written === "object" && written.value.endsWith(`/${file}`) ? "unknown" : found;
}
