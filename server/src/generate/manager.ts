import { declaredManager, managerByLock, yarnrcOf } from "../repository/package/package-manager.ts";
import type { Repository } from "../repository/repository.ts";
import { managers, type Manager } from "./choice.ts";

/** The package manager that a folder declares, or whose lock file it has; npm where nothing says. */
export function managerOf(repository: Repository, directory: string): Manager {
  const found = declaredManager(repository, directory)?.name ?? managerByLock(repository, directory);
  return managers.find((name) => name === found) ?? "npm";
}

/** Whether it is yarn 2 or later, of which the files tell. */
export function isBerry(repository: Repository): boolean {
  const declared = declaredManager(repository, "");
  if (declared?.name === "yarn" && declared.range !== undefined) return !/^[^\d]*[01]\b/.test(declared.range);
  const lock = repository.file("yarn.lock");
  return yarnrcOf(repository, "") !== "absent" || (typeof lock === "object" && lock.text.includes("__metadata:"));
}

export function hasYarnPath(repository: Repository): boolean {
  const yarnrc = yarnrcOf(repository, "");
  return typeof yarnrc === "object" && yarnrc.yarnPath !== undefined;
}
