import { moveItemAfter } from "../edit/edit.ts";
import type { Fix } from "../finding.ts";
import { admits } from "../fixes/other-npm.ts";
import { possibilities } from "../publish/fact.ts";
import type { UndoneUpgrade } from "../publish/job/state.ts";
import { canExchange } from "../publish/job/versions.ts";
import { usesOidc, modeOf } from "../publish/mode.ts";
import { lostUpgrade } from "../publish/outcome/lost-upgrade.ts";
import type { Publish } from "../publish/publish.ts";
import { isInScript, isOneCommand, runs } from "../repository/command/own-words.ts";
import type { Rule } from "../rule.ts";

export const npmUpgradeUndone: Rule<"publish"> = {
  id: "npm-upgrade-undone",
  stops: "exchange",
  severities: ["error", "warning"],
  summary: "npm is upgraded after the last `setup-node`.",
  about: "publish",
  needs: { client: "likely", registry: "likely", idToken: "likely", credential: "likely", provenance: "likely" },
  *check(publish, { repository }) {
    const undone = lostUpgrade(publish);
    const clients = publish.npm === undefined ? [] : (possibilities(publish.npm) ?? []);
    const [client] = clients;
    if (undone === undefined || client === undefined || !usesOidc(publish)) return;
    if (clients.some(({ value }) => canExchange(value.versions, publish.action) !== "no")) return;
    const { versions, from } = client.value;
    if (!("origin" in from)) return;
    const installed = "installed" in undone.upgrade.value.from ? undone.upgrade.value.from.installed : "npm";
    const runs = installed === "npm" || admits(from.versions, installed, repository.input.today);
    const fix = runs ? fixOf(publish, undone) : undefined;
    yield {
      severity: modeOf(publish) === "oidc-only" ? "error" : "warning",
      span: undone.upgrade.span,
      message: `The next \`setup-node\` step replaces this npm: npm ${versions.highest ?? versions.lowest}, bundled with ${from.versions.label}, publishes, and it can't exchange an OIDC token.`,
      related: [{ span: (undone.by.uses ?? undone.by).span, message: "This step brings the npm of another Node." }],
      fixes: fix === undefined ? [] : [fix],
    };
  },
};

/** Only where a step does nothing else. */
function fixOf({ job }: Publish, { upgrade: { span }, by }: UndoneUpgrade): Fix | undefined {
  const index = job.steps.findIndex(({ run }) => run !== undefined && isInScript(run, span));
  const step = job.steps[index];
  const list = job.stepList;
  if (list === undefined || step === undefined || list.items[step.index] !== step.block) return undefined;
  if (step.run === undefined || !isOneCommand(step.run) || !runs(step.run, /^npm /)) return undefined;
  const edits = moveItemAfter(list, step.index, by.index);
  return edits && { title: "Move the upgrade after the last `setup-node`", kind: "review", edits };
}
