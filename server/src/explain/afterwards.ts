import type { FixPlace } from "../data/log/cause.ts";

/** What decides how a release can be started again. */
export interface Restart {
  /** Whether a person can start the workflow by hand; undefined where the files don't tell. */
  readonly dispatch: boolean | undefined;
  /** Packages that this run published. */
  readonly published: readonly string[];
}

/** How to release once the fix is made, as sentences. */
export function afterwardsOf(where: FixPlace, { dispatch, published }: Restart): readonly string[] {
  const [first, ...others] = published;
  const done =
    first === undefined
      ? []
      : [
          `Published already: ${namesOf(published)}. npm never accepts a version twice, so leave ${others.length > 0 ? "these" : "this one"} out of the next try. \`npx trusted-publishing recover\` asks npm which ones are left, and says how your tool goes on.`,
        ];
  return [...steps[where](dispatch), ...done];
}

const steps: Readonly<Record<FixPlace, (dispatch: boolean | undefined) => readonly string[]>> = {
  stage: () => [
    "Run nothing again: once it is approved, the version is published, and a second stage of it ends with E409.",
  ],
  npmjs: () => ["Once npmjs.com is set right, re-run the failed job: no file changes."],
  github: () => ["Once GitHub's settings are right, re-run the failed job: no file changes."],
  workflow: (dispatch) => [
    "A re-run takes the workflow's file of the same commit, without the fix. Push the fix first.",
    dispatch === true
      ? "Then start the workflow by hand (`workflow_dispatch`) on the fixed branch."
      : dispatch === false
        ? "Then start a new run as a release starts it, such as a new tag on the fixed commit: the workflow has no `workflow_dispatch`."
        : "Then start it by hand if it has `workflow_dispatch`, else as a release starts it, such as by a new tag on the fixed commit.",
  ],
  package: (dispatch) => [
    "The package is built from the commit of the run, so a re-run fails again. Push the fix first.",
    dispatch === true
      ? "Then start the workflow by hand (`workflow_dispatch`) on the fixed branch, or release a new tag."
      : "Then release a new tag on the fixed commit.",
  ],
  wait: () => ["Ask the registry first. Re-run the failed job only if the version isn't there: no file changes."],
  unknown: () => [],
};

const shownNames = 5;

function namesOf(all: readonly string[]): string {
  const names = all.slice(0, shownNames).map((name) => `\`${name}\``);
  return all.length > shownNames ? `${names.join(", ")} and ${all.length - shownNames} more` : names.join(", ");
}
