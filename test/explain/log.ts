import { commandOf } from "../npm/setting.ts";
import type { Scenario } from "../npm/scenario.ts";
import { nameOf, versionOf, type Client } from "../npm/versions.ts";

/** What a job's log holds around what the client printed. */
export interface Job {
  readonly idToken: boolean;
  /** The versions that setup-node and other steps print. */
  readonly versions: readonly string[];
  readonly command: string;
  readonly env: readonly string[];
}

/** The log of a job, line by line, as GitHub has it without times. */
export function jobLog({ idToken, versions, command, env }: Job, printed: readonly string[]): readonly string[] {
  return [
    "Current runner version: '2.336.0'",
    "##[group]GITHUB_TOKEN Permissions",
    "Contents: read",
    ...(idToken ? ["Id-Token: write"] : []),
    "Metadata: read",
    "##[endgroup]",
    "Secret source: Actions",
    "##[group]Run actions/checkout@v6",
    "with:",
    "##[endgroup]",
    "##[group]Run actions/setup-node@v6",
    "##[endgroup]",
    "##[group]Environment details",
    ...versions,
    "##[endgroup]",
    "##[group]Run npm ci",
    "##[endgroup]",
    "added 12 packages, and audited 13 packages in 1s",
    "found 0 vulnerabilities",
    `##[group]Run ${command}`,
    command,
    "shell: /usr/bin/bash -e {0}",
    "env:",
    ...env.map((line) => `  ${line}`),
    "##[endgroup]",
    ...printed,
    "##[error]Process completed with exit code 1.",
  ];
}

/** The job that runs a scenario. */
export function jobOf(scenario: Scenario, client: Client): Job {
  const version = versionOf(client);
  const versions: Readonly<Record<string, readonly string[]>> = {
    npm: ["node: v24.21.0", `npm: ${version}`],
    pnpm: ["node: v24.21.0", `npm: ${scenario.npmBeside ?? "12.2.0"}`, `Done in 1.2s using pnpm v${version}`],
    yarn: ["node: v24.21.0", "npm: 11.19.0", `➤ YN0000: · Yarn ${version}`],
  };
  const own =
    nameOf(client) === "semantic-release"
      ? ["[semantic-release] › ℹ  Running semantic-release version " + version]
      : [];
  return {
    idToken: scenario.idToken !== false,
    versions: versions[nameOf(client)] ?? ["node: v24.21.0", "npm: 11.19.0", ...own],
    command: commandOf(scenario, client),
    env: Object.keys(scenario.env ?? {}).map((name) => `${name}: ***`),
  };
}

/** The ways in which a log comes: each keeps what the log says. */
export const disguises: Readonly<Record<string, (lines: readonly string[]) => string>> = {
  plain: (lines) => lines.join("\n"),
  times: (lines) => lines.map((line, index) => `${time(index)} ${line}`).join("\n"),
  "`gh` columns": (lines) =>
    lines.map((line, index) => `release\tUNKNOWN STEP\t\uFEFF${time(index)} ${line}`).join("\n"),
  CRLF: (lines) => `\uFEFF${lines.join("\r\n")}\r\n`,
  colours: (lines) =>
    lines.map((line) => `\u001B[36;1m${line.replaceAll("npm ", "\u001B[1mnpm\u001B[22m ")}\u001B[0m`).join("\n"),
  // From the middle on, and to the middle of the last line.
  cut: (lines) => {
    const text = lines.slice(lines.findIndex((line) => line.startsWith("##[group]Run npm ci"))).join("\n");
    return text.slice(0, -20);
  },
};

function time(index: number): string {
  return `2026-11-30T10:00:${String(index % 60).padStart(2, "0")}.1234567Z`;
}
