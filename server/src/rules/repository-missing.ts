import { insertKey, replaceValue, setValue } from "../edit.ts";
import { certain } from "../publish/fact.ts";
import { packagesWithoutRepository } from "../publish/missing-repository.ts";
import { publishesOf } from "../publish/publishes.ts";
import { identityOf } from "../repository/identity.ts";
import type { Package } from "../repository/package.ts";
import type { Fix, Rule } from "../rule.ts";
import type { Edit } from "../text.ts";

export const repositoryMissing: Rule = {
  id: "repository-missing",
  severities: ["error", "info"],
  summary: "A package that is published with provenance names its `repository`.",
  *check(repository) {
    const identity = identityOf(repository);
    for (const publish of publishesOf(repository).publishes) {
      const asked = certain(publish.provenance) === "asked";
      for (const found of packagesWithoutRepository(publish)) {
        const fix = identity === undefined ? undefined : fixOf(found, identity);
        yield {
          severity: asked || publish.mode === "oidc-only" ? "error" : "info",
          span: spanOf(found),
          message: messageOf(found, asked, identity),
          related: [{ span: publish.command.span, message: "The package is published here." }],
          fixes: fix === undefined ? [] : [fix],
        };
      }
    }
  },
};

function spanOf(found: Package): Package["span"] {
  return (found.repository.kind === "missing" ? found.repository.span : undefined) ?? found.span;
}

function messageOf(found: Package, asked: boolean, identity: string | undefined): string {
  const written = found.repository.kind === "missing" && found.repository.entry !== undefined;
  const lacks = written
    ? `\`repository\` in ${found.file.path} names none.`
    : `${found.file.path} names no \`repository\`.`;
  const expected =
    identity === undefined ? "it is the repository that runs the workflow" : `it is https://github.com/${identity}`;
  return `${lacks} ${asked ? "With provenance" : "If this repository is public"}, npm answers E422 unless ${expected}.`;
}

function fixOf(found: Package, identity: string): Fix | undefined {
  const edits = editsOf(found, `git+https://github.com/${identity}.git`);
  return edits === undefined ? undefined : { title: `Add \`repository\`: ${identity}`, kind: "safe", edits };
}

function editsOf(found: Package, url: string): readonly Edit[] | undefined {
  if (found.repository.kind !== "missing") return undefined;
  const { entry, url: urlEntry } = found.repository;
  const directory = found.directory === "" ? [] : [["directory", found.directory] as const];
  const whole = [["type", "git"], ["url", url], ...directory] as const;
  if (entry === undefined)
    return insertKey(found.block, "repository", whole, {
      after: ["license", "homepage", "description", "version", "name"],
    });
  if (urlEntry?.value?.kind === "scalar") return setValue(urlEntry.value, url);
  if (entry.value?.kind === "mapping" && entry.value.entries.length > 0) return insertKey(entry.value, "url", url);
  return replaceValue(found.block, entry, whole);
}
