import type { Reason } from "../../reason.ts";
import {
  evaluateIf,
  expressionsIn,
  interpolate,
  references,
  type Lookup,
  type Value,
} from "../../syntax/expression.ts";
import type { Node } from "../../syntax/tree.ts";
import type { Span } from "../../text.ts";
import { textOfNode, type Text, type TextMap, type TextOr } from "../value.ts";
import type { Leg } from "./matrix.ts";
import type { Job, Step, Workflow } from "./workflow.ts";

/** What is known of an environment variable at a place of a job. A secret has a value if it is set. */
export type Variable =
  | { readonly kind: "unset" }
  | { readonly kind: "text"; readonly value: string; readonly span: Span }
  | { readonly kind: "secret"; readonly name: string; readonly span: Span }
  | { readonly kind: "unknown"; readonly span: Span; readonly reason: Reason };

/** A variable whose value isn't known. */
export function unknownFor(reason: Reason): Variable {
  return { kind: "unknown", span: reason.span, reason };
}

/** What expressions and variables mean at a place of one leg of a job. */
export interface Scope {
  readonly workflow: Workflow;
  readonly job: Job;
  /** The text with its `${{ }}` evaluated; undefined where one of them isn't constant. `run` is what is known of the run. */
  text(text: string, run?: Lookup): string | undefined;
  /** Whether an `if:` lets the step or job run in a run that succeeds; undefined where that depends on more than `run`. */
  condition(condition: TextOr, run?: Lookup): boolean | undefined;
  variable(name: string): Variable;
  /** What a text stands for that holds `${{ }}`. */
  meaning(text: string, span: Span): Variable;
  /** The names of all variables that are set here. */
  variables(): readonly string[];
  /** The place that decides an expression's value: a matrix value or a variable's; undefined where it is the text itself. */
  decidedBy(text: Text): Span | undefined;
}

/** How the secrets of a called workflow were given: everything, by name, or its own (a top-level workflow). */
export type Secrets = "own" | "inherit" | ReadonlySet<string>;

