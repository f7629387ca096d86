/** What stands for a token in a scenario and on the wire: each says what it is, in the form of npm's tokens. */
export const tokens = {
  /** Good for everything. */
  valid: inForm("valid"),
  /** Once good. */
  revoked: inForm("revoked"),
  /** setup-node exports it up to v6 where NODE_AUTH_TOKEN isn't set. */
  placeholder: "XXXXX-XXXXX-XXXXX-XXXXX",
  /** GitHub's, with which a job asks for its OIDC token. */
  request: "the-request-token",
} as const;

function inForm(word: string): string {
  return `npm_${word.repeat(36).slice(0, 36)}`;
}

/** The token that an exchange gives: good for one package. */
export function exchangedToken(packageName: string): string {
  return `exchanged-for-${packageName}`;
}

/** The credential of an `Authorization` header in words. */
export function credentialName(header: string | undefined): string {
  if (header === undefined) return "nothing";
  const [, scheme = "", value = ""] = /^(\S+) ?(.*)$/.exec(header) ?? [];
  if (scheme === "Basic") return "user and password";
  const exchanged = /^exchanged-for-(.+)$/.exec(value)?.[1];
  if (exchanged !== undefined) return `exchanged token of ${exchanged}`;
  if (value === tokens.valid) return "valid token";
  if (value === tokens.revoked) return "revoked token";
  if (value === tokens.placeholder) return "setup-node's placeholder";
  return value === "" ? "empty value" : `"${value}"`;
}
