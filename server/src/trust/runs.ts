import { filterPattern, findRef, type RefPattern } from "../glob/ref-pattern.ts";
import { startedWorkflow } from "../publish/auth/call-path.ts";
import type { JobPlace } from "../publish/triggers.ts";
import { everyRef, refFiltersOf, type RefFilter } from "../repository/workflow/ref-filters.ts";
import { dispatchInputs, typesOf, type Run } from "../repository/workflow/run.ts";
import { isFor, rulesOf, type DeploymentRule } from "./deployment.ts";
import type { Surroundings } from "./surroundings.ts";

/** The events that `claims --all` shows, in their order. */
export const shownEvents = [
  "push",
  "release",
  "workflow_dispatch",
  "schedule",
  "workflow_run",
  "pull_request",
  "pull_request_target",
  "merge_group",
  "repository_dispatch",
  "issue_comment",
] as const;

/** The most kinds of runs that are listed separately. */
const mostRuns = 24;

/**
 * The kinds of runs that an event starts: one for each name that a filter, an environment's rule or a condition on the way to the job
 * singles out, and one for all others, divided where the rules of environments divide them.
 */
export function runsOf(place: JobPlace, event: string, surroundings: Surroundings): readonly Run[] {
  const workflow = startedWorkflow(place);
  const { defaultBranch } = surroundings;
  // An event that isn't in `on` has no filters either.
  const { branches, tags } = refFiltersOf(workflow, event);
  const of = (kind: Kind, filter: RefFilter | undefined): readonly Run[] =>
    filter === undefined ? [] : namesIn(kind, filter, place, surroundings).map((name) => ({ event, ...name }));
  const onDefault: Run = { event, ref: `refs/heads/${defaultBranch}`, shown: `refs/heads/${defaultBranch}` };
  const types = typesOf(workflow, event);
  const [action] = types?.length === 1 ? types : [];
  const acted = <T extends Run>(run: T): T => (action === undefined ? run : { ...run, action });
  switch (event) {
    case "push":
      return [...of("heads", branches), ...of("tags", tags)].slice(0, mostRuns);
    case "release":
      return of("tags", everyRef).map(acted);
    case "workflow_dispatch":
      return [...of("heads", everyRef), ...of("tags", everyRef)]
        .flatMap((run) => withInputs(run, place))
        .slice(0, mostRuns);
    case "create":
    case "delete":
      return [...of("heads", everyRef), ...of("tags", everyRef)];
    case "pull_request":
    case "pull_request_review":
    case "pull_request_review_comment":
      return pullRequests(event, branches ?? everyRef, types, defaultBranch).map(acted);
    case "pull_request_target":
      return [acted({ ...onDefault, base: baseOf(branches ?? everyRef, defaultBranch) })];
    case "merge_group":
      return [queueRun(baseOf(branches ?? everyRef, defaultBranch))];
    case "deployment":
    case "deployment_status":
    case "registry_package":
    case "status":
      return [{ event, ref: "", shown: "<ref>" }];
    default:
      return [acted(onDefault)];
  }
}

type Kind = "heads" | "tags";
type Name = Pick<Run, "ref" | "shown" | "twin">;

function queueRun(base: string): Run {
  const ref = (number: string, sha: string): string => `refs/heads/gh-readonly-queue/${base}/pr-${number}-${sha}`;
  return {
    event: "merge_group",
    ref: ref("7", "0".repeat(40)),
    twin: ref("8", "1".repeat(40)),
    shown: ref("<number>", "<sha>"),
    base,
  };
}

/** The branch of a pull request: the default branch where the filters let that in. */
function baseOf(filter: RefFilter, defaultBranch: string): string {
  if (filter.takes(defaultBranch)) return defaultBranch;
  const literal = filter.patterns.find((pattern) => isLiteral(pattern) && filter.takes(pattern));
  return literal ?? findRef(filter.all, filter.lets) ?? defaultBranch;
}

function pullRequests(
  event: string,
  filter: RefFilter,
  types: readonly string[] | undefined,
  defaultBranch: string,
): readonly Run[] {
  const base = baseOf(filter, defaultBranch);
  const run: Run = {
    event,
    ref: "refs/pull/1/merge",
    twin: "refs/pull/2/merge",
    shown: "refs/pull/<number>/merge",
    base,
    number: "<number>",
  };
  const closes = event === "pull_request" && types?.includes("closed") === true;
  const opens = types === undefined || types.some((type) => type !== "closed");
  const merged = {
    ...run,
    ref: `refs/heads/${base}`,
    twin: `refs/heads/${base}`,
    shown: `refs/heads/${base}`,
    merged: true,
  };
  return [
    ...(opens
      ? [
          { ...run, fork: false, merged: false },
          { ...run, fork: true, merged: false },
        ]
      : []),
    ...(closes
      ? [
          { ...merged, action: "closed", fork: false },
          { ...merged, action: "closed", fork: true },
          ...(opens ? [] : [{ ...run, action: "closed", fork: false, merged: false }]),
        ]
      : []),
  ];
}

