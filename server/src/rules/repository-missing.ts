import type { Finding, Fix } from "../finding.ts";
import { certain } from "../publish/fact.ts";
import { packagesWithoutRepository, repositoryEdits } from "../publish/missing-repository.ts";
import { modeOf } from "../publish/mode.ts";
import type { Publish } from "../publish/publish.ts";
import { publishedHere } from "../publish/published-here.ts";
import type { Package } from "../repository/package/package.ts";
import { identityOf } from "../repository/settings/identity.ts";
import type { Rule } from "../rule.ts";

export const repositoryMissing: Rule<"publish"> = {
  id: "repository-missing",
  stops: "registry",
  severities: ["error", "info"],
  summary: "A package published with provenance has a `repository`.",
  about: "publish",
  needs: {
    registry: "likely",
    idToken: "likely",
    credential: "likely",
    provenance: "likely",
    access: "likely",
    packages: "likely",
    repository: "committed",
  },
  *check(publish, { repository }) {
    const identity = identityOf(repository);
    const asked = certain(publish.provenance) === "asked";
    // What a token's release needs for OIDC, use-trusted-publishing lists.
    if (!asked && (modeOf(publish) === "token" || modeOf(publish) === "unknown")) return;
    for (const found of packagesWithoutRepository(publish)) {
      const fix = identity === undefined ? undefined : fixOf(found, identity);
      yield {
        severity: asked || modeOf(publish) === "oidc-only" ? "error" : "info",
        span: spanOf(found),
        message: messageOf(found, asked, identity),
        related: [publishedHere(publish.command.span)],
        fixes: fix === undefined ? [] : [fix],
      };
    }
    if (asked || modeOf(publish) === "oidc-only") yield* mayLack(publish, identity);
  },
};

/** Folders of packages that show or try others. */
const sample =
  /(?:^|\/|-)(?:examples?|demos?|bench(?:marks?)?|fixtures?|tests?|e2e|playgrounds?|sandbox|templates?|docs?|website)(?:$|\/)/i;

/** Packages of a monorepo that may be published. */
function* mayLack(publish: Publish, identity: string | undefined): Iterable<Finding> {
  const provenance = certain(publish.provenance);
  if (certain(publish.packages) === undefined || provenance === undefined || provenance === "off") return;
  for (const found of publish.unproven ?? []) {
    const isPublic = found.publishConfig.texts.get("access")?.value !== "restricted";
    if (found.repository.kind !== "missing" || !isPublic || sample.test(found.directory)) continue;
    const fix = identity === undefined ? undefined : fixOf(found, identity);
    const expected = identity === undefined ? "names this repository" : `is https://github.com/${identity}`;
    yield {
      severity: "info",
      span: spanOf(found),
      message: `${found.file.path} has no \`repository\`. If ${publish.tool.name} publishes it from a public repository, npm answers E422 unless the field ${expected}.`,
      related: [publishedHere(publish.command.span)],
      fixes: fix === undefined ? [] : [fix],
    };
  }
}

function spanOf(found: Package): Package["span"] {
  return (found.repository.kind === "missing" ? found.repository.span : undefined) ?? found.span;
}

function messageOf(found: Package, asked: boolean, identity: string | undefined): string {
  const written = found.repository.kind === "missing" && found.repository.entry !== undefined;
  const lacks = written
    ? `\`repository\` in ${found.file.path} is empty.`
    : `${found.file.path} has no \`repository\`.`;
  const expected =
    identity === undefined ? "it is the repository that runs the workflow" : `it is https://github.com/${identity}`;
  return `${lacks} ${asked ? "With provenance" : "If this repository is public"}, npm answers E422 unless ${expected}.`;
}

function fixOf(found: Package, identity: string): Fix | undefined {
  const edits = repositoryEdits(found, identity);
  return edits === undefined ? undefined : { title: `Add \`repository\`: ${identity}`, kind: "safe", edits };
}
