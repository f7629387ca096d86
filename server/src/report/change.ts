import type { ObstacleReport, Place, RecordEntry, Statement, Verdict } from "./parts.ts";

/** What a change does to the releases of a repository. */
export interface Comparison {
  /** What it is compared with, as a person named it. */
  readonly name: string;
  /** Null for a folder. */
  readonly commit: string | null;
  /** The packages of which something changes. */
  readonly packages: readonly PackageChange[];
  /** Publishes of which it isn't known what they publish, that appear, vanish or change. */
  readonly others: readonly PublishChange[];
  readonly record: {
    readonly added: readonly RecordEntry[];
    readonly removed: readonly RecordEntry[];
    /** What changing the record doesn't do. */
    readonly note: string;
  };
}

export interface PackageChange {
  readonly name: string;
  readonly path: string;
  /** Null where the package isn't published before, or after. */
  readonly verdict: Changed<Verdict | null>;
  readonly publishes: readonly PublishChange[];
  /** What stops it, or may, and didn't before. */
  readonly appeared: readonly ObstacleReport[];
  readonly gone: readonly ObstacleReport[];
}

export interface PublishChange {
  readonly before: string | null;
  readonly after: string | null;
  readonly place: Place;
  /** What npm compares, who can publish, how, and more, by its name: what it was and what it is. */
  readonly facts: readonly ({ readonly name: string } & Changed<string>)[];
  /** The steps that are new next to the token. */
  readonly joined: readonly Statement[];
  readonly left: readonly Statement[];
}

interface Changed<T> {
  readonly before: T;
  readonly after: T;
}
