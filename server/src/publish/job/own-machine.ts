import { isForeignRunner } from "../../data/runners.ts";
import type { Reason } from "../../reason.ts";
import type { Scope } from "../../repository/workflow/scope.ts";
import type { Located, Span } from "../../text.ts";
import { imageOf, isNodeImage } from "./image.ts";

/** Why a job's machine may have a `.npmrc` and variables that no file here shows: a container, or a self-hosted runner. */
export function ownMachine(scope: Scope): Reason | undefined {
  const image = imageOf(scope.job, scope);
  // The official image brings no `.npmrc`.
  const plain = scope.job.container?.bare === true && image?.value !== undefined && isNodeImage(image.value);
  if (image !== undefined && !plain) return { kind: "own-npmrc", of: "container", span: image.span };
  const runner = selfHosted(scope);
  if (runner !== undefined) return { kind: "own-npmrc", of: "self-hosted runner", span: runner };
  return undefined;
}

/** The label that says that a job's machine isn't GitHub's, at the place that decides it; undefined where none does. */
export function foreignRunner(scope: Scope): Located<string> | undefined {
  for (const label of scope.job.runsOn ?? []) {
    const value = scope.text(label.value) ?? label.value;
    if (isForeignRunner(value)) return { value, span: scope.decidedBy(label) ?? label.span };
  }
  return undefined;
}

/** Third-party and larger runners come clean; a self-hosted runner may have a home with a `.npmrc`. */
function selfHosted(scope: Scope): Span | undefined {
  if (scope.job.runsOn === undefined) return scope.job.id.span;
  return scope.job.runsOn.find((label) => !clean.test(scope.text(label.value) ?? ""))?.span;
}

const clean =
  /^(?:ubuntu|windows|macos|xcode)-|^(?:blacksmith|depot|buildjet|namespace|nscloud|warp|ubicloud|cirun)|larger|-cores?\b/i;