/** The run for each value of the inputs on which the job's environment depends. */
function withInputs(run: Run, place: JobPlace): readonly Run[] {
  const { job, callPath } = place;
  const texts = [job.environment, ...callPath.calls.flatMap((call) => [...call.job.with.texts.values()])];
  const named = texts.map((text) => (typeof text === "object" ? text.value : "")).join(" ");
  let runs: readonly Run[] = [run];
  for (const { name, values } of dispatchInputs(startedWorkflow(place))) {
    if (values === undefined || !new RegExp(`inputs\\s*(?:\\.|\\[\\s*')${name}\\b`).test(named)) continue;
    if (runs.length * values.length > 16) break;
    runs = runs.flatMap((each) =>
      values.map((value) => ({ ...each, inputs: new Map([...(each.inputs ?? []), [name, value]]) })),
    );
  }
  return runs;
}

/** Names of branches or tags that the filter lets in, each with how it is shown. */
function namesIn(kind: Kind, filter: RefFilter, place: JobPlace, surroundings: Surroundings): readonly Name[] {
  const rules = (surroundings.record?.environments ?? [])
    .flatMap((environment) => rulesOf(environment))
    .filter((rule) => isFor(rule, kind));
  const prefix = `refs/${kind}/`;
  const hinted = [
    ...filter.patterns.filter(isLiteral),
    ...(kind === "heads" && filter.patterns.length === 0 ? [surroundings.defaultBranch] : []),
    ...rules.flatMap(({ name }) => (isLiteral(name) ? name : [])),
    ...conditionsOf(place).flatMap((text) => namesInText(text, prefix)),
  ];
  const literals = [...new Set(hinted)].filter((name) => filter.takes(name)).slice(0, 8);
  return [
    ...literals.map((name) => ({ ref: prefix + name, shown: prefix + name })),
    ...openNames(prefix, filter, literals, rules),
  ];
}

function conditionsOf({ job, callPath }: JobPlace): readonly string[] {
  return [job.environment, job.if, ...callPath.calls.map((call) => call.job.if)].flatMap((text) =>
    typeof text === "object" ? text.value : [],
  );
}

/** Names that an expression compares with: `'refs/heads/main'`, or `'main'` where it asks for the ref's name. */
function namesInText(text: string, prefix: string): readonly string[] {
  return [...text.matchAll(/'([^']*)'/g)].flatMap(([, quoted = ""]) => {
    if (quoted.startsWith(prefix)) return isLiteral(quoted) ? quoted.slice(prefix.length) : [];
    return /\bref_name\b|\bdefault_branch\b/.test(text) && /^[\w./-]+$/.test(quoted) && !quoted.startsWith("refs/")
      ? quoted
      : [];
  });
}

/** What the filter lets in besides some names, by its patterns, and by whether the rules take it. */
function openNames(
  prefix: string,
  filter: RefFilter,
  literals: readonly string[],
  rules: readonly DeploymentRule[],
): readonly Name[] {
  const wide = rules.filter(({ name, pattern }) => pattern !== undefined && !isLiteral(name));
  const open = filter.patterns.length === 0 ? [undefined] : filter.patterns.filter((pattern) => !isLiteral(pattern));
  return open.slice(0, 6).flatMap((shape): readonly Name[] => {
    const own = shape === undefined ? undefined : filterPattern(shape);
    const asked = [...filter.all, ...(own === undefined ? [] : [own])];
    const inside = (names: readonly string[], taken: (answers: readonly boolean[]) => boolean): string | undefined =>
      besides([...asked, ...wide.flatMap(({ pattern }) => pattern ?? [])], names, (answers) => {
        const own = answers.slice(filter.all.length, asked.length);
        return (
          filter.lets(answers.slice(0, filter.all.length)) && !own.includes(false) && taken(answers.slice(asked.length))
        );
      });
    const kinds = [
      ...wide.map((_, index) => (answers: readonly boolean[]) => answers.indexOf(true) === index),
      (answers: readonly boolean[]) => !answers.includes(true),
    ];
    const found = kinds.flatMap((taken, index) => {
      const name = inside(literals, taken);
      const twin = name === undefined ? undefined : inside([...literals, name], taken);
      return name === undefined ? [] : [{ name, twin, rule: wide[index] }];
    });
    return found.map(({ name, twin, rule }) => ({
      ref: prefix + name,
      twin: prefix + (twin ?? name),
      shown:
        twin === undefined
          ? prefix + name
          : rule === undefined && found.length > 1
            ? // What no rule takes isn't to be taken for what one does.
              shownRef(prefix, shape).replaceAll("<…>", "<other>")
            : shownRef(prefix, found.length === 1 || rule === undefined ? shape : rule.name),
    }));
  });
}

/** A name for which patterns answer as wanted, and which is none of some others. */
function besides(
  patterns: readonly RefPattern[],
  others: readonly string[],
  wanted: (answers: readonly boolean[]) => boolean,
): string | undefined {
  const exact = others.flatMap((name) => filterPattern(name.replaceAll(/[*?+[\]!\\]/g, "\\$&")) ?? []);
  const found = findRef(
    [...patterns, ...exact],
    (answers) => wanted(answers.slice(0, patterns.length)) && !answers.slice(patterns.length).includes(true),
  );
  return found ?? undefined;
}

function isLiteral(pattern: string): boolean {
  return !/[*?+[\]!\\]/.test(pattern);
}

/** A pattern with `<…>` for its wildcards. */
function shownRef(prefix: string, pattern: string | undefined): string {
  const shown = (pattern ?? "**").replaceAll(/(?:\*+|\[[^\]]*\][?+]?|.[?+]|\?)+/g, "<…>");
  return prefix + (shown === "<…>" ? (prefix.endsWith("tags/") ? "<tag>" : "<branch>") : shown);
}
