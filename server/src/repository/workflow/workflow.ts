import { limits } from "../../limits.ts";
import { entryOf, valueOf, type Entry, type Mapping, type Node, type Sequence, type Fault } from "../../syntax/tree.ts";
import { parseYaml } from "../../syntax/yaml.ts";
import { memo, type Located, type SourceFile, type Span } from "../../text.ts";
import {
  lineOf,
  readableText,
  textAt,
  textMapAt,
  textOfNode,
  textsOf,
  type Text,
  type TextMap,
  type TextOr,
} from "../value.ts";
import { readMatrix, type Matrix } from "./matrix.ts";
import { readPermissions, type Permissions } from "./permissions.ts";

/** A file of `.github/workflows`, as it is written. */
export interface Workflow {
  readonly file: SourceFile;
  /** Why the file isn't valid YAML; empty where it is. */
  readonly faults: readonly Fault[];
  /** The events of `on`, with their places; undefined where they can't be read. */
  readonly triggers: readonly Located<string>[] | undefined;
  readonly permissions: Permissions | undefined;
  readonly env: TextMap;
  readonly defaults: RunDefaults;
  readonly jobs: readonly Job[];
  /** For `edit.ts`. */
  readonly block: Mapping;
  /** What is written at one place may stand for values elsewhere. */
  readonly anchored: boolean;
}

export interface RunDefaults {
  readonly shell: Text | undefined;
  readonly directory: TextOr;
}

export interface Job {
  readonly id: Located<string>;
  readonly if: TextOr;
  /** The ids of the jobs that it waits for; undefined where they can't be read. */
  readonly needs: readonly Text[] | undefined;
  readonly permissions: Permissions | undefined;
  readonly env: TextMap;
  readonly defaults: RunDefaults;
  /** The labels; undefined where they can't be read, empty where none are written. */
  readonly runsOn: readonly Text[] | undefined;
  /** The group from which its runner comes: then `runsOn` is undefined. */
  readonly runnerGroup: Text | undefined;
  readonly container: Container | undefined;
  /** The name of the GitHub environment, which may be an expression. */
  readonly environment: TextOr;
  readonly matrix: Matrix;
  readonly steps: readonly Step[];
  /** There are more than are read: then none is. */
  readonly tooManySteps: boolean;
  /** A reusable workflow that the job calls. */
  readonly uses: Text | undefined;
  readonly with: TextMap;
  readonly secrets: "inherit" | TextMap;
  /** For `edit.ts`. */
  readonly block: Mapping;
  readonly stepList: Sequence | undefined;
}

interface Container {
  readonly key: Span;
  readonly image: TextOr;
  /** Nothing is written but the image: no variables, no volumes. */
  readonly bare: boolean;
}

export interface Step {
  /** Its place in the job's `steps`. */
  readonly index: number;
  readonly if: TextOr;
  readonly uses: Text | undefined;
  readonly run: Text | undefined;
  readonly with: TextMap;
  readonly env: TextMap;
  readonly shell: Text | undefined;
  readonly directory: TextOr;
  readonly block: Mapping;
  /** The first line of the step's own text. */
  readonly span: Span;
  /** Of a step in a composite action of the repository: what calls that. */
  readonly caller: Caller | undefined;
}

/** A step that calls a composite action, and the action's inputs with their defaults, in lower case. */
export interface Caller {
  readonly step: Step;
  readonly inputs: ReadonlyMap<string, TextOr>;
}

/** The workflow in a file, or undefined where the file isn't one: not YAML, no mapping, no `jobs`. */
export const readWorkflow = memo((file: SourceFile): Workflow | undefined => {
  const { root, anchored, faults = [] } = parseYaml(file);
  const jobs = valueOf(root, "jobs");
  if (root?.kind !== "mapping" || jobs?.kind !== "mapping") return undefined;
  return {
    file,
    faults,
    triggers: readTriggers(valueOf(root, "on")),
    permissions: readPermissions(entryOf(root, "permissions")),
    env: textMapAt(root, "env"),
    defaults: readDefaults(root),
    jobs: jobs.entries.flatMap((entry) => (entry.value?.kind === "mapping" ? [readJob(entry.key, entry.value)] : [])),
    block: root,
    anchored,
  };
});

function readTriggers(on: Node | undefined): readonly Located<string>[] | undefined {
  if (on?.kind === "mapping") return on.entries.map((entry) => entry.key);
  return on === undefined ? undefined : textsOf(on);
}

function readDefaults(node: Node): RunDefaults {
  const run = valueOf(valueOf(node, "defaults"), "run");
  return { shell: readableText(run, "shell"), directory: textAt(run, "working-directory") };
}

