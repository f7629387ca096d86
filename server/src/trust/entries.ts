import { environmentFit, originFits, type Fit } from "../publish/declared.ts";
import type { Publish } from "../publish/publish.ts";
import type { DeclaredPackage, Publisher } from "../repository/settings/publishers.ts";

/** What npm compares of a token, in the order in which a difference is named. */
export type ComparedField = "repository" | "file" | "environment";

/** What a run says of itself to npm. */
export interface Presented {
  /** `owner/name`, as GitHub spells it; undefined where it isn't known. */
  readonly repository: string | undefined;
  readonly file: string;
  /** `""` for none; undefined where it depends on the run. */
  readonly environment: string | undefined;
}

/** What npm says to a run: entries are additive, and one that fits is enough. */
export type Match =
  | { readonly kind: "fits"; readonly publishers: readonly Publisher[] }
  /** None fits; `nearest` differs in the fewest fields, `field` is the first of them. */
  | { readonly kind: "differs"; readonly nearest: Publisher; readonly field: ComparedField; readonly sure: boolean }
  /** npm knows no entry of this package for GitHub. */
  | { readonly kind: "none" }
  | { readonly kind: "unknown" };

const fields: readonly ComparedField[] = ["repository", "file", "environment"];

/** How the entries of a package answer to a run. */
export function matchOf({ publishers, complete }: DeclaredPackage, presented: Presented): Match {
  const origin = { repository: presented.repository, sure: presented.repository !== undefined, file: presented.file };
  const compared = publishers.map((publisher) => {
    const fits: Readonly<Record<ComparedField, Fit>> = {
      ...originFits(publisher, origin),
      environment: environmentFit(publisher, presented.environment),
    };
    return { publisher, fits, wrong: fields.filter((field) => fits[field] === "no" || fits[field] === "case") };
  });
  const fitting = compared.filter(({ fits }) => fields.every((field) => fits[field] === "yes"));
  if (fitting.length > 0) return { kind: "fits", publishers: fitting.map(({ publisher }) => publisher) };
  const [nearest] = compared.toSorted((a, b) => a.wrong.length - b.wrong.length || rank(a.wrong) - rank(b.wrong));
  if (!complete || compared.some(({ wrong }) => wrong.length === 0)) return { kind: "unknown" };
  if (nearest === undefined) return { kind: "none" };
  const [field = "file"] = nearest.wrong;
  return { kind: "differs", nearest: nearest.publisher, field, sure: nearest.fits[field] === "no" };
}

/** Of entries that differ in as many fields, the one is nearest that differs in the last. */
function rank([first = "environment"]: readonly ComparedField[]): number {
  return -fields.indexOf(first);
}

/** npm's names of what an entry allows, as `npm trust list` prints them (docs/facts/npm.md#npm-trust). */
export const permissionOf: Readonly<Record<Publish["action"], string>> = {
  publish: "createPackage",
  stage: "createStagedPackage",
};

/** Whether an entry allows an action; undefined where it doesn't say, as those from before 2026-05-20. */
export function allows({ permissions }: Publisher, action: Publish["action"]): boolean | undefined {
  if (permissions === undefined || permissions.length === 0) return undefined;
  return permissions.some(({ value }) => value === permissionOf[action]);
}
