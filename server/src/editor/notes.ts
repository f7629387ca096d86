import { releaseMaking } from "../data/actions/questions.ts";
import { holds, stagingCreatesPackages, unusedPublisherExpires } from "../data/npm-policy.ts";
import { located } from "../publish/fact.ts";
import { usesOidc } from "../publish/mode.ts";
import type { Publish } from "../publish/publish.ts";
import { runs } from "../repository/command/own-words.ts";
import { actionName, type Step } from "../repository/workflow/workflow.ts";
import { phrase, type Phrase } from "./words.ts";

/**
 * What decides about a publish and no file shows: whether the repository is public, whether the package is on npm, how old its
 * publisher is, and who approves what is staged. So no rule reports it.
 */
export function notesIn(publish: Publish, today: string): readonly Phrase[] {
  return [
    ...signedInPublic(publish),
    ...(usesOidc(publish) ? [phrase(firstVersion(today), publish.command.span), ...expiry(publish, today)] : []),
    ...waiting(publish),
  ];
}

/** docs/facts/npm.md#provenance */
function signedInPublic({ provenance }: Publish): readonly Phrase[] {
  const asked = located(provenance);
  return asked?.value === "asked"
    ? [
        phrase(
          "explicit provenance needs a public repository: npm answers E422 to one from a private repository",
          asked.span,
        ),
      ]
    : [];
}

/** docs/facts/npm.md#first-publish */
function firstVersion(today: string): string {
  const how = holds(stagingCreatesPackages, today)
    ? "`npm stage publish` with a session or granular token creates it, as does a publish with a token"
    : "a publish with a token creates it";
  return `a package that is new must be on npm before OIDC can publish it: ${how}`;
}

/** docs/facts/github.md#trusted-publishers */
function expiry({ command }: Publish, today: string): readonly Phrase[] {
  return holds(unusedPublisherExpires, today)
    ? [
        phrase(
          `a trusted publisher that hasn't published within ${unusedPublisherExpires.hours} hours of its creation expires`,
          command.span,
        ),
      ]
    : [];
}

/** docs/facts/npm.md#staging */
function waiting({ action, job, step, command }: Publish): readonly Phrase[] {
  if (action !== "stage") return [];
  const at = job.steps.indexOf(step);
  const later = at < 0 ? undefined : job.steps.slice(at + 1).find(announces);
  const meanwhile = later === undefined ? "the job ends before that" : "the job goes on and announces it before that";
  return [
    phrase(`a staged version waits until a maintainer approves it, and ${meanwhile}`, later?.span ?? command.span),
  ];
}

/** It makes a tag or a release. */
function announces(step: Step): boolean {
  return step.uses === undefined
    ? runs(step.run, /\bgh release create\b|\bgit tag\b|\bgit push\b.{0,200}\btags?\b/)
    : releaseMaking(actionName(step.uses)) !== undefined;
}
