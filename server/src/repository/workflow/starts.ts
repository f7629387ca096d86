import { textThatBegins, type Lookup, type Value } from "../../syntax/expression.ts";
import { entryOf, valueOf, type Node } from "../../syntax/tree.ts";
import { memo } from "../../text.ts";
import { readableText, textsOf } from "../value.ts";
import type { Scope } from "./scope.ts";
import type { Job, Workflow } from "./workflow.ts";

/** A kind of run that a trigger starts. */
export interface Start {
  readonly event: string;
  /** The activity, where it can only be one. */
  readonly action: string | undefined;
  /** The ref, as `refs/heads/main`, or how it begins, as `refs/tags/v`; undefined where it may be any, or none. */
  readonly ref: string | undefined;
  /** Whether that is all of the ref. */
  readonly complete: boolean;
  /** The filter that lets it through, as written. */
  readonly pattern: string | undefined;
}

/**
 * The kinds of runs that an event starts, by the filters below it in `on` (docs/facts/github.md#events). A filter that excludes
 * is passed over.
 */
export function startsOf(workflow: Workflow, event: string): readonly Start[] {
  const known = startsByEvent(workflow);
  const starts = known.get(event) ?? readStarts(workflow, event);
  known.set(event, starts);
  return starts;
}

const startsByEvent = memo((_workflow: Workflow) => new Map<string, readonly Start[]>());

function readStarts({ block }: Workflow, event: string): readonly Start[] {
  const written = valueOf(valueOf(block, "on"), event);
  const [action, ...others] = textsOf(valueOf(written, "types")) ?? [];
  const known = others.length === 0 ? action?.value : undefined;
  return refsOf(event, written).map((ref) => ({ event, action: known, ...ref }));
}

function refsOf(event: string, written: Node | undefined): readonly Omit<Start, "event" | "action">[] {
  const open = (...refs: readonly (string | undefined)[]): ReturnType<typeof refsOf> =>
    refs.map((ref) => ({ ref, complete: false, pattern: undefined }));
  if (event === "push") {
    const has = (kind: string): boolean => [kind, `${kind}-ignore`].some((key) => entryOf(written, key) !== undefined);
    // Filters for one kind of refs alone leave the other out.
    return [
      ...(has("branches") || !has("tags") ? patternsAt(written, "branches", "refs/heads/") : []),
      ...(has("tags") || !has("branches") ? patternsAt(written, "tags", "refs/tags/") : []),
    ];
  }
  if (event === "release") return open("refs/tags/");
  if (event === "workflow_dispatch" || event === "create") return open("refs/heads/", "refs/tags/");
  if (/^pull_request(?:_review|_review_comment)?$/.test(event)) return open("refs/pull/", "refs/heads/");
  return /^(?:schedule|workflow_run|repository_dispatch|issues|issue_comment|pull_request_target|merge_group)$/.test(
    event,
  )
    ? open("refs/heads/")
    : open(undefined);
}

function patternsAt(written: Node | undefined, key: string, kind: string): ReturnType<typeof refsOf> {
  const patterns = (textsOf(valueOf(written, key)) ?? []).filter(({ value }) => !value.startsWith("!"));
  if (patterns.length === 0) return [{ ref: kind, complete: false, pattern: undefined }];
  return patterns.map(({ value }) => {
    // `?` takes what comes before it for optional, `+` for once or more.
    const fixed = /^(?:[^*?+[\]!\\](?!\?))*/.exec(value)?.[0] ?? "";
    return { ref: kind + fixed, complete: fixed === value, pattern: value };
  });
}

/** What the contexts `github` and `inputs` hold in such a run of the workflow that GitHub starts. */
export const contextOf = memo(({ event, action, ref, complete }: Start): Lookup => {
  const kind = /^refs\/(head|tag)s\//.exec(ref ?? "");
  const part = (text: string): ReturnType<Lookup> => (complete ? text : textThatBegins(text));
  return ([context, name, ...rest]) => {
    if (context === "inputs") return event === "workflow_dispatch" ? undefined : null;
    if (context !== "github") return undefined;
    switch (name) {
      case "event_name":
        return event;
      case "ref":
        return ref === undefined ? undefined : part(ref);
      case "ref_name":
        return kind === null || ref === undefined ? undefined : part(ref.slice(kind[0].length));
      case "ref_type":
        return ref === undefined ? undefined : kind?.[1] === "tag" ? "tag" : "branch";
      case "head_ref":
      case "base_ref":
        return event.startsWith("pull_request") ? undefined : "";
      case "event":
        return rest[0] === "action" && rest.length === 1 ? action : payload(rest[0] ?? "", event);
      default:
        return undefined;
    }
  };
});

/** The parts of an event that only some have: elsewhere null. */
function payload(name: string, event: string): null | undefined {
  const owner = owners.find(([part]) => part === name)?.[1];
  return owner === undefined || event.startsWith(owner) ? undefined : null;
}

const owners: readonly (readonly [part: string, event: string])[] = [
  ["client_payload", "repository_dispatch"],
  ["head_commit", "push"],
  ["inputs", "workflow_dispatch"],
  ["pull_request", "pull_request"],
  ["release", "release"],
  ["workflow_run", "workflow_run"],
];

/** The same in a called workflow: its inputs are what the caller gives, in every leg alike, else the defaults that it declares. */
export function calledContext(run: Lookup, callee: Workflow, { with: given }: Job, scopes: readonly Scope[]): Lookup {
  const declared = valueOf(valueOf(valueOf(callee.block, "on"), "workflow_call"), "inputs");
  return (path) => {
    const [context, name = "", ...rest] = path;
    if (context !== "inputs") return run(path);
    const input = valueOf(declared, name);
    if (rest.length > 0 || !given.complete) return undefined;
    if (!given.texts.has(name)) return typed(input, readableText(input, "default")?.value ?? "");
    const text = given.texts.get(name)?.value ?? "";
    const [value, ...others] = new Set(scopes.map((scope) => scope.text(text, run)));
    return value === undefined || others.length > 0 ? undefined : typed(input, value);
  };
}

function typed(input: Node | undefined, text: string): Value | undefined {
  if (input === undefined || text.includes("${{")) return undefined;
  const type = readableText(input, "type")?.value;
  return type === "boolean" ? text === "true" : type === "string" ? text : undefined;
}
