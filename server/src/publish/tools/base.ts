import { declaredManager, managerByLock } from "../../repository/package/package-manager.ts";
import { unknown } from "../fact.ts";
import { readNpmCommand, type NpmCommand } from "../job/npm-command.ts";
import { publishedPackages } from "../tool/packages.ts";
import type { Call, Reading } from "../tool/tool.ts";
import { npmThatRuns } from "./npm.ts";
import { pnpmClient } from "./pnpm.ts";

/** What a tool publishes that runs a package manager: the package in the folder, by the npm or pnpm that is there. */
export function readingBy(call: Call, manager: "npm" | "pnpm" | undefined, options = noOptions()): Reading {
  const { command, runner } = call;
  // What brings the tool brings no npm.
  const own = { ...call, runner: runner === "sudo" || runner === "env" ? runner : undefined };
  return {
    action: "publish",
    options,
    target: publishedPackages(call, noOptions()),
    client(read) {
      if (manager === "pnpm") return pnpmClient(own, options)(read);
      if (manager !== undefined) return { npm: npmThatRuns(own, read) };
      const hidden = unknown<never>({ kind: "package-manager", span: command.span });
      return { npm: hidden, oidcDecidedBy: { tool: undefined, version: hidden } };
    },
  };
}

/** The package manager that a tool publishes with: npm or pnpm, by the lock file; with others that isn't modelled. */
export function managerOf({ repository, roots, command }: Call): "npm" | "pnpm" | undefined {
  const directory = roots(command.directory);
  if (directory === undefined) return undefined;
  const declared = declaredManager(repository, directory)?.name;
  const found = managerByLock(repository, directory);
  if (declared !== undefined && found !== undefined && declared !== found) return undefined;
  const manager = found ?? declared ?? "npm";
  return manager === "npm" || manager === "pnpm" ? manager : undefined;
}

/** The options of a tool that takes none of npm's. */
export function noOptions(): NpmCommand {
  return readNpmCommand([]);
}
