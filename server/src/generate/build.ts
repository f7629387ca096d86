import { declaredManager, managerByLock, yarnrcOf } from "../repository/package/package-manager.ts";
import type { Package } from "../repository/package/package.ts";
import type { Repository } from "../repository/repository.ts";
import type { Manager, Choices } from "./choice.ts";
import { usesLine } from "./steps.ts";

/** The root's scripts that make and check what is packed, as the package manager runs them. */
export function buildCommands(
  repository: Repository,
  root: Package,
  all: readonly Package[],
  manager: Manager,
): readonly string[] {
  const has = (each: Package, name: string): boolean => {
    const script = each.scripts.texts.get(name)?.value ?? "";
    return script !== "" && !script.includes("no test specified");
  };
  return ["build", "test", "prepublishOnly"].flatMap((name) => {
    // What npm runs before it publishes a folder, it doesn't run for a tarball.
    if (has(root, name)) return `${manager} ${name === "test" && manager !== "bun" ? "" : "run "}${name}`;
    const below = all.filter((each) => each !== root && has(each, name));
    return below.length > 0 && name !== "test"
      ? everywhere(manager === "yarn" && !isBerry(repository) ? "npm" : manager, name)
      : [];
  });
}

function everywhere(manager: Manager, name: string): string {
  return {
    npm: `npm run ${name} --workspaces --if-present`,
    pnpm: `pnpm --recursive run ${name}`,
    yarn: `yarn workspaces foreach --all --topological run ${name}`,
    bun: `bun run --filter '*' ${name}`,
  }[manager];
}

/** The steps up to the installed dependencies, with Node and the package manager. */
export function installSteps(repository: Repository, { manager }: Choices, scripts: boolean): readonly string[] {
  const yarn = manager === "yarn" && isBerry(repository);
  const corepack = yarn && !hasYarnPath(repository);
  const nodeFile = corepack
    ? undefined
    : [".nvmrc", ".node-version"].find((name) => typeof repository.file(name) === "object");
  const lock = managerByLock(repository, "") !== undefined;
  return [
    ...(manager === "pnpm" ? pnpmSetup(repository) : []),
    ...(manager === "bun" ? [usesLine("bun"), "  with:", "    no-cache: true"] : []),
    usesLine("node"),
    "  with:",
    nodeFile === undefined ? '    node-version: "24"' : `    node-version-file: ${nodeFile}`,
    "    package-manager-cache: false",
    ...(corepack ? ["- run: corepack enable"] : []),
    `- run: ${installCommand(manager, yarn, lock)}${scripts ? "" : yarn ? " --mode=skip-build" : " --ignore-scripts"}`,
  ];
}

function installCommand(manager: Manager, berry: boolean, lock: boolean): string {
  if (manager === "npm") return lock ? "npm ci" : "npm install";
  return `${manager} install${lock ? (berry ? " --immutable" : " --frozen-lockfile") : ""}`;
}

/** pnpm/action-setup takes pnpm's version from package.json, and asks for one where that has none. */
function pnpmSetup(repository: Repository): readonly string[] {
  const declared = declaredManager(repository, "")?.name === "pnpm";
  return [usesLine("pnpm"), ...(declared ? [] : ["  with:", '    version: "10"'])];
}

/** The lines of bash that put a tarball of each package into `$RUNNER_TEMP/tarballs`. */
export function packLines(repository: Repository, { packages, manager }: Choices): readonly string[] {
  const target = '"$RUNNER_TEMP/tarballs"';
  const command =
    manager === "pnpm"
      ? `pnpm pack --pack-destination ${target}`
      : manager === "bun"
        ? `bun pm pack --destination ${target}`
        : manager === "yarn" && isBerry(repository)
          ? 'yarn pack --out "$RUNNER_TEMP/tarballs/%s-%v.tgz"'
          : `npm pack --pack-destination ${target}`;
  const isRoot = packages.length === 1 && packages[0] === "";
  return [`mkdir ${target}`, ...(isRoot ? [command] : inEach(packages, [`(cd "$folder" && ${command})`]))];
}

/** A loop over folders, which `folder` names. */
export function inEach(folders: readonly string[], lines: readonly string[]): readonly string[] {
  const names = folders.map((folder) => (folder === "" ? "." : /[^\w@./+-]/.test(folder) ? `"${folder}"` : folder));
  const line = `for folder in ${names.join(" ")}; do`;
  const head = line.length <= 90 ? [line] : ["for folder in \\", ...names.map((name) => `  ${name} \\`), "  ; do"];
  return [...head, ...lines.map((each) => `  ${each}`), "done"];
}

/** Whether it is yarn 2 or later, of which the files tell. */
export function isBerry(repository: Repository): boolean {
  const declared = declaredManager(repository, "");
  if (declared?.name === "yarn" && declared.range !== undefined) return !/^[^\d]*[01]\b/.test(declared.range);
  const lock = repository.file("yarn.lock");
  return yarnrcOf(repository, "") !== "absent" || (typeof lock === "object" && lock.text.includes("__metadata:"));
}

function hasYarnPath(repository: Repository): boolean {
  const yarnrc = yarnrcOf(repository, "");
  return typeof yarnrc === "object" && yarnrc.yarnPath !== undefined;
}
