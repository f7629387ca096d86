import { commandLine } from "../shell-word.ts";
import type { Trusted } from "../fixes/declare-publisher.ts";

/** Something that a person does outside of the repository. */
export interface Task {
  /** One sentence. */
  readonly title: string;
  /** Addresses, commands, and fields with their values, each in one line. */
  readonly lines: readonly string[];
}

/** What npmjs.com's form for a trusted publisher asks for, in its order (docs/facts/github.md#trusted-publishers). */
export function publisherFields(trusted: Trusted): readonly (readonly [field: string, value: string])[] {
  const [owner = "", name = ""] = trusted.repository.split("/");
  return [
    ["Organization or user", owner],
    ["Repository", name],
    ["Workflow filename", trusted.file],
    ...(trusted.environment === undefined ? [] : ([["Environment name", trusted.environment]] as const)),
    ["Allowed actions", trusted.action === "stage" ? "npm stage publish" : "npm publish"],
  ];
}

/**
 * The command that adds a trusted publisher; npm 11.15 or later has it, and asks for a second factor
 * (docs/facts/npm.md#npm-trust).
 */
export function trustCommand(packageName: string, { repository, file, environment, action }: Trusted): string {
  return commandLine(
    "npm trust github",
    packageName,
    "--repo",
    repository,
    "--file",
    file,
    ...(environment === undefined ? [] : ["--env", environment]),
    action === "stage" ? "--allow-stage-publish" : "--allow-publish",
  );
}

/** Where npmjs.com keeps a package's trusted publishers. */
export function publisherPage(packageName: string): string {
  return `https://www.npmjs.com/package/${encodeURI(packageName)}/access`;
}

/** Adding the publisher of packages, on npmjs.com or by command. */
export function publisherTask(names: readonly string[], trusted: Trusted): Task {
  const [only, ...others] = names;
  return {
    title: `Tell npm to trust ${trusted.file}, shortly before the first release: npm drops a publisher that isn't used within 48 hours.`,
    lines: [
      ...names.map((name) => trustCommand(name, trusted)),
      others.length === 0 && only !== undefined
        ? `or at ${publisherPage(only)}:`
        : "or on npmjs.com, at Settings of each package:",
      ...publisherFields(trusted).map(([field, value]) => `  ${field}: ${value}`),
    ],
  };
}

/** A first publish by hand: npm trusts nobody for a package that it doesn't have (docs/facts/npm.md#first-publish). */
export function firstPublishTask(commands: readonly string[]): Task {
  return {
    title:
      commands.length === 1
        ? "If npm doesn't have the package yet, publish it once by hand: a trusted publisher can't create one."
        : "Publish once by hand what npm doesn't have yet: a trusted publisher can't create a package.",
    lines: ["npm login", ...commands],
  };
}

/** A GitHub environment, which is made on first use, but lets every branch in until rules are set. */
export function environmentTask(repository: string, environment: string, refs: string): Task {
  return {
    title: `Protect the environment "${environment}" on GitHub: let only ${refs} deploy to it, and name reviewers if a person is to agree to each release.`,
    lines: [`https://github.com/${repository}/settings/environments`],
  };
}
