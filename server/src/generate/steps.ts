import { actionsUsed, pinnedActions, type PinnedAction } from "../data/pinned-actions.ts";

/** Parts of workflows, as lines of YAML without a first indentation. */

export const runsOn = "runs-on: ubuntu-latest";

/** The first line of a step: an action at the commit of its newest release, or as `pinned` says. */
export function usesLine(used: keyof typeof actionsUsed, pinned?: PinnedAction): string {
  const name = actionsUsed[used];
  const found = pinned ?? pinnedActions.find((action) => action.name === name);
  return `- uses: ${name}@${found?.commit ?? ""} # ${found?.version ?? ""}`;
}

/** A job by its id, its keys but the steps, and its steps. */
export function job(id: string, head: readonly string[], steps: readonly string[]): readonly string[] {
  return [`${id}:`, ...indented(2, [...head, "steps:", ...indented(2, steps)])];
}

/** A checkout that leaves no credentials, with further inputs. */
export function checkout(inputs: readonly string[]): readonly string[] {
  return [usesLine("checkout"), "  with:", ...indented(4, [...inputs, "persist-credentials: false"])];
}

/** A step that runs some lines of bash. */
export function script(name: string, lines: readonly string[]): readonly string[] {
  return [`- name: ${name}`, "  run: |", ...indented(4, lines)];
}

export function indented(spaces: number, lines: readonly string[]): readonly string[] {
  return lines.map((line) => " ".repeat(spaces) + line);
}
