import { setValue } from "../edit/edit.ts";
import type { Fix, Related, Severity } from "../finding.ts";
import { certain } from "../publish/fact.ts";
import { usesOidc, modeOf } from "../publish/mode.ts";
import { otherRepositoriesOf, type OtherRepository } from "../publish/other-repository.ts";
import type { Publish } from "../publish/publish.ts";
import { publishedHere } from "../publish/published-here.ts";
import type { Rule } from "../rule.ts";

export const repositoryMismatch: Rule<"publish"> = {
  id: "repository-mismatch",
  stops: "registry",
  severities: ["error", "warning", "info"],
  summary: "A package published with provenance names the repository that publishes it.",
  about: "publish",
  needs: {
    registry: "likely",
    idToken: "likely",
    credential: "likely",
    provenance: "likely",
    packages: "likely",
    repository: "committed",
  },
  *check(publish, { repository }) {
    const asked = certain(publish.provenance) === "asked";
    for (const other of otherRepositoriesOf(repository, publish))
      yield {
        severity: severityOf(publish, other, asked),
        span: other.url.span,
        message: messageOf(publish, other, asked),
        related: relatedTo(publish, other),
        fixes: fixesOf(other),
      };
  },
};

/** Without a request npm signs only what it publishes through OIDC. */
function severityOf(publish: Publish, { proof }: OtherRepository, asked: boolean): Severity {
  if (proof === "case" || proof === "fork" || !(asked || usesOidc(publish))) return "info";
  return proof === "likely" || !(asked || modeOf(publish) === "oidc-only") ? "warning" : "error";
}

function messageOf({ job }: Publish, other: OtherRepository, asked: boolean): string {
  const { proof, named, identity, guard, witness } = other;
  const declaration = `\`repository\` in ${other.package.file.path} is ${proof === "placeholder" ? "the placeholder " : ""}${named}`;
  const when = asked ? "With provenance" : "If this repository is public";
  if (proof === "case")
    return `${declaration}, ${sources[witness]} ${identity ?? ""}. npm compares case-sensitively: ${when.toLowerCase()}, it answers E422 unless the case is the same as on GitHub.`;
  if (proof === "likely" || proof === "fork")
    return `${declaration}, but ${sources[witness]} ${identity ?? ""}. If the release runs in ${identity ?? ""}${asked ? "" : " and that is public"}, npm answers E422.`;
  const expected = identity === undefined ? "the repository that runs the workflow" : `https://github.com/${identity}`;
  const but =
    proof === "placeholder"
      ? ""
      : guard !== undefined
        ? `, but job "${job.id.value}" runs only elsewhere`
        : `, but this repository is ${identity ?? ""}`;
  return `${declaration}${but}. ${when}, npm answers E422 unless it is ${expected}.`;
}

const sources: Readonly<Record<OtherRepository["witness"], string>> = {
  declared: "the declared publishers say",
  environment: "this repository is",
  remote: "the git remote says",
};

function relatedTo({ command }: Publish, { guard }: OtherRepository): readonly Related[] {
  const published = publishedHere(command.span);
  return guard === undefined
    ? [published]
    : [published, { span: guard.span, message: "This isn't true in the repository that package.json names." }];
}

/** Only owner and name change, in the form that is written. */
function fixesOf({ proof, url, named, identity }: OtherRepository): readonly Fix[] {
  if (identity === undefined || proof === "case" || named.includes(":") || !url.value.includes(named)) return [];
  const edits = setValue(
    url.node,
    url.value.replace(named, () => identity),
  );
  if (edits === undefined) return [];
  return [
    proof === "likely" || proof === "fork"
      ? {
          title: `Change \`repository\` to ${identity} (check that it publishes the package first)`,
          kind: "manual",
          edits,
        }
      : { title: `Change \`repository\` to ${identity}`, kind: "review", edits },
  ];
}
