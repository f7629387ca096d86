/** How a release came to npm: `old` is one of which npm doesn't say. */
export type By = "oidc" | "early oidc" | "gitlab" | "token" | "old";

interface Release {
  readonly version: string;
  readonly by: By;
  readonly time?: string;
  readonly signed?: boolean;
  readonly deprecated?: string;
  readonly repository?: unknown;
}

const users: Readonly<Record<By, object | undefined>> = {
  oidc: {
    name: "GitHub Actions",
    email: "npm-oidc-no-reply@github.com",
    trustedPublisher: { id: "github", oidcConfigId: "oidc:11111111-1111-4111-8111-111111111111" },
  },
  "early oidc": { name: "GitHub Actions", email: "npm-oidc-no-reply@github.com" },
  gitlab: {
    name: "GitLab CI/CD",
    email: "no-reply@example.com",
    trustedPublisher: { id: "gitlab", oidcConfigId: "x" },
  },
  token: { name: "octocat", email: "octocat@example.com" },
  old: undefined,
};

/** The metadata of a package as npm's registry has it, with the fields that are read. */
export function metadataOf(
  name: string,
  releases: readonly Release[],
  more: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  const versions = releases.map(({ version, by, signed, deprecated, repository }) => [
    version,
    {
      name,
      version,
      ...(users[by] && { _npmUser: users[by] }),
      ...(deprecated !== undefined && { deprecated }),
      repository: repository ?? { type: "git", url: "git+https://github.com/acme/widgets.git" },
      dist: {
        shasum: "0",
        ...(signed === true && {
          attestations: { url: "", provenance: { predicateType: "https://slsa.dev/provenance/v1" } },
        }),
      },
    },
  ]);
  const times = releases.flatMap(({ version, time }) => (time === undefined ? [] : [[version, time]]));
  return {
    _id: name,
    name,
    "dist-tags": { latest: releases.at(-1)?.version },
    versions: Object.fromEntries(versions) as object,
    time: Object.fromEntries(times) as object,
    ...more,
  };
}

/** npm's answer for the provenance of a release; `environment` as a certificate has it. */
export function attestationsOf(repository: string, file: string, environment?: string): object {
  const statement = {
    predicateType: "https://slsa.dev/provenance/v1",
    predicate: {
      buildDefinition: {
        externalParameters: {
          workflow: {
            ref: "refs/heads/main",
            repository: `https://github.com/${repository}`,
            path: `.github/workflows/${file}`,
          },
        },
        resolvedDependencies: [
          { uri: `git+https://github.com/${repository}`, digest: { gitCommit: "0123abcd".repeat(5) } },
        ],
      },
      runDetails: { metadata: { invocationId: `https://github.com/${repository}/actions/runs/1/attempts/1` } },
    },
  };
  const name = Buffer.from(environment ?? "");
  const extension = [
    // 1.3.6.1.4.1.57264.1.23, and an OCTET STRING with a UTF8String inside.
    0x06,
    0x0a,
    0x2b,
    0x06,
    0x01,
    0x04,
    0x01,
    0x83,
    0xbf,
    0x30,
    0x01,
    23,
    0x04,
    name.length + 2,
    0x0c,
    name.length,
    ...name,
  ];
  const certificate = Buffer.from([0x30, 0x82, 1, 2, 3, ...(environment === undefined ? [] : extension), 0x30, 0]);
  return {
    attestations: [
      { predicateType: "https://github.com/npm/attestation/tree/main/specs/publish/v0.1", bundle: {} },
      {
        predicateType: statement.predicateType,
        bundle: {
          verificationMaterial: { certificate: { rawBytes: certificate.toString("base64") } },
          dsseEnvelope: { payload: Buffer.from(JSON.stringify(statement)).toString("base64") },
        },
      },
    ],
  };
}
