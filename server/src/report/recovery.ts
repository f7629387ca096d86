import type { ReleaseState } from "../npm-site/release-state.ts";

/** How far a release came, and how to go on, as `trusted-publishing recover` says it. */
export interface RecoveryReport {
  readonly packages: readonly RecoveryRow[];
  /** A command that changes nothing; null where all is published. */
  readonly first: RecoveryStep | null;
  /** What is left to do, in order. */
  readonly steps: readonly RecoveryStep[];
}

interface RecoveryRow {
  readonly name: string;
  /** Null where it isn't known. */
  readonly version: string | null;
  readonly state: ReleaseState["state"] | "not asked";
  /** The dist-tag that the release gives it; null where the tool may choose one. */
  readonly tag: string | null;
  /** Those that lead to the version. */
  readonly tags: readonly string[];
  readonly latest: string | null;
  /** What publishes it. */
  readonly tool: string | null;
  /** Why npm gave no answer; null where it did. */
  readonly why: string | null;
}

interface RecoveryStep {
  /** Markdown. */
  readonly says: string;
  readonly commands: readonly string[];
}

/** How the command ends: 3 where npm gave no answer, 1 where something is left to do. */
export function recoveryExit({ packages }: RecoveryReport): { readonly code: 0 | 1 | 3; readonly reason: string } {
  const unasked = packages.find(({ state }) => state === "not asked");
  if (unasked !== undefined)
    return { code: 3, reason: `${unasked.name} couldn't be checked on npm (${unasked.why ?? "no answer"}).` };
  const left = packages.filter(({ state }) => state !== "published").length;
  return left === 0
    ? { code: 0, reason: "Everything is published." }
    : { code: 1, reason: `${left} of ${packages.length} ${left === 1 ? "isn't" : "aren't"} as the release wants.` };
}