/** `exported` are the variables that earlier steps passed on. */
export function scopeOf(
  workflow: Workflow,
  job: Job,
  leg: Pick<Leg, "get">,
  secrets: Secrets,
  step?: Step,
  exported: ReadonlyMap<string, Variable> = new Map(),
): Scope {
  // The nearest level wins; what a step exported comes before the workflow's and the job's own.
  // A step of a composite action has its own, and what its caller has.
  const outer = step?.caller && scopeOf(workflow, job, leg, secrets, step.caller.step, exported);
  const levels: readonly TextMap[] = [
    ...(step === undefined ? [] : [step.env]),
    ...(outer === undefined ? [job.env, workflow.env] : []),
  ];
  const variables = new Map<string, Variable>();
  const scope: Scope = {
    workflow,
    job,
    text: (text, run) => interpolate(text, withRun(run ?? onlyEvent)),
    condition(condition, run) {
      if (condition === undefined) return true;
      if (condition === "unreadable") return undefined;
      return evaluateIf(condition.value, withRun(run));
    },
    variable(name) {
      const before = variables.get(name);
      if (before !== undefined) return before;
      // A variable that leads back to itself has no value of its own.
      variables.set(name, unknownFor({ kind: "unreadable", what: "env", span: job.id.span }));
      const variable = variableNamed(name);
      variables.set(name, variable);
      return variable;
    },
    meaning(text, span) {
      const constant = interpolate(text, lookup);
      if (constant !== undefined) return { kind: "text", value: constant, span };
      const name = /^\$\{\{\s*env\.([\w-]+)\s*\}\}$/.exec(text.trim())?.[1];
      return name === undefined ? meant(text, span) : scope.variable(name);
    },
    variables: () => [
      ...new Set([
        ...levels.flatMap((level) => [...level.texts.keys()]),
        ...(outer === undefined ? exported.keys() : outer.variables()),
      ]),
    ],
    decidedBy(text) {
      const [expression, ...others] = expressionsIn(text.value);
      const [path] = expression === undefined || others.length > 0 ? [] : references(expression.source);
      if (path?.length !== 2) return undefined;
      const [context, name = ""] = path;
      if (context === "matrix") return nodeSpan(leg.get(name));
      const input = context === "inputs" ? inputNamed(name) : undefined;
      if (typeof input === "object") return outer?.decidedBy(input) ?? input.span;
      const variable = context === "env" ? scope.variable(name) : undefined;
      return variable?.kind === "text" ? variable.span : undefined;
    },
  };
  return scope;

  function variableNamed(name: string): Variable {
    for (const [index, level] of levels.entries()) {
      if (step !== undefined && index === 1 && exported.has(name)) break;
      if (level.texts.has(name)) return variableOf(level.texts.get(name), level, name);
      if (!level.complete) return unknownFor({ kind: "unreadable", what: "env", span: job.id.span });
    }
    return outer?.variable(name) ?? exported.get(name) ?? { kind: "unset" };
  }

  function withRun(run: Lookup | undefined): Lookup {
    return (path) => {
      const known = run?.(path);
      return known === undefined ? lookup(path) : known;
    };
  }

  /** With a single trigger, the event is known; a called workflow has that of its caller. */
  function onlyEvent([context, name]: readonly string[]): Value | undefined {
    const [only, ...others] = workflow.triggers ?? [];
    const isEvent = context === "github" && name === "event_name";
    return isEvent && others.length === 0 && only?.value !== "workflow_call" ? only?.value : undefined;
  }

  function lookup(path: readonly string[]): Value | undefined {
    const [context, name, ...rest] = path;
    if (name === undefined) return statusFunctions[context ?? ""];
    if (context === "matrix") return matrixValue(leg.get(name), job.matrix.complete, rest);
    if (context === "inputs" && outer !== undefined && rest.length === 0) {
      const input = inputNamed(name);
      return input === undefined ? "" : input === "unreadable" ? undefined : outer.text(input.value);
    }
    if (context === "env" && rest.length === 0) {
      const variable = scope.variable(name);
      if (variable.kind === "text") return variable.value;
      return variable.kind === "unset" && levels.every((level) => level.complete) ? null : undefined;
    }
    if (context === "secrets" && typeof secrets !== "string" && name !== "GITHUB_TOKEN" && !secrets.has(name))
      return "";
    return undefined;
  }

  function variableOf(text: Text | undefined, level: TextMap, name: string): Variable {
    const span = text?.span ?? level.entries.find((entry) => entry.key.value === name)?.key.span ?? job.id.span;
    const constant = text === undefined ? "" : interpolate(text.value, withoutVariable(name));
    if (constant !== undefined) return { kind: "text", value: constant, span };
    return meant(text?.value ?? "", span);
  }

  /** What an action's input stands for is what its caller gave; else a secret, or nothing that is known. */
  function meant(text: string, span: Span): Variable {
    const name = /^\s*\$\{\{\s*inputs\.([\w-]+)\s*\}\}\s*$/.exec(text)?.[1];
    const input = name === undefined ? undefined : inputNamed(name);
    return typeof input === "object" && outer !== undefined
      ? outer.meaning(input.value, input.span)
      : secretOf(text, secrets, span);
  }

  /** An input of the composite action: as the caller gives it, declared or not, or its default. */
  function inputNamed(name: string): TextOr {
    const { step: calling, inputs } = step?.caller ?? {};
    if (calling?.with.complete === false) return "unreadable";
    const given = [...(calling?.with.texts ?? [])].find(([key]) => key.toLowerCase() === name.toLowerCase());
    return given === undefined ? inputs?.get(name.toLowerCase()) : (given[1] ?? "unreadable");
  }

  /** A variable that names itself (`A: ${{ env.A }}`) means the outer level's. */
  function withoutVariable(name: string): Lookup {
    return (path) => (path[0] === "env" && (path[1] === name || path.length !== 2) ? undefined : lookup(path));
  }
}

/** `success()` and the like, in a run that succeeds. */
const statusFunctions: Readonly<Record<string, Value>> = {
  success: true,
  always: true,
  failure: false,
  cancelled: false,
};

function secretOf(text: string, secrets: Secrets, span: Span): Variable {
  const alternatives =
    /^\s*\$\{\{\s*((?:secrets\.[\w-]+|github\.token)(?:\s*\|\|\s*(?:secrets\.[\w-]+|github\.token))*)\s*\}\}\s*$/i.exec(
      text,
    )?.[1];
  if (alternatives === undefined) return unknownFor({ kind: "not-constant", what: "expression", span });
  if (secrets === "inherit") return unknownFor({ kind: "secret-value", handedOn: true, span });
  return { kind: "secret", name: alternatives, span };
}

function matrixValue(node: Node | undefined, complete: boolean, rest: readonly string[]): Value | undefined {
  if (node === undefined) return complete ? null : undefined;
  const [key, ...further] = rest;
  if (key !== undefined) {
    if (node.kind !== "mapping") return node.kind === "scalar" ? null : undefined;
    return matrixValue(node.entries.find((entry) => entry.key.value === key)?.value, true, further);
  }
  if (node.kind !== "scalar") return undefined;
  if (typeof node.value === "string" && node.value.includes("${{")) return undefined;
  // A number is a string by the time a step sees it, and equal to it in comparisons.
  return typeof node.value === "boolean" ? node.value : (textOfNode(node)?.value ?? null);
}

function nodeSpan(node: Node | undefined): Span | undefined {
  return node === undefined ? undefined : textOfNode(node)?.span;
}
