import { commandOf } from "../npm/setting.ts";
import type { Scenario } from "../npm/scenario.ts";
import { nameOf, versionOf, type Client } from "../npm/versions.ts";

/** What a job's log holds around what the client printed. */
export interface Job {
  readonly idToken: boolean;
  /** The versions that setup-node and other steps print. */
  readonly versions: readonly string[];
  /** The command that installs, and what it prints. */
  readonly install?: readonly string[];
  readonly command: string;
  /** What the tool prints before all else. */
  readonly banner?: readonly string[];
  readonly env: readonly string[];
}

/** The log of a job, line by line, as GitHub has it without times. */
export function jobLog(
  { idToken, versions, install = npmInstall, command, banner = [], env }: Job,
  printed: readonly string[],
): readonly string[] {
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
    `##[group]Run ${install[0]}`,
    "##[endgroup]",
    ...install.slice(1),
    `##[group]Run ${command}`,
    command,
    "shell: /usr/bin/bash -e {0}",
    "env:",
    ...env.map((line) => `  ${line}`),
    "##[endgroup]",
    ...banner,
    ...printed,
    "##[error]Process completed with exit code 1.",
  ];
}

const npmInstall = ["npm ci", "added 12 packages, and audited 13 packages in 1s", "found 0 vulnerabilities"];

/** The job that runs a scenario. */
export function jobOf(scenario: Scenario, client: Client): Job {
  const version = versionOf(client);
  const npms: Readonly<Record<string, string>> = { npm: version, pnpm: scenario.npmBeside ?? "12.2.0" };
  const installs: Readonly<Record<string, readonly string[]>> = {
    pnpm: ["pnpm install --frozen-lockfile", `Done in 1.2s using pnpm v${version}`],
    yarn: ["yarn install --immutable", `➤ YN0000: · Yarn ${version}`, "➤ YN0000: · Done in 1s 200ms"],
  };
  const install = installs[nameOf(client)];
  return {
    idToken: scenario.idToken !== false,
    versions: ["node: v24.21.0", `npm: ${npms[nameOf(client)] ?? "11.19.0"}`],
    ...(install && { install }),
    command: commandOf(scenario, client),
    banner:
      nameOf(client) === "semantic-release"
        ? [`[semantic-release] › ℹ  Running semantic-release version ${version}`]
        : [],
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
  // The middle is lost: from within the install to within the lines before the command's output.
  "middle cut out": (lines) => {
    const install = lines.findIndex((line) => /^##\[group\]Run (?:npm ci|pnpm install|yarn install)/.test(line));
    const command = lines.findIndex((line, index) => index > install && line.startsWith("env:"));
    return [...lines.slice(0, install), ...lines.slice(command)].join("\n");
  },
  // From the install on, and to the middle of the last line.
  "beginning cut off": (lines) => {
    const install = lines.findIndex((line) => /^##\[group\]Run (?:npm ci|pnpm install|yarn install)/.test(line));
    return lines.slice(install).join("\n").slice(0, -20);
  },
};

function time(index: number): string {
  return `2026-11-30T10:00:${String(index % 60).padStart(2, "0")}.1234567Z`;
}
