import type { Entry } from "../../syntax/tree.ts";
import type { Span } from "../../text.ts";
import { textOfNode, type Text } from "../value.ts";

/** A `permissions:` block as written. A scope that a block with scopes doesn't name is `none`. */
export interface Permissions {
  /** The key `permissions`. */
  readonly span: Span;
  readonly entry: Entry;
  readonly grants:
    | { readonly kind: "all"; readonly access: "read" | "write" }
    | { readonly kind: "scopes"; readonly scopes: ReadonlyMap<string, Text> }
    | { readonly kind: "unreadable" };
}

export function readPermissions(entry: Entry | undefined): Permissions | undefined {
  if (entry === undefined) return undefined;
  return { span: entry.key.span, entry, grants: readGrants(entry) };
}

function readGrants(entry: Entry): Permissions["grants"] {
  const { value } = entry;
  if (value?.kind === "scalar") {
    if (value.value === "read-all") return { kind: "all", access: "read" };
    if (value.value === "write-all") return { kind: "all", access: "write" };
  }
  if (value?.kind !== "mapping") return { kind: "unreadable" };
  const scopes = new Map<string, Text>();
  for (const scope of value.entries) {
    const access = scope.value === undefined ? undefined : textOfNode(scope.value);
    if (access === undefined || access.value.includes("${{")) return { kind: "unreadable" };
    scopes.set(scope.key.value, access);
  }
  return { kind: "scopes", scopes };
}

/** Whether a block grants `id-token: write`; undefined where it can't be read. `write-all` does, `read-all` doesn't. */
export function grantsIdToken(permissions: Permissions): boolean | undefined {
  return grantsWrite(permissions, "id-token");
}

/** The same of any scope. */
export function grantsWrite({ grants }: Permissions, scope: string): boolean | undefined {
  if (grants.kind === "all") return grants.access === "write";
  return grants.kind === "scopes" ? grants.scopes.get(scope)?.value === "write" : undefined;
}
