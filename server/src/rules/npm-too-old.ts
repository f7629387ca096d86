import { firstToExchange, firstToStage } from "../data/npm.ts";
import type { Related } from "../finding.ts";
import { newerNpm } from "../fixes/newer-npm.ts";
import { possibilities } from "../publish/fact.ts";
import { originInWords, type NpmAt } from "../publish/job/npm.ts";
import { canExchange } from "../publish/job/versions.ts";
import { modeOf } from "../publish/mode.ts";
import { lostUpgrade } from "../publish/outcome/lost-upgrade.ts";
import { lostNpm } from "../publish/outcome/lost-zero.ts";
import { inWords, outcomeOf } from "../publish/outcome/outcome.ts";
import type { Publish } from "../publish/publish.ts";
import { publishedHere } from "../publish/published-here.ts";
import type { Rule } from "../rule.ts";

export const npmTooOld: Rule<"publish"> = {
  id: "npm-too-old",
  stops: "exchange",
  severities: ["error", "warning"],
  summary: "The npm that publishes is 11.5.1 or later (11.15.0 for `npm stage`).",
  about: "publish",
  needs: { client: "likely", registry: "likely", idToken: "likely", credential: "likely", provenance: "likely" },
  *check(publish, { repository, publishes }) {
    const mode = modeOf(publish);
    // Without any credential only OIDC is left: `id-token-write` reports what else it lacks.
    if (mode !== "oidc-only" && mode !== "oidc-with-fallback" && mode !== "none") return;
    const clients = publish.npm === undefined ? [] : (possibilities(publish.npm) ?? []);
    const [client] = clients;
    if (client === undefined || clients.some(({ value }) => canExchange(value.versions, publish.action) !== "no"))
      return;
    // `node-version-number` reports a lost zero, and `npm-upgrade-undone` a lost upgrade.
    const lost = lostNpm(client, publish.action, repository.input.today) ?? lostUpgrade(publish);
    if (lost !== undefined) return;
    yield {
      severity: mode === "oidc-with-fallback" ? "warning" : "error",
      span: client.span,
      message: messageOf(publish, client.value),
      related: relatedTo(publish, client.value),
      fixes: newerNpm(publish, client, publishes, repository.input.today).map((change) => ({
        ...change,
        kind: "review",
      })),
    };
  },
};

function messageOf(publish: Publish, { versions, from }: NpmAt): string {
  const broken = inWords(outcomeOf(publish));
  const subject = `npm ${versionOf(versions)}, ${originInWords(from)},`;
  if (outcomeOf(publish) === "MODULE_NOT_FOUND")
    return `npm 12.0.0 was released without a module that it needs: it ${broken ?? "fails"}. npm 12.0.1 has it.`;
  if (publish.action === "stage") return `${subject} has no \`npm stage\`. Staging needs npm ${firstToStage} or later.`;
  return `${subject} can't exchange an OIDC token. Trusted publishing needs npm ${firstToExchange} or later.`;
}

function versionOf({ lowest, highest }: NpmAt["versions"]): string {
  return highest === lowest ? lowest : `${highest ?? lowest} at most`;
}

function relatedTo(publish: Publish, { from }: NpmAt): readonly Related[] {
  const { tool, command, workflow } = publish;
  const here = publishedHere(command.span, tool.isNpm ? "" : `: ${tool.name} runs npm`);
  const published = tool.isNpm && command.span.file === workflow.file ? [] : [here];
  const file =
    "origin" in from && from.origin.kind === "file"
      ? [{ span: from.origin.written.span, message: "The version is set here." }]
      : [];
  return [...published, ...file];
}
