import type { Cause, Kind } from "./reason.ts";

/** A reason as a part of a sentence. For people: nothing is decided by words. */
export function wordsOf<K extends Kind>(cause: Cause<K>): string {
  return words[cause.kind](cause);
}

const code = (text: string): string => `\`${text}\``;

/** The words of each kind. */
export const words: { [K in Kind]: (its: Cause<K>) => string } = {
  unreadable: ({ what }) => unreadable[what],
  "workflow-file": ({ unread }) =>
    ({ all: "it can't be read", jobs: "it has no readable `jobs`", job: "it has a job that can't be read" })[unread],
  "unread-script": ({ name }) => `${code(name)}, which can't be read`,
  "not-constant": ({ what }) => notConstant[what],
  condition: () => "it depends on a condition",
  "matrix-condition": () => "a condition that picks a leg of the matrix",

  program: ({ path, names }) => `${code(path)}, which names ${code(names)}`,
  "repository-script": () => "a script of the repository",
  "script-value": ({ known }) =>
    known === "in part" ? "a value that the script puts together" : "a value that only the script knows",
  "named-variable": ({ name }) => `the variable ${code(name)}`,
  "unnamed-variable": ({ set }) =>
    ({
      "in GITHUB_ENV": "a variable written to `$GITHUB_ENV`",
      maybe: "a variable that may be set",
      "by the script": "a variable that the script sets",
      nowhere: "a variable that isn't set",
    })[set],
  "secret-value": ({ handedOn }) => (handedOn ? "a secret that the caller passes, perhaps" : "a secret's value"),
  "other-user": ({ what }) => `another user's ${what}`,

  action: ({ name, which }) => (which === undefined ? code(name) : `${code(name)}, which ${which}`),
  "action-version": () => "an action of an unknown version",
  "action-command": ({ action, names }) => `${code(names)} in an input of ${code(action)}`,
  input: ({ name }) => code(name),

  "own-node": ({ of }) => (of === "container" ? "the container's Node and npm" : "the runner's own Node and npm"),
  "node-command": () => "a command that changes Node or npm",
  "unknown-version": ({ of, text }) => `the ${of} version ${code(text)}`,
  "version-file": ({ path }) => `the Node version in ${code(path)}`,
  "version-file-form": ({ form }) =>
    ({
      "without a version": "a file without a Node version",
      "package.json": "a package.json without a Node version",
      "devEngines.runtime": "whether this setup-node reads `devEngines.runtime`",
      "mise.toml": "a `mise.toml`, which setup-node may not read",
    })[form],
  "version-file-writer": () => "a command that may write the file with the Node version",
  "npm-upgrade": ({ fate }) =>
    ({
      "by update": "an `npm update` of npm",
      "refused by Node": "an npm that this Node refuses",
      refused: "an npm upgrade that is refused",
      "maybe undone": "an npm upgrade that this setup-node may undo",
    })[fate],
  "other-npm": ({ which }) => otherNpm[which],
  "npm-of-tool": ({ tool }) => `the npm that ${tool} runs`,
  "npmrc-setting": ({ name }) => `the ${code(name)} of \`.npmrc\``,

  "fetched-package": ({ spec }) => code(spec),
  "tool-version": ({ tool }) => `the version of ${tool}`,
  "package-version": ({ name, asked, lock }) => {
    const version = asked === undefined ? "the version" : `the version ${code(asked)}`;
    const ends = { unclear: " in the lock file", contradicts: ", which the lock file contradicts" };
    return `${version} of ${code(name)}${lock === undefined ? "" : ends[lock]}`;
  },
  "package-override": ({ name }) => `an override of ${code(name)}`,
  "several-versions": ({ tool, contradict }) =>
    tool === undefined ? "one of several versions" : contradict ? `two versions of ${tool}` : `several ${tool}s`,
  "old-version": ({ shown }) => `a version that may be too old: ${code(shown)}`,
  "tool-behaviour": ({ tool }) => `what this ${tool} does`,
  "other-manifest": ({ reader }) => `the package.json that ${reader} reads`,
  "package-manager": () => "a package manager that isn't known",
  "yarn-step": ({ chooses }) =>
    chooses === "version" ? "a step that chooses the version of yarn" : "a setting of yarn that a step makes",
  "tool-settings": ({ file, what }) => `the ${what} in ${file === ".yarnrc.yml" ? code(file) : file}`,

  "own-npmrc": ({ of }) => `a ${of}, whose own \`.npmrc\` may hold a token`,
  npmrc: ({ state }) =>
    ({
      another: "another `.npmrc`",
      written: "a command that writes a `.npmrc`",
      replaced: "a `.npmrc` that a step replaces",
      "given a registry": "a registry that a step writes into a `.npmrc`",
    })[state],
  "bare-credential": () => "a credential without a registry",
  "other-credential": () => "a credential of another kind",
  "conditional-setting": ({ what }) =>
    what === "token file" ? "a token file written under a condition" : `a ${what} set under a condition`,
  "npm-config": ({ sets }) => (sets === "fixes" ? "`npm config fix`" : `\`npm config\` with a ${sets}`),
  "credential-command": () => "a command with an npm credential",
  login: () => "a login",
  "token-file": ({ file }) => `${code(file)}, which may name a token`,
  option: ({ name }) => code(`--${name}`),
  "scope-registry": () => "a package whose scope may have its own registry",
  "several-registries": () => "packages for several registries",
  "default-permissions": () => "the repository's default permissions",
  "id-token-use": () => "an id-token that may be meant for another step",

  checkout: ({ of }) =>
    of === "a written .npmrc" ? "a checkout after a step that wrote a `.npmrc`" : `a checkout of ${of}`,
  "manifest-change": ({ by }) => manifestChange[by],
  folder: ({ which }) =>
    ({
      unknown: "an unknown folder",
      built: "a folder that a build writes",
      pkgRoot: "the folder that `pkgRoot` names",
    })[which],
  packages: ({ which }) => packages[which],

  tool: ({ name }) => name,
  "tool-settings-file": ({ tool }) => `a configuration of ${tool} that isn't read`,
  "missing-manifest": ({ tool }) => `${tool} without package.json`,
  "tool-options": ({ tool }) => `${tool} with another folder or package manager`,
  "tool-target": ({ tool }) => `${code(tool)} with a target that publishes`,
  "no-publish-found": ({ job }) => `no publish found in job ${code(job)}`,
  "wrapped-publish": ({ names, by }) =>
    `${names === undefined ? "a release" : code(names)} ${by.startsWith("a condition") ? "under" : "run by"} ${by}`,
  "remote-workflow": ({ given }) =>
    given === undefined ? "a remote reusable workflow" : `a remote reusable workflow, given \`${given}\``,
  "uncalled-workflow": () => "a workflow that nothing here calls",
  "too-large": ({ what }) =>
    ({
      script: "a script that is too large",
      steps: "a job with too many steps",
      step: "a step with too many publishes",
      conditions: "a job with too many conditional steps",
      legs: "a job that runs in too many ways",
      calls: "a workflow with too many callers",
    })[what],
  "own-error": () => "an error of this program",
};

