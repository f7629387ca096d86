import { monorepoPackages } from "../../repository/package/monorepo.ts";
import { fileName } from "../../repository/paths.ts";
import { declaredPackages } from "../../repository/settings/publishers.ts";
import { startedWorkflow } from "../auth/call-path.ts";
import { environmentFit } from "../declared.ts";
import { certain, doubted, known, type Fact } from "../fact.ts";
import { asCommitted, type Published } from "../tool/published.ts";
import type { Call } from "../tool/tool.ts";

/**
 * Where a publish names a tarball that can't be told, such as each of those that another job packed: the packages of this repository
 * for which the record names this workflow and environment, most likely. Undefined where it names none, or one that isn't here.
 */
export function recordedPackages(
  { repository, workflow, callPath, command }: Pick<Call, "repository" | "workflow" | "callPath" | "command">,
  environment: Fact<string>,
  packages: Fact<readonly Published[]>,
): Fact<readonly Published[]> | undefined {
  if (!("unknown" in packages)) return undefined;
  const reason = packages.unknown;
  if (reason.kind !== "packages" || reason.which !== "package") return undefined;
  const file = fileName(startedWorkflow({ workflow, callPath }).file.path);
  const names = declaredPackages(repository)
    .filter(({ publishers }) =>
      publishers.some(
        (each) =>
          typeof each.file === "object" &&
          each.file.value === file &&
          environmentFit(each, certain(environment)) === "yes",
      ),
    )
    .map(({ name }) => name.value);
  const all = monorepoPackages(repository, "") ?? [];
  const found = names.map((name) => all.find((each) => each.name?.value === name));
  const here = found.filter((each) => each !== undefined);
  if (here.length === 0 || here.length < found.length) return undefined;
  return doubted(known(here.map(asCommitted), command.span), { grade: "likely", reason });
}
