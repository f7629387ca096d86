import { declaredManager, managerByLock } from "../repository/package/package-manager.ts";
import { dependOnEachOther } from "../repository/package/order.ts";
import type { Package } from "../repository/package/package.ts";
import { join } from "../repository/paths.ts";
import type { Repository } from "../repository/repository.ts";
import type { Manager, Choices } from "./choice.ts";
import { pnpmOfCi, pnpmOfLock } from "./derive/ci.ts";
import { hasYarnPath, isBerry } from "./manager.ts";
import { usesLine } from "./steps.ts";

/** The steps up to the installed dependencies, with Node and the package manager. */
export function installSteps(
  repository: Repository,
  { manager, node, directory }: Choices,
  scripts: boolean,
): readonly string[] {
  const yarn = manager === "yarn" && isBerry(repository);
  const corepack = yarn && !hasYarnPath(repository);
  return [
    ...(manager === "pnpm" ? pnpmSetup(repository, directory) : []),
    ...(manager === "bun" ? [usesLine("bun"), "  with:", "    no-cache: true"] : []),
    usesLine("node"),
    "  with:",
    "file" in node ? `    node-version-file: ${node.file}` : `    node-version: "${node.version}"`,
    "    package-manager-cache: false",
    ...(corepack ? ["- run: corepack enable"] : []),
    `- run: ${installCommand(repository, { manager, directory })}${scripts ? "" : yarn ? " --mode=skip-build" : " --ignore-scripts"}`,
  ];
}

/** The command that installs what the lock file says, or without one what package.json asks for. */
export function installCommand(
  repository: Repository,
  { manager, directory }: Pick<Choices, "manager" | "directory">,
): string {
  const berry = manager === "yarn" && isBerry(repository);
  const lock = managerByLock(repository, directory) !== undefined;
  if (manager === "npm") return lock ? "npm ci" : "npm install";
  return `${manager} install${lock ? (berry ? " --immutable" : " --frozen-lockfile") : ""}`;
}

/** The pnpm that the workflow names, where package.json names none: that of CI, else the one that the lock file is of. */
export function pnpmVersion(repository: Repository, directory: string): string | undefined {
  if (declaredManager(repository, directory)?.name === "pnpm") return undefined;
  return pnpmOfCi(repository) ?? pnpmOfLock(repository, directory);
}

/** pnpm/action-setup takes pnpm's version from package.json, and asks for one where that has none. */
function pnpmSetup(repository: Repository, directory: string): readonly string[] {
  const version = pnpmVersion(repository, directory);
  const inputs = [
    ...(version === undefined ? [] : [`    version: "${version}"`]),
    ...(version === undefined && directory !== "" ? [`    package_json_file: ${join(directory, "package.json")}`] : []),
  ];
  return [usesLine("pnpm"), ...(inputs.length > 0 ? ["  with:", ...inputs] : [])];
}

/** The lines of bash that put a tarball of each package into `$RUNNER_TEMP/tarballs`, in the order in which they are published. */
export function packLines(
  repository: Repository,
  { manager, directory }: Pick<Choices, "manager" | "directory">,
  packages: readonly Package[],
): readonly string[] {
  const ordered = isOrdered(packages);
  const to = ordered ? '"$to"' : '"$RUNNER_TEMP/tarballs"';
  const command = packCommand(repository, manager).replace('"$to', to.slice(0, -1));
  const folders = packages.map((each) => packedFolder(each, manager, directory));
  const make = ordered ? "n=0" : 'mkdir "$RUNNER_TEMP/tarballs"';
  if (folders.length === 1 && folders[0] === "") return [make, command];
  return [
    make,
    ...inEach(folders, [
      ...(ordered ? ["n=$((n + 1))", 'to="$RUNNER_TEMP/tarballs/$(printf %03d "$n")"', 'mkdir -p "$to"'] : []),
      `(cd "$folder" && ${command})`,
    ]),
  ];
}

/** The command that packs the package of a folder into the folder `$to`. */
export function packCommand(repository: Repository, manager: Manager): string {
  if (manager === "pnpm") return 'pnpm pack --pack-destination "$to"';
  if (manager === "bun") return 'bun pm pack --destination "$to"';
  return manager === "yarn" && isBerry(repository)
    ? 'yarn pack --out "$to/%s-%v.tgz"'
    : 'npm pack --pack-destination "$to"';
}

/** Whether packages depend on each other: each is then published after those that it needs. */
export function isOrdered(packages: readonly Package[]): boolean {
  return packages.length > 1 && dependOnEachOther(packages);
}

/** The folder that is packed, relative to where the build runs. pnpm alone follows `publishConfig.directory` itself. */
export function packedFolder({ directory, publishConfig }: Package, manager: Manager, base: string): string {
  const own = relativeTo(base, directory);
  const built = publishConfig.texts.get("directory")?.value;
  return built === undefined || manager === "pnpm" ? own : join(own, built.replace(/^\.\/|\/$/g, ""));
}

/** A folder of the repository as it is called from another one that holds it. */
export function relativeTo(base: string, folder: string): string {
  return base === "" ? folder : folder === base ? "" : folder.slice(base.length + 1);
}

/** A loop over folders, which `folder` names. */
export function inEach(folders: readonly string[], lines: readonly string[]): readonly string[] {
  const names = folders.map((folder) => (folder === "" ? "." : /[^\w@./+-]/.test(folder) ? `"${folder}"` : folder));
  const line = `for folder in ${names.join(" ")}; do`;
  const head = line.length <= 90 ? [line] : ["for folder in \\", ...names.map((name) => `  ${name} \\`), "  ; do"];
  return [...head, ...lines.map((each) => `  ${each}`), "done"];
}
