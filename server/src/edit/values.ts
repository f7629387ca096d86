import type { Entry, Mapping } from "../syntax/tree.ts";

/** A text, or the keys and texts of a mapping. They are written as the file needs it: quoted where they must be. */
export type NewValue = NewScalar | readonly (readonly [key: string, value: NewScalar])[];

/** `true` is the boolean, in JSON as well. */
export type NewScalar = string | true;

export interface Position {
  /** The new key goes before the first of these that is there. */
  readonly before?: readonly string[];
  /** The new key goes after the first of these that is there. */
  readonly after?: readonly string[];
}

/** A mapping and the entry of it that holds the next one. */
export type Holder = readonly [mapping: Mapping, entry: Entry];

/** Where a new entry goes: next to an entry, or into a mapping that has none. */
export interface Place {
  readonly side: "before" | "after";
  readonly entry: Entry | undefined;
}
