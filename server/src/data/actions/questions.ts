import { actions, type ActionRow, type CommandInputs, type ReleaseMaking, type Scopes } from "./rows.ts";

/**
 * What an action does to Node, npm, its registry and its credentials, by the `uses:` of a step, ref included. The repository's own
 * actions and containers aren't listed.
 */
export function actionChanges(uses: string): "nothing" | "node" | "not listed" {
  const name = /^[\w-]+\/[\w.-]+/.exec(uses)?.[0].toLowerCase();
  if (name === undefined || !/^[@/]|^$/.test(uses.slice(name.length))) return "not listed";
  const found = [name, name.replace(/\/.*/, "/*"), prefixOf(name)].map((each) => inAnyCase.get(each)?.changes);
  return found.find((each) => each !== undefined) ?? "not listed";
}

/** `actions/attest-sbom` is listed as `actions/attest*`. */
function prefixOf(name: string): string {
  return name.replace(/^([^/]+\/[^-]+).*$/, "$1*");
}

// The names below are those of a `uses:` without its ref.

/** Whether it is setup-node, whose inputs say which Node, registry and credential there are after it. */
export function setsUpNode(action: string): boolean {
  return answer(action, "node") === "by inputs";
}

/** Whether it brings a Node without its npm. */
export function setsUpRuntime(action: string): boolean {
  return answer(action, "node") === "by runtime";
}

/** Whether it may leave a token for npm to later steps, in any way. */
export function maySetCredential(action: string): boolean {
  return answer(action, "credential") === "may set";
}

/** The pnpm that it installs: the one that its inputs name, or any; undefined where it isn't known to bring one. */
export function pnpmSetUp(action: string): "by inputs" | "any" | undefined {
  const pnpm = answer(action, "pnpm");
  return pnpm === "never" ? undefined : pnpm;
}

/** Whether it brings the files of a repository, this one or another, into the workspace. */
export function checksOut(action: string): boolean {
  return answer(action, "files") === "repository";
}

/** Whether it brings files that were made elsewhere, among them a package.json perhaps. */
export function bringsArtifact(action: string): boolean {
  return answer(action, "files") === "artifact";
}

/** Whether it is known to leave the workspace as it is. */
export function bringsNoFiles(action: string): boolean {
  return answer(action, "files") === "none";
}

/** The permissions that it needs of the job's own token beyond `contents: read`; undefined for an action that may need anything. */
export function scopesNeeded(action: string): Scopes | undefined {
  const row = inAnyCase.get(action.toLowerCase());
  return answer(action, "scopes") ?? (row?.spelled === "so" ? undefined : row?.scopes);
}

/** Whether a run of it may find the pull request that it keeps open already. */
export function mayFindPullRequest(action: string): boolean {
  return answer(action, "pullRequest") === "may be open";
}

/** When it makes tags and releases; undefined where no row says so. */
export function releaseMaking(action: string): ReleaseMaking | undefined {
  return answer(action, "releases");
}

/** The tool that it publishes to npm with; undefined where no row says so. */
export function publishingTool(action: string): string | undefined {
  return inAnyCase.get(action.toLowerCase())?.publishes;
}

/** The inputs that hold commands which are read; undefined where no row says so. */
export function commandInputs(action: string): CommandInputs | undefined {
  return inAnyCase.get(action.toLowerCase())?.commands;
}

/** The names of the inputs that hold the command, the likeliest first, in a major version; in an unknown one, every name it may have. */
export function commandNames({ names, renamedIn }: CommandInputs, major: number | undefined): readonly string[] {
  if (renamedIn === undefined || major === undefined) return names;
  return names.filter((_, index) => index === (major < renamedIn ? 0 : 1));
}

/** The action as its readme spells it, whichever way `action` does. */
export function usualName(action: string): string {
  const name = inAnyCase.get(action.toLowerCase())?.name;
  return typeof name === "string" ? name : action;
}

/** The input that holds a program. */
export function programInput(action: string): string | undefined {
  return answer(action, "program");
}

/** The variables of its job that it may read; undefined where no row says so. */
export function variablesRead(action: string): ActionRow["variables"] {
  return answer(action, "variables");
}

/** The first row that is about the name, as it is spelled, and answers. */
function answer<Key extends keyof ActionRow>(action: string, key: Key): ActionRow[Key] | undefined {
  const own = asSpelled.get(action)?.[key];
  return own ?? forMany.find((row) => row[key] !== undefined && isAbout(row, action))?.[key];
}

function isAbout({ name }: ActionRow, action: string): boolean {
  return typeof name === "string" ? action.startsWith(name.slice(0, -1)) : name.test(action);
}

/** The rows for many names. */
const forMany = actions.filter(({ name }) => typeof name !== "string" || name.endsWith("*"));

const asSpelled = rowsBy((name) => name);

/** By names in lower case: GitHub takes upper and lower case for one. */
const inAnyCase = rowsBy((name) => name.toLowerCase());

function rowsBy(spell: (name: string) => string): ReadonlyMap<string, ActionRow> {
  return new Map(actions.flatMap((row) => (typeof row.name === "string" ? [[spell(row.name), row] as const] : [])));
}
