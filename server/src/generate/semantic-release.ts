import { newerRange } from "../fixes/newer-tool.ts";
import { reaches } from "../publish/tool/version.ts";
import { dependencyOf } from "../repository/package/dependency.ts";
import type { Edit } from "../text.ts";
import { yamlScalar } from "../edit/scalar.ts";
import { semanticRelease } from "../publish/tools/semantic-release.ts";
import type { Repository } from "../repository/repository.ts";
import { installSteps } from "./build.ts";
import type { Choices, Manager, Problem } from "./choice.ts";
import { checkout, job, runsOn } from "./steps.ts";

/**
 * One job, as semantic-release finds out about the version, publishes and tags in one run: what builds the package runs next to the
 * id-token. It wants a newer Node than the build may have, so that both have this one.
 */
export function semanticReleaseJob(repository: Repository, choices: Choices): readonly string[] {
  const { environment, build, manager } = choices;
  const scopes = [...(semanticRelease.scopes ?? []), ...(semanticRelease.optionalScopes ?? []), "id-token"];
  return job(
    "release",
    [
      runsOn,
      ...(environment === undefined ? [] : [`environment: ${yamlScalar(environment, false)}`]),
      "permissions:",
      ...scopes.map((scope) => `  ${scope}: write`),
    ],
    [
      ...checkout(["fetch-depth: 0 # It reads every commit since the last release."]),
      ...installSteps(repository, { ...choices, node: { version: "24" } }, true),
      ...build.map((command) => `- run: ${yamlScalar(command, false)}`),
      `- run: ${runner[manager]} ${semanticRelease.name}`,
      "  env:",
      "    GITHUB_TOKEN: ${{ github.token }}",
    ],
  );
}

/** The edits that ask for a version which publishes through OIDC; a problem where it isn't there, or can't do what is chosen. */
export function semanticReleaseChange(
  repository: Repository,
  { directory, action }: Choices,
): readonly Edit[] | Problem {
  const { name, firstWithOidc = "" } = semanticRelease;
  const found = dependencyOf(repository, directory, name);
  if (found === undefined) return { problem: `${name} isn't among the dependencies of package.json.` };
  if (action === "stage") return { problem: `${name} stages nothing: it publishes.` };
  if ("unknown" in found || found.written === undefined || reaches(found.range, firstWithOidc) !== "no") return [];
  return newerRange(found.written, firstWithOidc) ?? [];
}

const runner: Readonly<Record<Manager, string>> = {
  npm: "npx --no-install",
  pnpm: "pnpm exec",
  yarn: "yarn run",
  bun: "bunx --no-install",
};
