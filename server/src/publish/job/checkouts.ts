import { checksOut } from "../../data/actions/questions.ts";
import type { Roots } from "../../repository/command/command.ts";
import { applyDots } from "../../repository/paths.ts";
import type { Repository } from "../../repository/repository.ts";
import type { Scope } from "../../repository/workflow/scope.ts";
import { actionName, type Job } from "../../repository/workflow/workflow.ts";
import { isThis } from "../../repository/settings/identity.ts";

/**
 * Where in the job's workspace this repository's own files are: usually at its root; with `path:` below a folder;
 * where `repository` is given, one that names it is its own; where checkouts can't be read, or another repository lies in the way, nowhere that is known.
 */
export function rootsOf(job: Job, scope: Scope, repository?: Repository): Roots {
  const checkouts = job.steps.filter((step) => step.uses !== undefined && checksOut(actionName(step.uses)));
  const places = checkouts.map((step) => {
    const path = scope.text(step.with.texts.get("path")?.value ?? "");
    const name = step.with.texts.get("repository")?.value ?? "";
    const own =
      name === "" ||
      /^\$\{\{\s*github\.repository\s*\}\}$/.test(name) ||
      (repository !== undefined && isThis(repository, name));
    return { path: path === undefined ? undefined : applyDots(path), own };
  });
  if (places.length === 0) return (directory) => directory;
  return (directory) => {
    if (directory === undefined || places.some((place) => place.path === undefined)) return undefined;
    const holding = places
      .filter(({ path }) => path === "" || directory === path || directory.startsWith(`${path ?? ""}/`))
      .toSorted((a, b) => (b.path?.length ?? 0) - (a.path?.length ?? 0))[0];
    if (holding?.path === undefined || !holding.own) return undefined;
    return applyDots(directory.slice(holding.path.length).replace(/^\//, ""));
  };
}
