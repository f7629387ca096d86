import type { Credential } from "./credentials.ts";
import { memo } from "../text.ts";
import type { Job } from "../repository/workflow.ts";
import { certain, possibilities, type Fact } from "./fact.ts";
import type { NpmAt } from "./npm.ts";
import type { IdToken } from "./permissions.ts";
import type { Provenance } from "./provenance.ts";
import type { Mode } from "./publish.ts";
import { canExchange } from "./versions.ts";

/**
 * The one fact on which rules are disjoint. A credential beside the id-token is a fallback only where a sign says that OIDC is meant:
 * npm is upgraded for it, or nobody asked for provenance, for which alone the id-token would be there.
 */
export function modeOf(
  idToken: Fact<IdToken>,
  credential: Fact<Credential>,
  provenance: Fact<Provenance>,
  npm: Fact<NpmAt> | undefined,
  wantedElsewhere: boolean,
): Mode {
  const granted = certain(idToken)?.granted;
  const sent = certain(credential)?.kind;
  if (granted === undefined || sent === undefined) return "unknown";
  if (sent !== "token") return granted ? "oidc-only" : "none";
  if (!granted) return "token";
  const asked = certain(provenance);
  if (asked === undefined) return "unknown";
  if (upgraded(npm)) return "oidc-with-fallback";
  if (asked === "asked") return "token-with-provenance";
  return wantedElsewhere ? "unknown" : "oidc-with-fallback";
}

function upgraded(npm: Fact<NpmAt> | undefined): boolean {
  return (
    npm !== undefined &&
    possibilities(npm)?.some(
      ({ value }) => "installed" in value.from && canExchange(value.versions, "publish") === "yes",
    ) === true
  );
}

/** Steps that ask for an OIDC token of their own: attestations, signatures, cloud logins, Pages, other registries. */
const otherUsers =
  /attest|cosign|sigstore|slsa|deploy-pages|configure-aws-credentials|google-github-actions\/auth|azure\/login|vault|pypi|crates-io-auth|jsr|oidc|setup-jfrog|doppler|infisical/i;

/** Whether the grant may be there for something else than npm: then it is no sign that OIDC is meant for the publish. */
export function usesIdToken(idToken: IdToken | undefined, job: Job): boolean {
  const jobs = idToken === undefined || idToken.decidedBy === job.permissions ? [job] : idToken.workflow.jobs;
  return jobs.some(hasOtherUser);
}

const hasOtherUser = memo((job: Job): boolean =>
  [job.uses, ...job.steps.flatMap((step) => [step.uses, step.run])].some(
    (text) => text !== undefined && otherUsers.test(text.value),
  ),
);
