import { commandLine, shellWord } from "../shell-word.ts";
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

/** Adding the publisher of packages, on npmjs.com or by command: for several one loop, which can be run again. */
export function publisherTask(names: readonly string[], trusted: Trusted): Task {
  const [only, ...others] = names;
  const single = others.length === 0 && only !== undefined;
  return {
    title: `Tell npm to trust ${trusted.file}, shortly before the first release: npm drops a publisher that isn't used within 48 hours.${single ? "" : " The loop needs npm 11.15 or later and leaves out what npm trusts already; let npm skip the second factor for 5 minutes, which is enough for about 80 packages."}`,
    lines: [
      ...(single ? [trustCommand(only, trusted)] : trustLoop(names, trusted)),
      // The loop is bash's.
      ...(single || names.length > mostLines
        ? []
        : ["or in any other shell, one at a time:", ...names.map((name) => `  ${trustCommand(name, trusted)}`)]),
      single ? `or at ${publisherPage(only)}:` : "or on npmjs.com, at Settings of each package:",
      ...publisherFields(trusted).map(([field, value]) => `  ${field}: ${value}`),
    ],
  };
}

/** As many commands as a person pastes one by one. */
const mostLines = 5;

/** One after the other with a pause between, as npm asks for it (docs/facts/npm.md#what-the-registry-answers). */
function trustLoop(names: readonly string[], trusted: Trusted): readonly string[] {
  const command = trustCommand("\0", trusted).replace(shellWord("\0"), '"$package"');
  // `npm trust list` prints an entry as lines of `key: value`.
  const entry = [
    `file: ${trusted.file}`,
    `repository: ${trusted.repository}`,
    ...(trusted.environment === undefined ? [] : [`environment: ${trusted.environment}`]),
  ];
  const isListed = entry.map(
    (line) => `${commandLine("grep --quiet --line-regexp --fixed-strings", line)} <<< "$trusted"`,
  );
  return inLoop(names, [
    'trusted="$(npm trust list "$package")"',
    `if ${isListed.join(" && ")}; then continue; fi`,
    `${command} --yes`,
    "sleep 2",
  ]);
}

/** A loop of bash over packages, for people to paste. */
function inLoop(names: readonly string[], lines: readonly string[]): readonly string[] {
  return [`for package in ${names.map(shellWord).join(" ")}; do`, ...lines.map((line) => `  ${line}`), "done"];
}

/** What no token can do any more then; a release through OIDC isn't touched by it. */
export function tokensTask(names: readonly string[]): Task {
  const [only, ...others] = names;
  return {
    title:
      'After that release, let npm take no token any more: "Require two-factor authentication and disallow tokens".',
    lines:
      others.length === 0 && only !== undefined
        ? [commandLine("npm access set", "mfa=publish", only)]
        : inLoop(names, ['npm access set mfa=publish "$package"', "sleep 2"]),
  };
}

/** A first publish by hand: npm trusts nobody for a package that it doesn't have (docs/facts/npm.md#first-publish). */
export function firstPublishTask(commands: readonly string[]): Task {
  return {
    title:
      commands.length === 1
        ? "If npm doesn't have the package yet, publish it once by hand: a trusted publisher can't create one. `npm stage publish` with your login, or with a token that may only stage, creates it as well."
        : "Publish once by hand what npm doesn't have yet: a trusted publisher can't create a package. `npm stage publish` with your login, or with a token that may only stage, creates one as well.",
    lines: ["npm login", ...commands],
  };
}

/** A GitHub environment, which is made on first use, but lets every branch in until rules are set. */
export function environmentTask(repository: string, environment: string, refs: ReleaseRefs): Task {
  const path = `repos/${repository}/environments/${encodeURIComponent(environment)}`;
  const policy = { deployment_branch_policy: { protected_branches: false, custom_branch_policies: true } };
  return {
    title: `Protect the environment "${environment}" on GitHub: let only ${refs.type === "tag" ? "tags" : "the branch"} ${refs.name} deploy to it, and name reviewers if a person is to agree to each release.`,
    lines: [
      `${commandLine("gh api --method PUT", path)} --input - <<< ${shellWord(JSON.stringify(policy))}`,
      commandLine(
        "gh api --method POST",
        `${path}/deployment-branch-policies`,
        "-f",
        `name=${refs.name}`,
        "-f",
        `type=${refs.type}`,
      ),
      `or at https://github.com/${repository}/settings/environments`,
    ],
  };
}

/** What starts a release: tags of a pattern, or pushes to a branch. */
export interface ReleaseRefs {
  readonly type: "tag" | "branch";
  readonly name: string;
}

/** Whoever may push such a tag releases: a ruleset leaves that to those who administer the repository. */
export function tagRulesTask(repository: string, pattern: string): Task {
  const ruleset = {
    name: "Release tags",
    target: "tag",
    enforcement: "active",
    conditions: { ref_name: { include: [`refs/tags/${pattern}`], exclude: [] } },
    rules: [{ type: "creation" }, { type: "update" }, { type: "deletion" }],
    bypass_actors: [{ actor_id: 5, actor_type: "RepositoryRole", bypass_mode: "always" }],
  };
  return {
    title: `Let only administrators push tags ${pattern}: whoever can push one can release.`,
    lines: [
      `${commandLine("gh api --method POST", `repos/${repository}/rulesets`)} --input - <<< ${shellWord(JSON.stringify(ruleset))}`,
      `or at https://github.com/${repository}/settings/rules`,
    ],
  };
}

/** The actions of the workflow are pinned to commits, which somebody has to move on. */
export const pinsTask: Task = {
  title:
    "Let Dependabot, or Renovate, move the commits on that the workflow's actions are pinned to, in .github/dependabot.yml:",
  lines: [
    "version: 2",
    "updates:",
    "  - package-ecosystem: github-actions",
    "    directory: /",
    "    schedule: { interval: weekly }",
    "    cooldown: { default-days: 7 }",
  ],
};
