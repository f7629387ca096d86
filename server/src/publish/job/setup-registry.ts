import { placeholder } from "../../data/setup-node.ts";
import type { Scope } from "../../repository/workflow/scope.ts";
import { actionMajor, type Step } from "../../repository/workflow/workflow.ts";
import { ownMachine } from "./own-machine.ts";
import { doubt, type Certainty, type Machine } from "./state.ts";

/** What `registry-url` of a setup-node step leaves behind. */
export function passRegistry(machine: Machine, step: Step, scope: Scope, certainty: Certainty): void {
  const url = step.with.texts.get("registry-url");
  if (url === undefined) {
    if (step.with.complete) return;
    for (const about of ["registry", "credentials"] as const)
      doubt(machine, about, step.span, "inputs that can't be read");
    return;
  }
  const value = scope.text(url.value);
  if (value === "") return;
  if (certainty === "may run") {
    doubt(machine, "registry", url.span, "a registry set behind a condition");
    doubt(machine, "credentials", url.span, "a token file written behind a condition");
    return;
  }
  const major = step.uses === undefined ? undefined : actionMajor(step.uses);
  const owner = step.with.texts.get("scope");
  machine.registries.push({
    url,
    value,
    scope: owner === undefined ? undefined : scope.text(owner.value),
    step,
  });
  // setup-node hands the variable on to later steps: its placeholder where it has no value, before v2 in any case (facts on setup-node, 1.2).
  const token = scope.variable("NODE_AUTH_TOKEN");
  const own = token.kind === "unset" ? ownMachine(scope) : undefined;
  const lacking = own === undefined && (token.kind === "unset" || (token.kind === "text" && token.value === ""));
  if (major !== undefined && (major < 2 || (lacking && major < 7)))
    machine.exported.set("NODE_AUTH_TOKEN", { kind: "text", value: placeholder, span: url.span });
  else if (!lacking) machine.exported.set("NODE_AUTH_TOKEN", own === undefined ? token : { kind: "unknown", ...own });
}
