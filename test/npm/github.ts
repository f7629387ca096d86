/** What GitHub's OIDC token says of a job, as far as npm and its registry look at it. */
export interface Claims {
  /** `owner/name`. */
  readonly repository: string;
  readonly repository_visibility: "public" | "private" | "internal";
  /** `owner/name/.github/workflows/file.yml@refs/…`: the workflow that was started. */
  readonly workflow_ref: string;
  readonly event_name: string;
  readonly runner_environment: "github-hosted" | "self-hosted";
  readonly environment?: string;
}

export const usualClaims: Claims = {
  repository: "acme/widgets",
  repository_visibility: "public",
  workflow_ref: "acme/widgets/.github/workflows/release.yml@refs/tags/v1.0.1",
  event_name: "push",
  runner_environment: "github-hosted",
};

/** A token of these claims; nobody checks its signature. */
export function idToken(claims: Claims, audience: string, jti?: string): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "none", typ: "JWT" })}.${part({ ...claims, aud: audience, ...(jti === undefined ? {} : { jti }) })}.${part({})}`;
}

/** The claims of a token; undefined where it is none. */
export function claimsOf(token: string): (Claims & { readonly aud: string; readonly jti?: string }) | undefined {
  const [, body, signature] = token.split(".");
  if (body === undefined || signature === undefined) return undefined;
  return JSON.parse(Buffer.from(body, "base64url").toString()) as Claims & { readonly aud: string };
}

/** The variables of a job on a runner; those for the OIDC token only where `id-token: write` is granted. */
export function jobVariables(
  claims: Claims,
  issuer: { readonly url: string; readonly requestToken: string } | undefined,
): Readonly<Record<string, string>> {
  return {
    CI: "true",
    GITHUB_ACTIONS: "true",
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_REPOSITORY: claims.repository,
    GITHUB_WORKFLOW_REF: claims.workflow_ref,
    GITHUB_EVENT_NAME: claims.event_name,
    GITHUB_REF: claims.workflow_ref.replace(/^.*@/, ""),
    GITHUB_REF_NAME: claims.workflow_ref.replace(/^.*@refs\/\w+\//, ""),
    GITHUB_SHA: "0".repeat(40),
    GITHUB_RUN_ID: "1",
    GITHUB_RUN_ATTEMPT: "1",
    RUNNER_ENVIRONMENT: claims.runner_environment,
    ...(issuer === undefined
      ? {}
      : {
          ACTIONS_ID_TOKEN_REQUEST_URL: `${issuer.url}?api-version=2.0`,
          ACTIONS_ID_TOKEN_REQUEST_TOKEN: issuer.requestToken,
        }),
  };
}
