/**
 * What a command does no harm to, or with:
 *
 * - `npmrc`, `manifest`, `version file`: a `.npmrc`, a package.json or a file with Node's version that its words name stays as it is.
 * - `variables`: it reads no variable but those in its own words.
 * - `release words`, `script words`, `install words`, `login words`: it runs no release, no package script, no install of npm and no
 *   login that its words spell, or that is read elsewhere.
 * - `workspace`: it writes no file of a project.
 * - `success`, `success without files`: it succeeds, always or as long as it is given no file.
 * - `job`: whatever its path, it changes nothing of a job on which a publish to npm depends.
 * - `answer`: it is run for its answer, so that what depends on it may well not run.
 */
export type Harmless =
  | "npmrc"
  | "job"
  | "manifest"
  | "version file"
  | "release words"
  | "script words"
  | "install words"
  | "login words"
  | "workspace"
  | "success"
  | "success without files"
  | "answer"
  | "variables";

/** Every command of which any of it is known, but those in `readNoVariable`. */
const commands: readonly (readonly [name: string, about: readonly Harmless[]])[] = [
  ["!", ["answer"]],
  [":", ["success", "variables"]],
  ["[", ["npmrc", "manifest", "version file", "release words", "script words", "answer", "variables"]],
  ["[[", ["manifest", "version file", "release words", "script words", "variables"]],
  ["awk", ["release words"]],
  ["bun", ["script words"]],
  ["cat", ["npmrc", "manifest", "version file", "release words", "script words", "success without files", "variables"]],
  ["chmod", ["npmrc", "variables"]],
  ["command", ["answer"]],
  ["corepack", ["workspace", "variables"]],
  ["curl", ["release words", "login words"]],
  [
    "echo",
    [
      "npmrc",
      "manifest",
      "version file",
      "release words",
      "script words",
      "install words",
      "login words",
      "workspace",
      "success",
      "variables",
    ],
  ],
  ["export", ["release words", "variables"]],
  ["false", ["answer", "variables"]],
  ["gh", ["release words", "script words", "variables"]],
  ["git", ["manifest", "version file", "release words", "script words", "answer", "variables"]],
  ["grep", ["npmrc", "manifest", "version file", "release words", "script words", "answer", "variables"]],
  ["head", ["npmrc", "manifest", "version file", "success without files", "variables"]],
  ["jq", ["manifest", "release words", "script words", "answer", "variables"]],
  ["local", ["release words"]],
  ["mcp-publisher", ["job", "release words"]],
  ["ls", ["npmrc", "manifest", "version file", "variables"]],
  ["nl", ["success without files"]],
  ["node", ["manifest", "script words", "answer"]],
  ["npm", ["manifest", "script words", "install words", "answer"]],
  ["npx", ["script words"]],
  ["nr", ["script words"]],
  ["pnpm", ["script words"]],
  [
    "printf",
    [
      "manifest",
      "version file",
      "release words",
      "script words",
      "install words",
      "login words",
      "workspace",
      "success",
      "variables",
    ],
  ],
  ["read", ["release words", "variables"]],
  ["sed", ["release words", "script words", "variables"]],
  ["set", ["workspace", "variables"]],
  ["sleep", ["workspace", "variables"]],
  ["sort", ["success without files", "variables"]],
  ["tail", ["npmrc", "version file", "success without files", "variables"]],
  ["tee", ["success", "variables"]],
  ["test", ["npmrc", "manifest", "version file", "release words", "script words", "answer", "variables"]],
  ["touch", ["npmrc", "variables"]],
  ["true", ["workspace", "success", "variables"]],
  ["ts", ["success without files"]],
  ["type", ["script words"]],
  ["wc", ["npmrc", "version file", "variables"]],
  ["which", ["script words", "answer", "variables"]],
  ["yarn", ["script words"]],
];

/** Those of which it is known that they read no variable, and nothing else. */
const readNoVariable = `
basename cd copyfiles cp cpx cpy date del del-cli dirname exit husky mkdir mkdirp mv popd publint pushd pwd
return rimraf rm shift tar tr tsc unset zip`;

const known: ReadonlyMap<string, readonly Harmless[]> = new Map([
  ...commands,
  ...readNoVariable
    .trim()
    .split(/\s+/)
    .map((name) => [name, ["variables"]] as const),
]);

/** Whether a command, by its name alone, is known to do no harm to something or with it; false for every other command. */
export function isHarmless(name: string, about: Harmless): boolean {
  return known.get(name)?.includes(about) === true;
}
