import { setValue } from "../edit/edit.ts";
import { inMessage } from "../finding.ts";
import { declaredFor } from "../publish/declared.ts";
import { modeOf } from "../publish/mode.ts";
import { publishedHere } from "../publish/published-here.ts";
import { publishersPath, type DeclaredPackage, type Publisher } from "../repository/settings/publishers.ts";
import type { Rule } from "../rule.ts";
import type { Edit } from "../text.ts";
import { asksNpm } from "../trust/refusals.ts";
import { repositoryEvidence, type Evidence } from "../trust/running-repository.ts";

export const repositoryNotTrusted: Rule<"publish"> = {
  id: "repository-not-trusted",
  stops: "exchange",
  severities: ["error", "warning"],
  summary: "The package's trusted publishers name the repository in which the release runs.",
  about: "publish",
  needs: { registry: "likely", idToken: "likely", credential: "likely", packages: "likely", name: "likely" },
  *check(publish, { repository }) {
    const evidence = asksNpm(publish) ? repositoryEvidence(repository) : undefined;
    if (evidence === undefined) return;
    for (const declared of declaredFor(publish)) {
      const others = othersIn(declared, evidence.name);
      const [first] = others;
      if (first === undefined) continue;
      const onlyCase = others.some(({ value }) => value.toLowerCase() === evidence.name.toLowerCase());
      if (onlyCase && !evidence.exact) continue;
      const certain = onlyCase ? evidence.by === "environment" : evidence.agreed;
      yield {
        severity: certain && modeOf(publish) === "oidc-only" ? "error" : "warning",
        span: first.span,
        message: messageOf(declared, [...new Set(others.map(({ value }) => value))], evidence, onlyCase),
        related: [publishedHere(publish.command.span)],
        fixes: fixesOf(others, evidence.name),
      };
    }
  },
};

/** What the entries of a package say, where none of them can be for this repository. */
function othersIn(
  { complete, publishers }: DeclaredPackage,
  name: string,
): readonly Exclude<Publisher["repository"], undefined | "unreadable">[] {
  const named = publishers.flatMap((publisher) =>
    typeof publisher.repository === "object" ? publisher.repository : [],
  );
  const sure =
    complete &&
    named.length === publishers.length &&
    named.every(({ value }) => value !== name && /^[\w.-]+\/[\w.-]+$/.test(value));
  return sure ? named : [];
}

function messageOf(
  { name }: DeclaredPackage,
  others: readonly string[],
  evidence: Evidence,
  onlyCase: boolean,
): string {
  const list = others.map((other) => `\`${inMessage(other)}\``).join(" and ");
  const trusted = `\`${publishersPath}\` says npm trusts ${list} for ${inMessage(name.value)}`;
  const witness =
    evidence.by === "environment"
      ? `GITHUB_REPOSITORY is \`${evidence.name}\``
      : `the git remote and package.json say \`${evidence.name}\``;
  return onlyCase
    ? `${trusted}, but ${witness}. npm compares upper and lower case, so the exchange will be refused.`
    : `${trusted}, but ${witness}: npm refuses the exchange of every other repository, also after a rename.`;
}

function fixesOf(others: readonly Exclude<Publisher["repository"], undefined | "unreadable">[], name: string) {
  const edits = others.map(({ node }) => setValue(node, name));
  if (edits.includes(undefined)) return [];
  return [
    {
      title: `Change the declared repository to \`${name}\` (check the publisher on npmjs.com first)`,
      kind: "manual" as const,
      edits: edits.flatMap((each): readonly Edit[] => each ?? []),
    },
  ];
}
