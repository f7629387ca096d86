import { certain } from "../publish/fact.ts";
import { grantOf } from "../publish/grant.ts";
import { ifUnsigned, inWords } from "../publish/outcome.ts";
import type { Publish } from "../publish/publish.ts";
import { publishesOf } from "../publish/publishes.ts";
import { unsignedOf, type Unsigned } from "../publish/unsigned.ts";
import type { Fix, Related, Rule } from "../rule.ts";

export const provenanceUnavailable: Rule = {
  id: "provenance-unavailable",
  severities: ["error"],
  summary: "Provenance is asked for only where npm can sign it.",
  *check(repository) {
    for (const publish of publishesOf(repository).publishes)
      for (const unsigned of unsignedOf(publish)) {
        const fix = fixOf(publish, unsigned);
        yield {
          severity: "error",
          span: unsigned.asked,
          message: messageOf(publish, unsigned),
          related: relatedTo(publish, unsigned),
          fixes: fix === undefined ? [] : [fix],
        };
      }
  },
};

function messageOf(publish: Publish, { why }: Unsigned): string {
  if (why === "id-token")
    return `Provenance is asked for here, and job "${publish.job.id.value}" can't request an OIDC token. ${ifUnsigned(publish)}`;
  const name = why.restricted.name?.value ?? "The package";
  return `Provenance is asked for here, and \`${name}\` is published with restricted access. npm signs only what is public: for a package that is new or private it ${inWords("EUSAGE access") ?? "stops"}.`;
}

function relatedTo({ command }: Publish, { asked, why }: Unsigned): readonly Related[] {
  const published = command.span === asked ? [] : [{ span: command.span, message: "The package is published here." }];
  return why === "id-token" || why.access === command.span
    ? published
    : [...published, { span: why.access, message: "The access is restricted here." }];
}

/** With the permission npm would sign, which the registry takes only from a public repository: a person should look. */
function fixOf(publish: Publish, { why }: Unsigned): Fix | undefined {
  const idToken = certain(publish.idToken);
  const grant = why === "id-token" && idToken !== undefined ? grantOf(publish, idToken) : undefined;
  return grant && { ...grant, kind: "review" };
}
