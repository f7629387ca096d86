import type { FileChange } from "../../generate/publishers.ts";
import type { Assumption } from "../../generate/migrate/assume.ts";
import type { ManualStep } from "../../generate/migrate/manual-step.ts";
import type { Task } from "../../generate/settings.ts";
import { withoutSecrets } from "../../lint/secrets.ts";
import { positionOf } from "../../report/position.ts";
import type { Span } from "../../text.ts";

/** What `init` and `migrate` have to say, in their own terms. */
export interface Plan {
  /** Complete, each path once. */
  readonly files: readonly FileChange[];
  readonly tasks: readonly Task[];
  /** What isn't as it should be and isn't changed, one sentence each. */
  readonly notes?: readonly string[];
  readonly assumptions?: readonly Assumption[];
  readonly manualSteps?: readonly ManualStep[];
  /** The workflows that publish already, or may, and what becomes of each. */
  readonly releases?: readonly { readonly span: Span; readonly by: string; readonly migrated: boolean }[];
}

/**
 * What `init` and `migrate` write, or would, complete, and what is then left to a person, as one JSON document. Paths are relative to the
 * repository, and lines count from 1.
 */
export function planJson(plan: Plan, written: boolean, secrets: readonly string[]): string {
  const { files, tasks, notes = [], assumptions = [], manualSteps = [], releases } = plan;
  const json = {
    version: 1,
    written,
    files: files.map(({ path, before, text }) => ({ path, new: before === undefined, text })),
    tasks: tasks.map(({ title, lines }) => ({ title, lines })),
    notes,
    assumptions: assumptions.map(({ span, what }) => ({ ...placeOf(span), what })),
    manualSteps: manualSteps.map(({ span, what, instead }) => ({ ...placeOf(span), what, instead: instead ?? null })),
    ...(releases && {
      releases: releases.map(({ span, by, migrated }) => ({ ...placeOf(span), by, migrated })),
    }),
  };
  return `${withoutSecrets(JSON.stringify(json, undefined, 2), secrets)}\n`;
}

function placeOf({ file, start }: Span): { readonly path: string; readonly line: number } {
  return { path: file.path, line: positionOf(file, start).line };
}
