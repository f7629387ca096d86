import { certain } from "../publish/fact.ts";
import { foreignRunner } from "../publish/job/own-machine.ts";
import { mayBePublic } from "../publish/missing-repository.ts";
import { usesIdToken } from "../publish/id-token-use.ts";
import { usesOidc, modeOf } from "../publish/mode.ts";
import type { Publish } from "../publish/publish.ts";
import { publishedHere } from "../publish/published-here.ts";
import { lacksOf } from "../publish/tool/oidc.ts";
import { startOfPath } from "../repository/command/command.ts";
import type { Rule } from "../rule.ts";

export const selfHostedRunner: Rule<"publish"> = {
  id: "self-hosted-runner",
  stops: "registry",
  severities: ["warning", "info"],
  summary: "A package with provenance is published from a GitHub-hosted runner.",
  about: "publish",
  needs: { registry: "likely", idToken: "likely", credential: "likely", provenance: "likely" },
  *check(publish) {
    const runner = foreignRunner(publish.scope);
    const group = publish.job.runnerGroup;
    const place = runner ?? group;
    const when = place && signsWhen(publish);
    if (place === undefined || when === undefined) return;
    const job = `Job "${publish.job.id.value}"`;
    const where =
      runner === undefined
        ? `${job} runs in ${place.value.includes("${{") ? "a runner group" : `the runner group \`${place.value}\``}, whose runners may not be GitHub-hosted. ${when}, and from others the registry refuses that with E422.`
        : `${job} runs on \`${place.value}\`, which isn't GitHub-hosted. ${when}, and the registry refuses that with E422: only GitHub-hosted runners are supported.`;
    yield {
      severity: runner === undefined ? "info" : "warning",
      span: place.span,
      message: where,
      related: [publishedHere(startOfPath(publish.command))],
    };
  },
};

/** When a publish has provenance that the registry looks at, as a clause; undefined where it has none, or that isn't known. */
function signsWhen(publish: Publish): string | undefined {
  const { provenance, idToken, tool } = publish;
  const granted = certain(idToken);
  if (granted?.granted !== true || lacksOf(publish) !== undefined || tool.signs !== undefined) return undefined;
  if (certain(provenance) === "asked") return "Provenance is requested";
  if (certain(provenance) !== "automatic" || !mayBePublic(publish)) return undefined;
  const meant =
    usesOidc(publish) || (modeOf(publish) === "unknown" && isMachine(publish) && !usesIdToken(granted, publish.job));
  return meant ? "In a public repository npm adds provenance after an OIDC exchange" : undefined;
}

/** Whether all that can't be told of the credential is what the machine itself may hold. */
function isMachine({ credential, job }: Publish): boolean {
  const reason = "unknown" in credential ? credential.unknown : undefined;
  return (
    (job.runsOn ?? job.runnerGroup) !== undefined && reason?.kind === "own-npmrc" && reason.of === "self-hosted runner"
  );
}
