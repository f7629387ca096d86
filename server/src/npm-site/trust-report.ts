import { version } from "../product.ts";
import type { TrustEntry } from "./listing.ts";
import type { Target } from "./ownership.ts";
import type { PackagePlan } from "./plan.ts";

/** What `trust diff` and `trust apply --dry-run` print as JSON (`schemas/trust.json`). */
export interface TrustReport {
  /** Grows when a field changes its meaning or goes. */
  readonly version: 1;
  readonly tool: { readonly name: string; readonly version: string };
  /** The repository that npm is to trust, and what the record calls it, if that is another name. */
  readonly repository: { readonly name: string; readonly former: string | null };
  readonly packages: readonly TrustRow[];
  /** Packages of the record that were left alone, as the next release doesn't publish them. */
  readonly later: readonly string[];
  /** Packages that npm doesn't have, each with the lines that create it. */
  readonly absent: readonly { readonly name: string; readonly create: readonly string[] }[];
}

interface TrustRow {
  readonly name: string;
  readonly state: PackagePlan["state"];
  /** Why npm wasn't asked; null where it was. */
  readonly why: string | null;
  /** Why the next release publishes it; null where that isn't the question. */
  readonly pending: string | null;
  readonly steps: readonly {
    readonly kind: "create" | "revoke";
    readonly entry: Readonly<Record<string, unknown>>;
    /** Whether npm trusts neither entry for a moment. */
    readonly gap: boolean;
  }[];
  readonly surplus: readonly Readonly<Record<string, unknown>>[];
  readonly foreign: readonly Readonly<Record<string, unknown>>[];
  readonly wider: readonly Readonly<Record<string, unknown>>[];
}

export function trustReport(
  { name, former }: Target,
  plans: readonly PackagePlan[],
  pending: ReadonlyMap<string, string>,
  rest: Pick<TrustReport, "later" | "absent">,
): TrustReport {
  const fieldsOf = (entries: readonly TrustEntry[]) => entries.map(({ fields }) => fields);
  return {
    version: 1,
    tool: { name: "trusted-publishing", version },
    repository: { name, former: former ?? null },
    packages: plans.map((plan) => ({
      name: plan.name,
      state: plan.state,
      why: plan.why ?? null,
      pending: pending.get(plan.name) ?? null,
      steps: plan.steps.map((step) => ({
        kind: step.kind,
        entry: step.kind === "create" ? step.wanted.entry.fields : step.entry.fields,
        gap: step.kind === "revoke" && step.gap,
      })),
      surplus: fieldsOf(plan.surplus),
      foreign: fieldsOf(plan.foreign),
      wider: fieldsOf(plan.wider),
    })),
    ...rest,
  };
}
