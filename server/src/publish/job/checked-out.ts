import type { Scope } from "../../repository/workflow/scope.ts";

/** The events that give each context a value: for all others it is empty, and the checkout's own default counts. */
const givenBy: readonly (readonly [context: RegExp, events: RegExp, own: boolean])[] = [
  [/^github\.(?:ref|ref_name|sha)$/, /^/, true],
  [/^github\.(?:head_ref|event\.pull_request\..+)$/, /^pull_request/, false],
  [/^github\.event\.release\.(?:tag_name|target_commitish)$/, /^release$/, true],
  [/^(?:github\.event\.)?inputs\.[\w-]+$/, /^workflow_(?:dispatch|call)$/, false],
  [/^github\.event\.workflow_run\..+$/, /^workflow_run$/, false],
  [/^github\.event\.client_payload\..+$/, /^repository_dispatch$/, false],
];

/** Whether a checkout's `ref` is empty, or the commit of the run, for every trigger of its workflow. */
export function isOwnRef(ref: string, { workflow }: Scope): boolean {
  if (ref.trim() === "") return true;
  const events = workflow.triggers?.map(({ value }) => value);
  const terms = /^\$\{\{([^{}]*)\}\}$/.exec(ref.trim())?.[1]?.split("||");
  if (terms === undefined || events === undefined) return false;
  return events.every((event) => {
    for (const term of terms.map((each) => each.trim())) {
      const found = givenBy.find(([context]) => context.test(term));
      if (found === undefined) return /^(?:''|"")$/.test(term);
      const [, given, own] = found;
      // A called workflow has the event of its caller.
      if (event === "workflow_call" ? !own : given.test(event)) return own;
    }
    return true;
  });
}