function readJob(id: Located<string>, block: Mapping): Job {
  const runsOn = valueOf(block, "runs-on");
  // What machines a group has, no file says.
  const group = runsOn?.kind === "mapping" && entryOf(runsOn, "group") !== undefined;
  const runnerGroup = runsOn?.kind === "mapping" ? readableText(runsOn, "group") : undefined;
  const stepList = valueOf(block, "steps");
  const steps = stepList?.kind === "sequence" ? readSteps(stepList) : [];
  return {
    id,
    if: textAt(block, "if"),
    needs: textsOf(valueOf(block, "needs")),
    permissions: readPermissions(entryOf(block, "permissions")),
    env: textMapAt(block, "env"),
    defaults: readDefaults(block),
    runsOn: group ? undefined : textsOf(runsOn?.kind === "mapping" ? valueOf(runsOn, "labels") : runsOn),
    runnerGroup,
    container: readContainer(entryOf(block, "container")),
    environment: readEnvironment(block),
    matrix: readMatrix(valueOf(valueOf(block, "strategy"), "matrix")),
    steps: steps ?? [],
    tooManySteps: steps === undefined,
    uses: readableText(block, "uses"),
    with: textMapAt(block, "with"),
    secrets: readableText(block, "secrets")?.value === "inherit" ? "inherit" : textMapAt(block, "secrets"),
    block,
    stepList: stepList?.kind === "sequence" ? stepList : undefined,
  };
}

/** An image, or a mapping with one. */
function readContainer(entry: Entry | undefined): Container | undefined {
  if (entry === undefined) return undefined;
  const { key, value } = entry;
  if (value?.kind !== "mapping")
    return { key: key.span, image: (value && textOfNode(value)) ?? "unreadable", bare: true };
  return { key: key.span, image: textAt(value, "image") ?? "unreadable", bare: value.entries.length === 1 };
}

/** A name, or a mapping with one. */
function readEnvironment(block: Mapping): TextOr {
  const value = valueOf(block, "environment");
  return value?.kind === "mapping" ? (textAt(value, "name") ?? "unreadable") : textAt(block, "environment");
}

/** The steps of a job, or of a composite action, which stand at their caller's place in the job; undefined where there are too many. */
export function readSteps(list: Sequence, caller?: Caller): readonly Step[] | undefined {
  const steps: Step[] = [];
  let left: number = limits.steps;
  const read = (node: Node, index: number): void => {
    if (left < 0 || left-- <= 0 || node.kind !== "mapping") return;
    const parallel = valueOf(node, "parallel");
    if (parallel?.kind === "sequence") for (const item of parallel.items) read(item, index);
    else steps.push(readStep(node, caller?.step.index ?? index, caller));
  };
  list.items.forEach(read);
  return left < 0 ? undefined : steps;
}

function readStep(node: Mapping, index: number, caller: Caller | undefined): Step {
  const own = textAt(node, "if");
  return {
    index,
    if: caller?.step.if === undefined ? own : bothOf(caller.step.if, own),
    uses: readableText(node, "uses"),
    run: readableText(node, "run"),
    with: textMapAt(node, "with"),
    env: textMapAt(node, "env"),
    shell: readableText(node, "shell"),
    directory: textAt(node, "working-directory"),
    block: node,
    span: lineOf(node.span),
    caller,
  };
}

/** The condition of a step in a called action: as the caller's where that says the same inside of the action. */
function bothOf(outer: Text | "unreadable", own: TextOr): TextOr {
  return own === undefined && outer !== "unreadable" && !/\binputs\b/.test(outer.value) ? outer : "unreadable";
}

/** The `uses:` that lead to a step, outermost first: none for one of the job itself. */
export function callsTo({ caller }: Step): readonly Span[] {
  return caller === undefined ? [] : [...callsTo(caller.step), caller.step.uses?.span ?? caller.step.span];
}

/** The text of a `uses:` without its ref: `actions/setup-node` of `actions/setup-node@v6`. */
export function actionName(uses: Text): string {
  return uses.value.split("@", 1)[0] ?? "";
}

/** Whether a `uses:` names an action or workflow of the repository itself. */
export function isLocal(uses: string): boolean {
  return /^[.$]\//.test(uses);
}

/** The major version a `uses:` names. */
export function actionMajor(uses: Text): number | undefined {
  const version = actionVersion(uses);
  return version === undefined ? undefined : Number.parseInt(version, 10);
}

/** The version a `uses:` names by tag (`6` of `@v6`, `6.1.0` of `@v6.1.0`), or by the comment after a commit (`# v6.1.0`). */
export function actionVersion(uses: Text): string | undefined {
  const { file, end } = uses.node.span;
  const comment = /^[^\r\n]*/.exec(file.text.slice(end))?.[0] ?? "";
  const ref = uses.value.slice(uses.value.indexOf("@") + 1);
  const version = /^[0-9a-f]{40}$/.test(ref) ? /#\s*v?(\d+(?:\.\d+){0,2})\b/ : /^v?(\d{1,6}(?:\.\d{1,6}){0,2})(?=\.|$)/;
  return version.exec(/^[0-9a-f]{40}$/.test(ref) ? comment : ref)?.[1];
}
