import { setsUpNode } from "../data/actions/questions.ts";
import { setValue } from "../edit/edit.ts";
import type { Fix } from "../finding.ts";
import { located, possibilities } from "../publish/fact.ts";
import { nodeOfSetup } from "../publish/job/node.ts";
import { modeOf, usesOidc } from "../publish/mode.ts";
import { lostNpm, lostZero, type LostZero } from "../publish/outcome/lost-zero.ts";
import { mentions } from "../repository/command/own-words.ts";
import { textOfNode, type Text } from "../repository/value.ts";
import type { Leg } from "../repository/workflow/matrix.ts";
import { scopeOf } from "../repository/workflow/scope.ts";
import { actionName, type Job, type Step, type Workflow } from "../repository/workflow/workflow.ts";
import type { Rule } from "../rule.ts";
import { memo, sameSpan, type SourceFile, type Span } from "../text.ts";

/** Only in workflows that publish: elsewhere it is the same mistake, but none of a release. */
export const nodeVersionNumber: Rule<"job"> = {
  id: "node-version-number",
  stops: "job",
  severities: ["warning", "error"],
  summary: "A Node version that ends in a zero is quoted.",
  about: "job",
  needs: { client: "likely", registry: "likely", idToken: "likely", credential: "likely" },
  *check({ workflow, job }, { repository, publishes }) {
    if (!publishes.some((publish) => publish.workflow === workflow)) return;
    const { today } = repository.input;
    for (const { leg, step } of setupsOf(workflow, job)) {
      const node = nodeOfSetup(step, scopeOf(workflow, job, leg, "own", step), repository, () => undefined);
      const found = node && located(node);
      const lost = found && lostZero(found, today);
      if (found === undefined || lost === undefined) continue;
      const text = step.with.texts.get("node-version");
      const literal = text !== undefined && sameSpan(text.span, found.span);
      if (!literal && job.steps.some(({ run }) => mentions(run, /GITHUB_ENV/))) continue;
      const late = publishes.flatMap((publish) => {
        if (!usesOidc(publish)) return [];
        const own = (publish.npm === undefined ? [] : (possibilities(publish.npm) ?? [])).filter((npm) =>
          sameSpan(npm.span, found.span),
        );
        return own.some((npm) => lostNpm(npm, publish.action, today) !== undefined) ? [publish] : [];
      });
      const certain = late.some((publish) => modeOf(publish) === "oidc-only");
      const fix = fixOf(lost, literal ? text : textAt(found.span, [workflow, job, step], leg), literal);
      yield {
        severity: certain ? "error" : "warning",
        span: found.span,
        message: messageOf(lost, late.length > 0 ? found.value.versions.npm.highest : undefined),
        fixes: fix === undefined ? [] : [fix],
      };
    }
  },
};

interface Setup {
  readonly leg: Leg;
  readonly step: Step;
}

function setupsOf(workflow: Workflow, job: Job): readonly Setup[] {
  return job.steps
    .filter(({ uses }) => uses !== undefined && setsUpNode(actionName(uses)))
    .filter(({ span }) => endsInZero(workflow.file) || endsInZero(span.file))
    .flatMap((step) => job.matrix.legs.map((leg) => ({ leg, step })));
}

/** Most files hold no such number. */
const endsInZero = memo(({ text }: SourceFile) => /\d\.\d*[1-9]0+\b/.test(text));

function messageOf({ written, read }: LostZero, npm: string | undefined): string {
  const end = npm === undefined ? "" : ` Its npm ${npm} can't exchange an OIDC token.`;
  return `Without quotes \`${written}\` is the number ${read}: setup-node installs Node ${read}.${end}`;
}

/** Other texts may compare a variable or a matrix value, and a release that isn't known may not be there to install. */
function fixOf({ written, released }: LostZero, text: Text | undefined, literal: boolean): Fix | undefined {
  const edits = text && setValue(text.node, written);
  return edits && { title: `Quote \`${written}\``, kind: literal && released ? "safe" : "review", edits };
}

function textAt(span: Span, levels: readonly { readonly env: Job["env"] }[], leg: Leg): Text | undefined {
  const variables = levels.flatMap(({ env }) => [...env.texts.values()]);
  return [...variables, ...[...leg.values()].map(textOfNode)].find(
    (text) => text !== undefined && sameSpan(text.span, span),
  );
}