const unreadable: Readonly<Record<Cause<"unreadable">["what"], string>> = {
  script: "a script that can't be read",
  inputs: "inputs that can't be read",
  permissions: "`permissions` that can't be read",
  environment: "an `environment` that can't be read",
  env: "an `env` that can't be read",
  runner: "a runner that can't be read",
  triggers: "triggers that can't be read",
  "package.json": "a package.json that can't be read",
  publishConfig: "a `publishConfig` that can't be read",
  ".npmrc": "a `.npmrc` that can't be read",
  ".yarnrc.yml": "a `.yarnrc.yml` that can't be read",
};

const notConstant: Readonly<Record<Cause<"not-constant">["what"], string>> = {
  expression: "an expression whose value isn't constant",
  option: "an option that isn't constant",
  inputs: "inputs that aren't constant",
  path: "a path that isn't constant",
  registry: "a registry that isn't constant",
  "credential's registry": "a credential for a registry that isn't constant",
  token: "a token that isn't constant",
  environment: "an `environment` that isn't constant",
  "npm version": "an npm version that isn't constant",
  "Node version": "a Node version that isn't constant",
  "global install": "a global install that isn't constant",
  "--access": "an `--access` that isn't constant",
  "--provenance": "a `--provenance` that isn't constant",
};

const otherNpm: Readonly<Record<Cause<"other-npm">["which"], string>> = {
  "on a path": "an npm in another place",
  dependency: "an npm among the package's dependencies",
  "dependency of scripts": "an npm among the package's dependencies, which its scripts run",
  "kept by yarn": "an npm that yarn's Plug'n'Play keeps",
  "of the action": "the npm that the action runs",
};

const manifestChange: Readonly<Record<Cause<"manifest-change">["by"], string>> = {
  command: "a command that writes package.json",
  edit: "a command that edits package.json",
  "npm pkg": "`npm pkg`",
  script: "a script that may write package.json",
  git: "`git`, which may bring another package.json",
  unpacking: "a command that unpacks files",
  build: "a package.json that a build writes",
  generator: "a generated package.json",
};

const packages: Readonly<Record<Cause<"packages">["which"], string>> = {
  package: "a package that isn't known",
  packages: "packages that aren't known",
  workspace: "a workspace that isn't known",
  workspaces: "workspaces that aren't known",
  published: "which packages are published",
  "of platforms": "the packages of the platforms",
};
