import { isBroken } from "../../edit/edit.ts";
import { idTokenFix, scopesFix } from "../../fixes/grant-id-token.ts";
import { needsOf } from "../../fixes/needed-permissions.ts";
import { npmFor } from "../../fixes/other-npm.ts";
import type { IdToken } from "../../publish/auth/id-token.ts";
import { startedWorkflow } from "../../publish/auth/call-path.ts";
import { both, certain, type Fact } from "../../publish/fact.ts";
import { isHosted } from "../../publish/job/node.ts";
import type { Publish } from "../../publish/publish.ts";
import { lacksOf } from "../../publish/tool/oidc.ts";
import { wordsOf } from "../../reason-words.ts";
import type { Reason } from "../../reason.ts";
import type { Repository } from "../../repository/repository.ts";
import { isInAction } from "../../repository/workflow/composite.ts";
import { clientEdits } from "./client.ts";
import type { ManualStep } from "./manual-step.ts";
import { lineSpan, textOf, type Edit, type Span } from "../../text.ts";
import { isRefused } from "../../trust/proof.ts";

/** The edits that let a publish go through OIDC and keep its token; `Left` where there is no way to write them. */
export function editsForOidc(repository: Repository, publish: Publish): readonly Edit[] | ManualStep {
  const { tool, job, command, scope, workflow, callPath } = publish;
  const manualStep = (span: Span, what: string, instead?: string): ManualStep => ({ span, what, instead });
  const name = `Job "${job.id.value}"`;
  const lacks = lacksOf(publish);
  if (lacks?.kind === "never")
    return manualStep(
      command.span,
      `\`${tool.name}\` can't publish through OIDC in any version.`,
      `Instead, ${lacks.instead}.`,
    );
  const broken = [workflow, ...callPath.calls.map((call) => call.workflow)].find(({ file }) => isBroken(file));
  if (broken !== undefined)
    return manualStep(
      lineSpan(broken.file, 0, broken.file.text.length),
      `${broken.file.path} has syntax errors, and can't be written before they are gone.`,
    );
  const { triggers } = startedWorkflow(publish);
  const refused = triggers?.filter(({ value }) => isRefused(value)) ?? [];
  if (refused[0] !== undefined && refused.length === triggers?.length)
    return manualStep(
      refused[0].span,
      `npm trusts no run that \`${refused[0].value}\` starts.`,
      "Publish from a trigger that only maintainers have: a tag, a release, `workflow_dispatch`.",
    );
  if (!isHosted(job, scope))
    return manualStep(
      job.runsOn?.[0]?.span ?? job.id.span,
      `${name} isn't known to run on a machine of GitHub's, and npm trusts no others.`,
      "Publish in a job that runs on `ubuntu-latest`, with what this one builds.",
    );
  const { npm = publish.idToken } = publish;
  const reason =
    reasonOf(both(publish.idToken, publish.credential)) ?? ("unknown" in npm && !lacks ? reasonOf(npm) : undefined);
  if (reason !== undefined)
    return manualStep(
      reason.span,
      `How job "${job.id.value}" publishes isn't known: ${wordsOf(reason)}.`,
      byHand(npmFor(publish)),
    );
  return [...grantEdits(publish, manualStep), ...clientEdits(repository, publish)].reduce<readonly Edit[] | ManualStep>(
    (all, each) => ("what" in all ? all : "what" in each ? each : isInAction(each) ? inAction(each) : [...all, each]),
    [],
  );
}

/** What is said instead of an edit of an action of the repository. */
export function inAction({ span, text }: Edit): ManualStep {
  const written = textOf(span);
  return text === "" || /[\r\n]/.test(written + text)
    ? {
        span,
        what: "This stands in an action that other jobs may call as well: nothing is written there.",
        instead: "Take it out by hand once nothing needs it.",
      }
    : {
        span,
        what: `\`${written}\` has to change for OIDC, and stands in an action that other jobs may call as well: nothing is written there.`,
        instead: `If \`${text}\` suits them all, write that, and migrate again.`,
      };
}

/** What a person does where nothing can be written. */
export function byHand(npm = "npm@^11.5.1"): string {
  return `By hand it takes \`id-token: write\` in the job, \`${npm}\`, and in the end no token.`;
}

type MakeStep = (span: Span, what: string, instead?: string) => ManualStep;

function grantEdits(publish: Publish, manualStep: MakeStep): readonly (Edit | ManualStep)[] {
  const idToken = certain(publish.idToken);
  if (idToken === undefined)
    return [manualStep(publish.job.id.span, "Its permissions depend on how it is called.", byHand())];
  if (idToken.granted) return [];
  const { job } = idToken;
  const edits = idToken.decidedBy === undefined ? wholeBlock(publish, idToken) : idTokenFix(publish, idToken)?.edits;
  return (
    edits ?? [
      manualStep(
        idToken.decidedBy?.span ?? job.id.span,
        `The permissions of job "${job.id.value}" can't be written without a change to others.`,
        "Give it `id-token: write`.",
      ),
    ]
  );
}

/** A first block takes all else from the job: what its tool needs, and for what isn't understood what a release most likely does. */
function wholeBlock({ tool }: Publish, { workflow, job }: IdToken): readonly Edit[] | undefined {
  const own = [...(tool.scopes ?? []), ...(tool.tags ? ["contents"] : []), ...(tool.optionalScopes ?? [])];
  const scopes = new Set([...(needsOf(job).complete ? [] : ["contents"]), ...own, "id-token"]);
  const { edits } = scopesFix(workflow, job, undefined, [...scopes]);
  return edits.length > 0 ? edits : undefined;
}

function reasonOf(fact: Fact<unknown>): Reason | undefined {
  if ("unknown" in fact) return fact.unknown;
  const [first, ...others] = fact.values;
  return others.length === 0 ? undefined : { kind: "condition", span: first.span };
}
