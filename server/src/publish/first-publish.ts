import type { TextOr } from "../repository/value.ts";
import { modeOf } from "./mode.ts";
import type { Publish } from "./publish.ts";

/** A package's first publish can't go through OIDC: a token behind a condition, beside a publish without one, is for that. */
export function isForFirst(publish: Publish, publishes: readonly Publish[]): boolean {
  return publishes.some(
    (other) =>
      other.workflow === publish.workflow &&
      modeOf(other) === "oidc-only" &&
      (publish.command.conditional ||
        isOwn(publish.step.if, other.step.if) ||
        (other.job !== publish.job && isOwn(publish.job.if, other.job.if))),
  );
}

function isOwn(condition: TextOr, other: TextOr): boolean {
  if (condition === undefined || condition === "unreadable") return condition !== undefined;
  return typeof other !== "object" || other.value !== condition.value;
}
