import { ownCommands, runs } from "../../repository/command/own-words.ts";
import { byDependency, dependOnEachOther } from "../../repository/package/order.ts";
import type { Package } from "../../repository/package/package.ts";
import type { Repository } from "../../repository/repository.ts";
import { shellWord } from "../../shell-word.ts";
import type { Manager } from "../choice.ts";
import { isBerry } from "../manager.ts";
import { ciJobs } from "./ci.ts";

/** The commands between install and pack, and what is worth saying about them, one sentence each. */
export interface Build {
  readonly commands: readonly string[];
  readonly notes: readonly string[];
}

/**
 * What makes and checks the packages: the scripts of the root that CI runs, in its order, else `build` and `test`, and what only
 * `npm publish` of a folder would run. `npm pack` runs `prepare` and `prepack` itself.
 */
export function buildOf(
  repository: Repository,
  directory: string,
  root: Package | undefined,
  all: readonly Package[],
  manager: Manager,
): Build {
  const has = (each: Package, name: string): boolean => {
    const script = each.scripts.texts.get(name)?.value ?? "";
    return script !== "" && !script.includes("no test specified");
  };
  const run = (name: string): string =>
    `${manager} ${name === "test" && manager !== "bun" ? "" : "run "}${shellWord(name)}`;
  const below = all.filter((each) => each !== root);
  const ofRoot = (name: string): boolean => root !== undefined && has(root, name);
  const packing = root === undefined ? new Set<string>() : scriptsOf(root, ["prepare", "prepack"]);
  const names = scriptsOfCi(repository, directory).filter(ofRoot);
  const wanted = [
    ...names.filter((name) => !packing.has(name)),
    ...["build", "test"].filter((name) => !names.includes(name)),
  ];
  const ordered = wanted.toSorted((a, b) => Number(isCheck(a)) - Number(isCheck(b)));
  const commands = ordered.flatMap((name) => {
    if (ofRoot(name)) return name === "build" && packing.has(name) ? [] : [run(name)];
    const inside = below.filter((each) => has(each, name));
    return inside.length > 0 && name === "build" ? [everywhere(repository, manager, name, inside, all)] : [];
  });
  const notes: string[] = [];
  const before = new Set(ordered);
  for (const name of ["prepublishOnly"]) {
    if (!ofRoot(name)) {
      const inside = below.filter((each) => has(each, name) && !isGuard(each, name));
      const left = inside.filter(
        (each) => ![...scriptsOf(each, [name])].every((part) => before.has(part) || part === name),
      );
      if (left.length > 0) commands.push(everywhere(repository, manager, name, left, all));
      continue;
    }
    if (root === undefined) continue;
    if (isGuard(root, name)) {
      notes.push(
        `The script \`${name}\` only stops a publish from the wrong folder, and isn't run: check that what is packed is the folder that it wants.`,
      );
      continue;
    }
    const parts = scriptsOf(root, [name]);
    const others = ownCommands(root.scripts.texts.get(name)).some((words) => calledScript(words) === undefined);
    const missing = [...parts].filter((part) => part !== name && !before.has(part) && !packing.has(part));
    if (others) commands.push(run(name));
    else commands.push(...missing.filter((part) => has(root, part)).map(run));
  }
  return { commands: [...new Set(commands)], notes };
}

/** A check goes after what it checks. */
function isCheck(name: string): boolean {
  return /test|lint|check|verify/i.test(name);
}

/** Whether a script ends every publish from its folder. */
function isGuard(each: Package, name: string): boolean {
  return runs(each.scripts.texts.get(name), /^(?:exit|false)(?: [1-9]\d*)?$/);
}

/** The scripts that these start, themselves included, one level deep. */
function scriptsOf(each: Package, names: readonly string[]): ReadonlySet<string> {
  const called = names.flatMap((name) =>
    ownCommands(each.scripts.texts.get(name)).flatMap((words) => calledScript(words) ?? []),
  );
  return new Set([...names, ...called]);
}

/** `npm run build`, `pnpm build`, `yarn test`: the script that a command of a package manager starts, without further words. */
function calledScript([tool = "", verb = "", ...rest]: readonly string[]): string | undefined {
  if (!/^(?:npm|pnpm|yarn|bun)$/.test(tool)) return undefined;
  const name = /^run(?:-script)?$/.test(verb) ? rest[0] : verb;
  const words = /^run(?:-script)?$/.test(verb) ? rest.slice(1) : rest;
  if (name === undefined || words.length > 0 || !/^[\w:.-]+$/.test(name) || name.startsWith("-")) return undefined;
  if (tool === "npm" && verb === name && !/^(?:test|t)$/.test(name)) return undefined;
  return /^(?:ci|i|install|add|exec|dlx|x|publish|pack|config|set|version)$/.test(name)
    ? undefined
    : name === "t"
      ? "test"
      : name;
}

/** The scripts that the first job of CI runs which builds or tests, in its order. */
function scriptsOfCi(repository: Repository, directory: string): readonly string[] {
  for (const { job } of ciJobs(repository)) {
    const names = job.steps
      .filter((step) => directory === "" || typeof step.directory !== "object" || step.directory.value === directory)
      .flatMap(({ run }) => ownCommands(run).flatMap((words) => calledScript(words) ?? []))
      .filter(
        (name) =>
          !/publish|release|deploy|docs|coverage|e2e|bench|dev|start|serve|watch|format|canary|version/i.test(name),
      );
    if (names.some((name) => /build|compile|bundle/i.test(name))) return [...new Set(names)];
  }
  return [];
}

/** A script of several packages, each after those that it depends on. */
function everywhere(
  repository: Repository,
  manager: Manager,
  name: string,
  having: readonly Package[],
  all: readonly Package[],
): string {
  const client = manager === "yarn" && !isBerry(repository) ? "npm" : manager;
  if (client === "npm" && dependOnEachOther(having)) {
    const named = byDependency(all).filter((each) => having.includes(each));
    const flags = named.map((each) => `--workspace ${shellWord(each.name?.value ?? each.directory)}`);
    return `npm run ${name} ${flags.join(" ")}`;
  }
  return {
    npm: `npm run ${name} --workspaces --if-present`,
    pnpm: `pnpm --recursive run ${name}`,
    yarn: `yarn workspaces foreach --all --topological run ${name}`,
    bun: `bun run --filter '*' ${name}`,
  }[client];
}
