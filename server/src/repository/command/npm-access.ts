import { grantsIdToken } from "../workflow/permissions.ts";
import type { ShellScope } from "./shell-variables.ts";

/** Whether a step could publish to npm by what its job gives it: an id-token, or a variable with npm's token. */
export function holdsNpmAccess(scope: ShellScope): boolean {
  const permissions = scope.job.permissions ?? scope.workflow.permissions;
  const grants = permissions !== undefined && grantsIdToken(permissions) === true;
  return grants || tokens.some((name) => scope.variable(name).kind === "secret");
}

const tokens = ["NODE_AUTH_TOKEN", "NPM_TOKEN", "NPM_AUTH_TOKEN", "NPM_CONFIG_TOKEN"];

/** Whether a job could come to publish to npm in any way: it holds npm's access, or a secret that isn't known to be for something else. */
export function mayGetNpmAccess(scope: ShellScope): boolean {
  const { job, workflow } = scope;
  const given = [job.env, workflow.env, ...job.steps.flatMap((step) => [step.env, step.with])].flatMap(({ texts }) =>
    [...texts.values()].map((text) => text?.value ?? ""),
  );
  const texts = [...given, ...job.steps.map(({ run }) => run?.value ?? "")];
  return holdsNpmAccess(scope) || texts.some((text) => otherSecret.test(text));
}

/** A secret but the tokens of GitHub, and those of services that everybody knows. */
const otherSecret =
  /\bsecrets(?:\.(?!GITHUB|GH_|CODECOV|COVERALLS|SONAR|SLACK|DISCORD|TURBO|NX_CLOUD|DOCKER|AWS_|AZURE_|SENTRY|CHROMATIC|CYPRESS|SNYK)|\s*\[)/i;
