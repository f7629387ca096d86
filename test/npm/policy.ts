import type { Claims } from "./github.ts";

/** An entry of "Trusted publisher" on npmjs.com. */
export interface TrustedPublisher {
  /** The package whose entry it is; every package's where it is left out. */
  readonly package?: string;
  /** `owner/name`. */
  readonly repository: string;
  /** The file's name in `.github/workflows`. */
  readonly file: string;
  /** Any where it is left out. */
  readonly environment?: string;
  readonly actions: readonly Action[];
}

export type Action = "publish" | "stage";

export const usualPublisher: TrustedPublisher = {
  repository: "acme/widgets",
  file: "release.yml",
  actions: ["publish", "stage"],
};

/**
 * What the trusted publishers let a job do; undefined where its token isn't exchanged at all. As the registry is reported to decide:
 * it compares the repository whatever its case, the file that was started, and the environment where the entry names one,
 * and takes no token of a run that strangers can start.
 */
export function allowedActions(
  publishers: readonly TrustedPublisher[],
  claims: Claims,
  name: string,
): readonly Action[] | undefined {
  if (["pull_request_target", "issue_comment"].includes(claims.event_name)) return undefined;
  const fitting = publishers.filter(
    ({ package: own = name, repository, file, environment }) =>
      own === name &&
      repository.toLowerCase() === claims.repository.toLowerCase() &&
      claims.workflow_ref.startsWith(`${claims.repository}/.github/workflows/${file}@`) &&
      (environment === undefined || environment === claims.environment),
  );
  return fitting.length === 0 ? undefined : fitting.flatMap(({ actions }) => actions);
}

/** The entries that `.github/trusted-publishers.json` declares. Throws where that isn't its form. */
export function declaredPublishers(text: string): readonly TrustedPublisher[] {
  const { packages } = JSON.parse(text) as { readonly packages: Readonly<Record<string, readonly Declared[]>> };
  return Object.entries(packages).flatMap(([name, entries]) =>
    entries.map(({ repository, file, environment, permissions = [] }) => ({
      package: name,
      repository,
      file,
      ...(environment === undefined || environment === "" ? {} : { environment }),
      actions: permissions.map((permission) => (permission === "createPackage" ? "publish" : "stage")),
    })),
  );
}

/** An entry, as `npm trust list --json` prints it. */
interface Declared {
  readonly repository: string;
  readonly file: string;
  readonly environment?: string;
  readonly permissions?: readonly ("createPackage" | "createStagedPackage")[];
}

/** Why the registry refuses a signed publish, as it is reported to say it; undefined where it doesn't. */
export function provenanceProblem(claims: Claims, repositoryUrl: string): string | undefined {
  const error = (what: string): string => `Error verifying sigstore provenance bundle: ${what}`;
  if (claims.repository_visibility !== "public")
    return error(
      `Unsupported GitHub Actions source repository visibility: "${claims.repository_visibility}". Only public source repositories are supported when publishing with provenance.`,
    );
  if (claims.runner_environment !== "github-hosted")
    return error(
      `Unsupported GitHub Actions runner environment: "${claims.runner_environment}". Only "github-hosted" runners are supported when publishing with provenance.`,
    );
  const expected = `https://github.com/${claims.repository}`;
  const plain = repositoryUrl.replace(/^git\+/, "").replace(/\.git$/, "");
  if (plain === expected) return undefined;
  return error(
    `Failed to validate repository information: package.json: "repository.url" is "${repositoryUrl}", expected to match "${expected}" from provenance`,
  );
}
