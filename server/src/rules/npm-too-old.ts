import { insertItemAfter, setValue } from "../edit.ts";
import { firstToExchange, firstToStage } from "../data/npm.ts";
import { possibilities } from "../publish/fact.ts";
import type { NpmAt } from "../publish/npm.ts";
import { inWords, outcomeOf } from "../publish/outcome.ts";
import type { Publish } from "../publish/publish.ts";
import { publishesOf } from "../publish/publishes.ts";
import { canExchange, npmRefuses, npmVersions } from "../publish/versions.ts";
import type { Fix, Related, Rule } from "../rule.ts";
import type { Text } from "../repository/value.ts";
import { textOf, type Edit, type Located } from "../text.ts";

export const npmTooOld: Rule = {
  id: "npm-too-old",
  severities: ["error", "warning"],
  summary: "The npm that publishes is 11.5.1 or later, for `npm stage` 11.15.0.",
  *check(repository) {
    const { publishes } = publishesOf(repository);
    for (const publish of publishes) {
      if (publish.mode !== "oidc-only" && publish.mode !== "oidc-with-fallback") continue;
      const clients = publish.npm === undefined ? [] : (possibilities(publish.npm) ?? []);
      const [client] = clients;
      if (client === undefined || clients.some(({ value }) => canExchange(value.versions, publish.action) !== "no"))
        continue;
      yield {
        severity: publish.mode === "oidc-only" ? "error" : "warning",
        span: client.span,
        message: messageOf(publish, client.value),
        related: relatedTo(publish, client.value),
        fixes: fixesOf(publish, client, publishes, repository.input.today),
      };
    }
  },
};

function messageOf(publish: Publish, { versions, from }: NpmAt): string {
  const broken = inWords(outcomeOf(publish));
  const subject = `npm ${versionOf(versions)}, ${originOf(from)},`;
  if (outcomeOf(publish) === "MODULE_NOT_FOUND")
    return `npm 12.0.0 was released without a module that it needs: it ${broken ?? "fails"}. npm 12.0.1 has it.`;
  if (publish.action === "stage") return `${subject} has no \`npm stage\`. Staging needs npm ${firstToStage} or later.`;
  return `${subject} can't exchange an OIDC token. Trusted publishing needs npm ${firstToExchange} or later.`;
}

function versionOf({ lowest, highest }: NpmAt["versions"]): string {
  return highest === lowest ? lowest : `${highest ?? lowest} at most`;
}

function originOf(from: NpmAt["from"]): string {
  if ("installed" in from) return `installed as \`${from.installed}\``;
  if ("npx" in from) return `run by \`npx ${from.npx}\``;
  if (from.origin.kind === "image") return `which the runner image ${from.origin.label} brings`;
  return `bundled with ${from.versions.label}`;
}

function relatedTo(publish: Publish, { from }: NpmAt): readonly Related[] {
  const published =
    publish.command.span.file === publish.workflow.file
      ? []
      : [{ span: publish.command.span, message: "The package is published here." }];
  const file =
    "origin" in from && from.origin.kind === "file"
      ? [{ span: from.origin.written.span, message: "The version is written here." }]
      : [];
  return [...published, ...file];
}

function fixesOf(
  publish: Publish,
  client: Located<NpmAt>,
  publishes: readonly Publish[],
  today: string,
): readonly Fix[] {
  const { from, versions } = client.value;
  const range = rangeFor(publish, versions);
  if (!("origin" in from)) {
    const edits = editsOf(publish, client, range, today);
    return edits === undefined ? [] : [{ title: `Use \`${range}\``, kind: "review", edits }];
  }
  const fixes: Fix[] = [];
  if (from.origin.kind === "setup" && from.origin.literal) {
    const edits = setValue(from.origin.written.node, "24");
    if (edits !== undefined) fixes.push({ title: "Use Node 24", kind: "review", edits });
  }
  const install = installFix(publish, client.value, publishes, range, today);
  return install === undefined ? fixes : [...fixes, install];
}

/** The next npm of the same line for 12.0.0, which lacks a module; else the first that can. */
function rangeFor({ action }: Publish, { lowest, highest }: NpmAt["versions"]): string {
  if (lowest === "12.0.0" && highest === "12.0.0") return "npm@^12.0.1";
  return `npm@^${action === "stage" ? firstToStage : firstToExchange}`;
}

/** Another version where one is written, within its quotes. npx only warns where the Node is too old for it; an install stops. */
function editsOf(
  publish: Publish,
  { value: { from }, span }: Located<NpmAt>,
  range: string,
  today: string,
): readonly Edit[] | undefined {
  if ("origin" in from) return undefined;
  const written = "installed" in from ? from.installed : from.npx;
  const [, quote] = /^(["']?).*\1$/.exec(textOf(span)) ?? [];
  if (written === "npm" || quote === undefined || textOf(span) !== quote + written + quote) return undefined;
  if (usesCmd(publish) || publish.job.steps.some((step) => isCmd(step.shell))) return undefined;
  const versions = npmVersions(range.slice("npm@".length), today);
  if (versions === undefined) return undefined;
  if ("installed" in from && from.on !== undefined && npmRefuses(versions, from.on) !== false) return undefined;
  return [{ span, text: quote + range + quote }];
}

/** A step behind the last setup-node, or ahead of the publish where there is none, with the condition that the job's publishes share. */
function installFix(
  publish: Publish,
  client: NpmAt,
  publishes: readonly Publish[],
  range: string,
  today: string,
): Fix | undefined {
  const { job, step, lastSetup } = publish;
  const versions = npmVersions(range.slice("npm@".length), today);
  if (job.stepList === undefined || step.if === "unreadable" || !("origin" in client.from)) return undefined;
  if (versions === undefined || npmRefuses(versions, client.from.versions) !== false || usesCmd(publish))
    return undefined;
  const index = lastSetup?.index ?? step.index - 1;
  const own = conditionOf(publish);
  const shared = publishes.every((each) => each.job !== job || conditionOf(each) === own);
  const condition = shared && own !== undefined ? [`if: ${own}`] : [];
  if (condition.some((line) => /[\r\n]/.test(line))) return undefined;
  const edits = insertItemAfter(job.stepList, index, [`run: npm install -g ${range}`, ...condition]);
  return edits && { title: `Install \`${range}\` before publishing`, kind: "review", edits };
}

function conditionOf({ step }: Publish): string | undefined {
  return step.if === undefined || step.if === "unreadable" ? step.if : textOf(step.if.node.span);
}

/** cmd takes `^` for itself. */
function usesCmd({ job, workflow }: Publish): boolean {
  return isCmd(job.defaults.shell ?? workflow.defaults.shell);
}

function isCmd(shell: Text | undefined): boolean {
  return shell?.value.startsWith("cmd") === true;
}
