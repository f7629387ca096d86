import type { JobPlace } from "../publish/triggers.ts";
import type { Run } from "../repository/workflow/run.ts";
import { runsOf } from "./runs.ts";
import type { Surroundings } from "./surroundings.ts";

/**
 * The runs of an event for one ref, `refs/…` as GitHub sets it: for a pull request one for each kind of it, for a dispatch one for each
 * value of the inputs on which the job's environment depends. A merged pull request keeps the branch into which it went.
 */
export function runsAt(place: JobPlace, event: string, ref: string, surroundings: Surroundings): readonly Run[] {
  const number = /^refs\/pull\/(\d+)\//.exec(ref)?.[1];
  const kinds = new Map<string, Run>();
  for (const { twin: _, ...kind } of runsOf(place, event, surroundings)) {
    const merged = kind.merged === true;
    const onRef: Run = {
      ...kind,
      ...(merged && number !== undefined ? {} : { ref, shown: ref }),
      ...(number === undefined ? {} : { number }),
    };
    kinds.set(JSON.stringify([kind.fork, kind.merged, kind.action, [...(kind.inputs ?? [])]]), onRef);
  }
  return kinds.size === 0 ? [{ event, ref, shown: ref }] : [...kinds.values()];
}
