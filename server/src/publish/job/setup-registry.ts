import { placeholder } from "../../data/setup-node.ts";
import { unknownFor, type Scope } from "../../repository/workflow/scope.ts";
import { actionMajor, type Step } from "../../repository/workflow/workflow.ts";
import { ownMachine } from "./own-machine.ts";
import { markUnknown, type Certainty, type JobState } from "./state.ts";

/** What `registry-url` of a setup-node step leaves. */
export function passRegistry(machine: JobState, step: Step, scope: Scope, certainty: Certainty): void {
  const url = step.with.texts.get("registry-url");
  if (url === undefined) {
    if (step.with.complete) return;
    for (const about of ["registry", "credentials"] as const)
      markUnknown(machine, about, { kind: "unreadable", what: "inputs", span: step.span });
    return;
  }
  const value = scope.text(url.value);
  if (value === "") return;
  if (certainty === "may run") {
    // A setup that is tried again changes nothing.
    const last = machine.registries.at(-1);
    const written = machine.npmrcs.some(
      ({ file, after }) => file === "userconfig" && after === machine.registries.length,
    );
    if (value !== undefined && last?.value === value && sameScope(last.step, step) && !written) return;
    markUnknown(machine, "registry", { kind: "conditional-setting", what: "registry", span: url.span });
    markUnknown(machine, "credentials", { kind: "conditional-setting", what: "token file", span: url.span });
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
  // setup-node hands the variable on to later steps: its placeholder where it has no value, before v2 in any case
  // (docs/facts/github.md#setup-node-and-registry-url).
  const token = scope.variable("NODE_AUTH_TOKEN");
  const own = token.kind === "unset" ? ownMachine(scope) : undefined;
  const lacking = own === undefined && (token.kind === "unset" || (token.kind === "text" && token.value === ""));
  if (major !== undefined && (major < 2 || (lacking && major < 7)))
    machine.exported.set("NODE_AUTH_TOKEN", { kind: "text", value: placeholder, span: url.span });
  else if (!lacking) machine.exported.set("NODE_AUTH_TOKEN", own === undefined ? token : unknownFor(own));
}

function sameScope(one: Step, other: Step): boolean {
  return one.with.texts.get("scope")?.value === other.with.texts.get("scope")?.value;
}
