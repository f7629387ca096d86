/** A command that runs package scripts. */
export interface ScriptRunner {
  /** Whose names and list of packages it goes by; `lerna.json` before the package manager's own. */
  readonly by: "npm" | "pnpm" | "yarn" | "lerna.json";
  /** The option that picks packages, with the value that is joined to it. */
  readonly picks: RegExp;
  /** It runs a script in every package, unless its options name some. */
  readonly everywhere?: true;
  /** A script takes `run` before its name. */
  readonly needsRun?: true;
}

const npm: ScriptRunner = { by: "npm", picks: /^(?:-w|--workspace)(?:=(.*))?$/, needsRun: true };
const pnpm: ScriptRunner = { by: "pnpm", picks: /^(?:-F|--filter(?:-prod)?)(?:=(.*))?$/ };
const yarn: ScriptRunner = { by: "yarn", picks: /^(--(?:include|exclude|from|since))/ };
const lerna: ScriptRunner = { by: "lerna.json", picks: /^--scope(?:=(.*))?$/, everywhere: true, needsRun: true };

/** By the word that starts it. */
export const scriptRunners: ReadonlyMap<string, ScriptRunner> = new Map([
  ["npm", npm],
  ["pnpm", pnpm],
  ["yarn", yarn],
  ["bun", { ...pnpm, needsRun: true }],
  ["nr", pnpm],
  ["lerna", lerna],
  ["turbo", { ...pnpm, everywhere: true }],
]);

/** Binaries of packages that run files, scripts or other commands, with or without a version. */
export const runnerBinaries =
  /^(?:tsx|ts-node(?:-esm)?|zx|vite-node|esno|jiti|run-[sp]|npm-run-all2?|concurrently|node|cross-env|lerna|turbo)(?:@|$)/;
