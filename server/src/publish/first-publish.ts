import type { TextOr } from "../repository/value.ts";
import { certain } from "./fact.ts";
import { modeOf } from "./mode.ts";
import type { Publish } from "./publish.ts";

/**
 * A package's first publish can't go through OIDC: a token under a condition, next to a publish without one, is for that; `maybe`
 * if it may be next to one.
 */
export function isForFirst(publish: Publish, publishes: readonly Publish[], sure?: "maybe"): boolean {
  return publishes.some(
    (other) =>
      other.workflow === publish.workflow &&
      (modeOf(other) === "oidc-only" || (sure === "maybe" && other !== publish && mayBeOidc(other))) &&
      (publish.command.conditional ||
        isOwn(publish.step.if, other.step.if) ||
        (other.job !== publish.job && isOwn(publish.job.if, other.job.if))),
  );
}

function mayBeOidc(publish: Publish): boolean {
  return modeOf(publish) === "unknown" && certain(publish.idToken)?.granted !== false;
}

function isOwn(condition: TextOr, other: TextOr): boolean {
  if (condition === undefined || condition === "unreadable") return condition !== undefined;
  return typeof other !== "object" || other.value !== condition.value;
}
