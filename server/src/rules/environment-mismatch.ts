import { insertKey, removeEntry, setValue } from "../edit/edit.ts";
import type { Fix, Related } from "../finding.ts";
import { declaredFor } from "../publish/declared.ts";
import { certain, located } from "../publish/fact.ts";
import { usesOidc, modeOf } from "../publish/mode.ts";
import type { Publish } from "../publish/publish.ts";
import { publishedHere } from "../publish/published-here.ts";
import { sendsTokenFirst, toolExchanges } from "../publish/tool/oidc.ts";
import { publishersPath, type Publisher } from "../repository/settings/publishers.ts";
import type { Rule } from "../rule.ts";
import type { Edit } from "../text.ts";
import { claimsOf } from "../trust/claims.ts";
import { environmentMismatches, trustOf, type EnvironmentMismatch } from "../trust/trust.ts";

export const environmentMismatch: Rule<"publish"> = {
  id: "environment-mismatch",
  stops: "exchange",
  severities: ["error", "warning"],
  summary: "The job runs in an environment that the package's trusted publishers name.",
  about: "publish",
  needs: {
    registry: "likely",
    idToken: "likely",
    credential: "likely",
    provenance: "likely",
    environment: "likely",
    packages: "likely",
    name: "likely",
  },
  *check(publish, { publishes }) {
    // What sends a token first isn't refused anything.
    const asks =
      toolExchanges(publish) !== "no" && !(sendsTokenFirst(publish) && modeOf(publish) === "oidc-with-fallback");
    if (!usesOidc(publish) || !asks) return;
    const all = environmentMismatches(publish);
    const mismatch = all.find(({ caseOnly }) => !caseOnly) ?? all[0];
    if (mismatch === undefined) return;
    const tentative = modeOf(publish) === "oidc-with-fallback" || mismatch.caseOnly;
    yield {
      severity: tentative ? "warning" : "error",
      span: located(publish.environment)?.span ?? publish.job.id.span,
      message: messageOf(publish, mismatch),
      related: relatedTo(publish, mismatch),
      fixes: [...jobFixes(publish, mismatch, publishes), ...publisherFixes(publish, all, publishes)],
    };
  },
};

function messageOf(publish: Publish, { declared, publishers, caseOnly }: EnvironmentMismatch): string {
  const names = environmentsOf(publishers).map((name) => `"${name}"`);
  const environments = `environment${names.length === 1 ? "" : "s"} ${names.join(" and ")}`;
  const own = certain(publish.environment) ?? "";
  const declaration = `\`${publishersPath}\` says npm trusts ${environments} for ${declared.name.value}`;
  const runs = `job "${publish.job.id.value}" runs in ${own === "" ? "none" : `"${own}"`}`;
  if (caseOnly)
    return `${declaration}, and ${runs}. GitHub treats them as the same environment; npm compares case-sensitively.`;
  const { credential } = publish;
  const sent = certain(credential);
  const token = sent?.kind === "token" ? sent.name : "";
  return `${declaration}, but ${runs}: the exchange will be refused${token === "" ? "" : `, and npm falls back to ${token}`}.`;
}

function environmentsOf(publishers: readonly Publisher[]): readonly string[] {
  return [
    ...new Set(publishers.flatMap(({ environment }) => (typeof environment === "object" ? environment.value : []))),
  ];
}

function relatedTo({ command, workflow }: Publish, { publishers }: EnvironmentMismatch): readonly Related[] {
  const declared = publishers.flatMap(({ environment }) =>
    typeof environment === "object" ? [{ span: environment.span, message: "npm trusts this environment." }] : [],
  );
  const elsewhere = command.span.file !== workflow.file;
  return elsewhere ? [...declared, publishedHere(command.span)] : declared;
}

/** Another environment for the job, where that suits all that it publishes and isn't another registry's. */
function jobFixes(
  { job, environment }: Publish,
  { publishers }: EnvironmentMismatch,
  publishes: readonly Publish[],
): readonly Fix[] {
  const own = certain(environment);
  if (own === undefined || job.environment === "unreadable") return [];
  if (/pypi|crates|gem|nuget|maven|jsr|docker|pages/i.test(own) || job.environment?.value.includes("${{") === true)
    return [];
  return environmentsOf(publishers).flatMap((name): readonly Fix[] => {
    const suits = publishes
      .filter((each) => each.job === job)
      .every((each) => {
        const claims = { ...claimsOf(each), environment: name };
        return declaredFor(each).every((declared) => trustOf(declared, claims) !== "refused");
      });
    const edits =
      typeof job.environment === "object"
        ? setValue(job.environment.node, name)
        : insertKey(job.block, "environment", name, { after: ["runs-on"] });
    if (!suits || edits === undefined) return [];
    const check = "(check its rules on GitHub first)";
    const title =
      own === ""
        ? `Give the job \`environment: ${name}\` ${check}`
        : `Change the job's environment to \`${name}\` ${check}`;
    return [{ title, kind: "manual", edits }];
  });
}

/** The job's environment for the publisher, where nothing else is published through that one. */
function publisherFixes(
  publish: Publish,
  mismatches: readonly EnvironmentMismatch[],
  publishes: readonly Publish[],
): readonly Fix[] {
  const own = certain(publish.environment);
  const used = publishes.some((each) =>
    mismatches.some(({ declared, publishers }) => {
      const alone = { ...declared, publishers: publishers.slice(0, 1), complete: true };
      return declaredFor(each).includes(declared) && trustOf(alone, claimsOf(each)) === "trusted";
    }),
  );
  if (own === undefined || used) return [];
  const edits: Edit[] = [];
  for (const { publishers } of mismatches) {
    const written = editsOf(publishers[0], own);
    if (written === undefined) return [];
    edits.push(...written);
  }
  const check = "(check the publisher on npmjs.com first)";
  const title =
    own === "" ? `Remove the declared environment ${check}` : `Change the declared environment to \`${own}\` ${check}`;
  return [{ title, kind: "manual", edits }];
}

function editsOf(publisher: Publisher | undefined, name: string): readonly Edit[] | undefined {
  if (publisher === undefined || typeof publisher.environment !== "object") return undefined;
  const entry = publisher.block.entries.find(({ key }) => key.value === "environment");
  if (name !== "") return setValue(publisher.environment.node, name);
  return entry && removeEntry(publisher.block, entry);
}
