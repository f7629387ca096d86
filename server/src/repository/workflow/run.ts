import { valueOf } from "../../syntax/tree.ts";
import { readableText, textsOf } from "../value.ts";
import { contextOf } from "./starts.ts";
import type { Workflow } from "./workflow.ts";

/** A run of a workflow, or a kind of runs by one of them that stands for all. */
export interface Run {
  readonly event: string;
  /** As GitHub sets it: `refs/tags/v1.0.0`. */
  readonly ref: string;
  /** The ref as it is shown, with `<…>` for what differs from run to run. */
  readonly shown: string;
  /** The ref of another run of the kind: what comes out otherwise for it depends on the run. */
  readonly twin?: string;
  /** The activity, as `types` names it. */
  readonly action?: string;
  /** The branch of a pull request is in a fork. */
  readonly fork?: boolean;
  /** The pull request was closed by a merge. */
  readonly merged?: boolean;
  /** The number of the pull request, and the branch that it is for. */
  readonly number?: string;
  readonly base?: string;
  /** The inputs of a dispatch; those that aren't named aren't known. */
  readonly inputs?: ReadonlyMap<string, string>;
  /** Whether the branch has a protection rule; undefined where that isn't known. */
  readonly isProtected?: boolean;
}

type Lookup = ReturnType<typeof contextOf>;

/** What the contexts `github` and `inputs` hold in such a run, in the workflow that GitHub starts. `name` is `owner/name`. */
export function contextOfRun(run: Run, workflow: Workflow, name: string | undefined, defaultBranch: string): Lookup {
  const { event, ref, action } = run;
  const known = contextOf({ event, action, ref, complete: true, pattern: undefined });
  const values = new Map<string, string | boolean>(
    Object.entries({
      "github.ref_name": ref.replace(/^refs\/(?:heads|tags|pull)\//, ""),
      "github.event.repository.default_branch": defaultBranch,
      ...(name === undefined ? {} : { "github.repository": name, "github.repository_owner": name.replace(/\/.*/, "") }),
      ...(event === "release" ? { "github.event.release.tag_name": ref.replace(/^refs\/tags\//, "") } : {}),
      ...(event.startsWith("pull_request") ? pullRequest(run, name) : {}),
    }),
  );
  return (path) => {
    const value = values.get(path.join("."));
    if (value !== undefined) return value;
    const [context = "", first = "", second = "", input = ""] = path;
    if (event === "workflow_dispatch" && context === "inputs" && path.length === 2)
      return inputOf(run, workflow, first);
    if (event === "workflow_dispatch" && context === "github" && first === "event" && second === "inputs")
      return path.length === 4 ? run.inputs?.get(input) : undefined;
    return known(path);
  };
}

function pullRequest(
  { fork, merged, base, number }: Run,
  name: string | undefined,
): Readonly<Record<string, string | boolean>> {
  const part = "github.event.pull_request";
  return {
    ...(merged === undefined ? {} : { [`${part}.merged`]: merged }),
    ...(fork === undefined ? {} : { [`${part}.head.repo.fork`]: fork }),
    ...(fork === false && name !== undefined ? { [`${part}.head.repo.full_name`]: name } : {}),
    ...(base === undefined ? {} : { [`${part}.base.ref`]: base, "github.base_ref": base }),
    ...(number === undefined ? {} : { [`${part}.number`]: number, "github.event.number": number }),
  };
}

function inputOf({ inputs }: Run, workflow: Workflow, name: string): string | boolean | undefined {
  const given = inputs?.get(name);
  return dispatchInputs(workflow).find((each) => each.name === name)?.type === "boolean" && given !== undefined
    ? given === "true"
    : given;
}

/** An input that a person gives who starts a workflow by hand. */
interface DispatchInput {
  readonly name: string;
  readonly type: string;
  /** All that it may be; undefined where it may be anything. */
  readonly values: readonly string[] | undefined;
}

/** The inputs of `workflow_dispatch`, in order. */
export function dispatchInputs({ block }: Workflow): readonly DispatchInput[] {
  const inputs = valueOf(valueOf(valueOf(block, "on"), "workflow_dispatch"), "inputs");
  if (inputs?.kind !== "mapping") return [];
  return inputs.entries.map(({ key, value }) => {
    const type = readableText(value, "type")?.value ?? "string";
    const options = type === "choice" ? textsOf(valueOf(value, "options"))?.map((text) => text.value) : undefined;
    return { name: key.value, type, values: type === "boolean" ? ["false", "true"] : options };
  });
}

/** The activities of an event that start a workflow; undefined where none are written, or they can't be read. */
export function typesOf({ block }: Workflow, event: string): readonly string[] | undefined {
  const types = valueOf(valueOf(valueOf(block, "on"), event), "types");
  return types === undefined ? undefined : textsOf(types)?.map(({ value }) => value);
}
