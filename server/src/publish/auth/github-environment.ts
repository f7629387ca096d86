import type { Scope } from "../../repository/workflow/scope.ts";
import type { Job } from "../../repository/workflow/workflow.ts";
import { known, unknown, type Fact } from "../fact.ts";

/** The GitHub environment that a leg of a job runs in; `""` for none. Unknown where an expression depends on the run. */
export function environmentOf(job: Job, scope: Scope): Fact<string> {
  const { environment, id } = job;
  if (environment === undefined) return known("", id.span);
  if (environment === "unreadable") return unknown({ kind: "unreadable", what: "environment", span: id.span });
  // GitHub has no `env` there.
  const name = /\$\{\{.{0,500}(?<![.\w-])env\b/.test(environment.value) ? undefined : scope.text(environment.value);
  return name === undefined
    ? unknown({ kind: "not-constant", what: "environment", span: environment.span })
    : known(name, environment.span);
}
