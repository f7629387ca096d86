import { preflightProgram } from "./preflight-program.ts";
import { checkout, indented, job, runsOn } from "./steps.ts";

/**
 * A job that runs the program, for the workflow that publishes: npm compares the file's name. As lines without a first
 * indentation. Undefined for `environment`: none; `tooOld` as `tooOldClients` has it.
 */
export function preflightJob(
  packages: readonly string[],
  environment: string | undefined,
  tooOld: Readonly<Record<string, string>> = {},
): readonly string[] {
  const head = [
    "if: inputs.preflight",
    runsOn,
    ...(environment === undefined ? [] : [`environment: ${JSON.stringify(environment)}`]),
    "permissions:",
    "  contents: read",
    "  id-token: write",
  ];
  const asked = [
    "- name: Does npm know this workflow?",
    "  env:",
    "    PACKAGES: >-",
    ...indented(6, packages),
    ...(Object.keys(tooOld).length === 0 ? [] : [`    TOO_OLD: '${JSON.stringify(tooOld).replaceAll("'", "''")}'`]),
    "  run: |",
    "    node --input-type=module <<'PREFLIGHT'",
    ...indented(4, preflightProgram.trimEnd().split("\n")),
    "    PREFLIGHT",
  ];
  return job("preflight", head, [...checkout([]), ...asked]);
}
