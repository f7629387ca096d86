import { fileName } from "../repository/paths.ts";
import type { Identity } from "../repository/settings/identity.ts";
import type { DeclaredPackage, Publisher } from "../repository/settings/publishers.ts";
import type { TextOr } from "../repository/value.ts";
import { startedWorkflow } from "./auth/call-path.ts";
import { certain } from "./fact.ts";
import type { Publish } from "./publish.ts";
import { isPrivate } from "./tool/published.ts";

/** Where npm sees a publish come from, the environment aside (docs/facts/github.md#what-npm-compares). */
export interface Origin {
  /** `owner/name`; undefined where it isn't known. */
  readonly repository: Identity["name"];
  readonly sure: Identity["sure"];
  /** The name of the workflow file that GitHub starts: a caller's, where the job is in a called workflow. */
  readonly file: string;
}

export function originOf(publish: Publish): Origin {
  const { name, sure } = publish.identity;
  return { repository: name, sure, file: fileName(startedWorkflow(publish).file.path) };
}

/** `case`: only upper and lower case differ, and whether that matters isn't known. */
export type Fit = "yes" | "no" | "case" | "unknown";

/**
 * How a declared publisher fits an origin, field by field. npm tells upper case from lower
 * (docs/facts/github.md#trusted-publishers).
 */
export function originFits(
  { repository, file }: Publisher,
  origin: Origin,
): { readonly repository: Fit; readonly file: Fit } {
  const named = fit(repository, origin.repository);
  return {
    repository: origin.sure && named === "case" ? "no" : !origin.sure && named === "no" ? "unknown" : named,
    file: fileFit(file, origin.file),
  };
}

/** A publisher that names no environment takes any, and none. GitHub takes names that differ in case for one: which of them npm sees isn't known. */
export function environmentFit({ environment }: Publisher, claim: string | undefined): Fit {
  const isAny = environment === undefined || (environment !== "unreadable" && environment.value === "");
  return isAny ? "yes" : fit(environment, claim);
}

/** How a written field fits what npm sees; one that is left out says nothing. */
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

/** The declared publishers of each package that is published. */
export function declaredFor({ declared, packages }: Publish): readonly DeclaredPackage[] {
  if (declared.length === 0) return [];
  const names = (certain(packages) ?? []).flatMap((each) => (isPrivate(each) ? [] : (certain(each.name)?.value ?? [])));
  return declared.filter(({ name }) => names.includes(name.value));
}

/** Whether the publishers of what is published are declared, or those of something that may be published as well. */
export function mayBeDeclared(publish: Publish): boolean {
  return declaredFor(publish).length > 0 || (publish.declared.length > 0 && !areNamesKnown(publish));
}

/**
 * Whether a declared publisher of what is published fits: the repository, the file that GitHub starts, and the environment. Undefined
 * where one does, unless another package or environment is meant, which isn't known.
 */
export function isDeclared(publish: Publish): boolean | undefined {
  if (publish.declared.length === 0) return false;
  const origin = originOf(publish);
  const environment = certain(publish.environment);
  const answers = (all: readonly DeclaredPackage[]): readonly (boolean | undefined)[] =>
    all.flatMap(({ publishers }) =>
      publishers.map((publisher) => {
        const { repository: named, file } = originFits(publisher, origin);
        if (named !== "yes" || file !== "yes") return false;
        const fits = environmentFit(publisher, environment);
        return fits === "yes" ? true : environment === undefined ? undefined : false;
      }),
    );
  if (answers(declaredFor(publish)).includes(true)) return true;
  const open = areNamesKnown(publish)
    ? answers(declaredFor(publish)).includes(undefined)
    : answers(publish.declared).some((answer) => answer !== false);
  return open ? undefined : false;
}

function areNamesKnown({ packages }: Publish): boolean {
  return certain(packages)?.every((each) => isPrivate(each) || certain(each.name) !== undefined) === true;
}
