import type { Fix, Related } from "../finding.ts";
import { callerFix, idTokenFix } from "../fixes/grant-id-token.ts";
import type { IdToken } from "../publish/auth/id-token.ts";
import { possibilities, certain } from "../publish/fact.ts";
import { canExchange } from "../publish/job/versions.ts";
import { packagesWithoutRepository } from "../publish/missing-repository.ts";
import { modeOf } from "../publish/mode.ts";
import { otherRepositoriesOf } from "../publish/other-repository.ts";
import { inWords, outcomeOf } from "../publish/outcome/outcome.ts";
import { hinderingConfig } from "../publish/outcome/tool-config.ts";
import type { Publish } from "../publish/publish.ts";
import { publishedHere } from "../publish/published-here.ts";
import { toolExchanges, lacksOf } from "../publish/tool/oidc.ts";
import type { Repository } from "../repository/repository.ts";
import type { Text } from "../repository/value.ts";
import { grantsIdToken } from "../repository/workflow/permissions.ts";
import type { Rule } from "../rule.ts";
import { lineSpan, type Span } from "../text.ts";
import { environmentMismatches } from "../trust/trust.ts";

export const idTokenWrite: Rule<"publish"> = {
  id: "id-token-write",
  stops: "exchange",
  severities: ["error"],
  summary: "A job that publishes through OIDC needs `id-token: write`.",
  about: "publish",
  needs: { registry: "likely", idToken: "likely", credential: "likely" },
  *check(publish, { repository, publishes }) {
    const idToken = certain(publish.idToken);
    // A tool without OIDC has no use for it; a call that a block refuses never starts.
    if (modeOf(publish) !== "none" || idToken === undefined || lacksOf(publish)?.kind === "never") return;
    if (idToken.refusedByCaller && idToken.decidedBy !== undefined) return;
    const refused = publishes.some((each) => each.job === idToken.job && refusedOnTheWay(each));
    const fix = refused ? undefined : fixOf(repository, publish, idToken);
    yield {
      severity: "error",
      span: spanOf(idToken),
      message: messageOf(publish, idToken),
      related: relatedTo(publish, idToken),
      fixes: fix === undefined ? [] : [fix],
    };
  },
};

/** The scope's value, else the value on the key's own line, else the key; without a block the job's id. */
function spanOf(idToken: IdToken): Span {
  const { decidedBy, job } = idToken;
  if (decidedBy === undefined) return job.id.span;
  const { span, entry } = decidedBy;
  const scope = scopeOf(idToken);
  if (scope !== undefined) return scope.span;
  const { value } = entry;
  return value?.kind === "scalar" ? lineSpan(value.span.file, value.span.start, value.span.end) : span;
}

function scopeOf({ decidedBy }: Pick<IdToken, "decidedBy">): Text | undefined {
  return decidedBy?.grants.kind === "scopes" ? decidedBy.grants.scopes.get("id-token") : undefined;
}

function messageOf(publish: Publish, idToken: IdToken): string {
  const job = `Job "${publish.job.id.value}"`;
  if (idToken.refusedByCaller)
    return `${job} asks for \`id-token: write\`, but job "${idToken.job.id.value}", which calls its workflow, has no \`permissions\`. With read-only default permissions GitHub doesn't start the run.`;
  const outcome = outcomeOf(publish);
  // Whether GitHub starts a run with anything but `write` and `none` isn't known.
  const known = publish.npm !== undefined && /^(?:write|none)$/.test(scopeOf(idToken)?.value ?? "none");
  const words = known && /^(?:ENEEDAUTH|E404|EUSAGE)$/.test(outcome) ? inWords(outcome) : undefined;
  const end =
    words === undefined ? "" : outcome === "ENEEDAUTH" ? ` With no other credential, npm ${words}.` : ` npm ${words}.`;
  return `${job} can't request an OIDC token: ${causeOf(publish, idToken)}.${end}`;
}

function causeOf(publish: Publish, { decidedBy, job }: IdToken): string {
  if (decidedBy === undefined) return "no `permissions` give it `id-token: write`";
  const own =
    job !== publish.job
      ? `the \`permissions\` of its caller "${job.id.value}"`
      : job.permissions === decidedBy
        ? "its `permissions`"
        : "the workflow's `permissions`";
  const { grants } = decidedBy;
  if (grants.kind === "all") return `${own}, \`${grants.access}-all\`, don't include \`id-token: write\``;
  const scope = grants.kind === "scopes" ? grants.scopes.get("id-token") : undefined;
  return scope === undefined ? `${own} leave out \`id-token: write\`` : `${own} say \`id-token: ${scope.value}\``;
}

function relatedTo(publish: Publish, { decidedBy, job, workflow, refusedByCaller }: IdToken): readonly Related[] {
  const published = publish.command.span.file === workflow.file ? [] : [publishedHere(publish.command.span)];
  const asking = refusedByCaller ? (publish.job.permissions ?? publish.workflow.permissions) : undefined;
  if (asking !== undefined) return [{ span: asking.span, message: "The called workflow asks for it here." }];
  const outer = workflow.permissions;
  const replaced =
    outer !== undefined &&
    decidedBy !== undefined &&
    outer !== decidedBy &&
    outer.grants.kind === "scopes" &&
    outer.grants.scopes.get("id-token")?.value === "write";
  return replaced && job.permissions === decidedBy
    ? [...published, { span: outer.span, message: "These `permissions` grant it, but a job's own replace them." }]
    : published;
}

function fixOf(repository: Repository, publish: Publish, idToken: IdToken): Fix | undefined {
  const leftToDefault = idToken.decidedBy === undefined && idToken.job !== publish.job;
  const direct = publish.callPath.calls[0]?.job === idToken.job;
  if (leftToDefault && !direct) return undefined;
  const fix = leftToDefault ? callerFix(publish.workflow, idToken.job) : idTokenFix(publish, idToken);
  if (fix === undefined) return undefined;
  const kind = fix.kind === "safe" && nothingElseFails(repository, publish) ? "safe" : "review";
  return { ...fix, kind };
}

/** A called workflow that asks for what one of its callers refuses doesn't start: there the caller's comes first. */
function refusedOnTheWay({ callPath }: Publish): boolean {
  return callPath.calls.some((call) => {
    const block = call.job.permissions ?? call.workflow.permissions;
    return block !== undefined && grantsIdToken(block) === false;
  });
}

/** With the permission the next obstacle would show itself: then a person should look. */
function nothingElseFails(repository: Repository, publish: Publish): boolean {
  const { npm, action } = publish;
  const clients = npm === undefined ? [] : (possibilities(npm) ?? []);
  const tooOld =
    toolExchanges(publish) === "no" || clients.some(({ value }) => canExchange(value.versions, action) === "no");
  return (
    !tooOld &&
    hinderingConfig(repository, publish) === undefined &&
    packagesWithoutRepository(publish).length === 0 &&
    otherRepositoriesOf(repository, publish).length === 0 &&
    environmentMismatches(publish).length === 0
  );
}
