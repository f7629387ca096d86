import { replaceValue, setValue } from "../edit/edit.ts";
import { columnOf, endOf, lastLineEnd } from "../edit/place.ts";
import { startedWorkflow } from "../publish/auth/call-path.ts";
import { certain } from "../publish/fact.ts";
import { sortedPublishes } from "../publish/find/sorted.ts";
import type { Publish } from "../publish/publish.ts";
import type { Repository } from "../repository/repository.ts";
import { applyEdits, lineEnding, lineStart, textOf, type Edit } from "../text.ts";
import { preflightJob } from "./preflight-job.ts";
import type { FileChange } from "./publishers.ts";
import { indented } from "./steps.ts";
import { tooOldClients } from "./too-old.ts";

/** The workflow with a preflight in it, and what the files can't settle, as sentences. */
export interface PreflightInsertion {
  readonly files: readonly FileChange[];
  readonly notes: readonly string[];
}

type Block = Publish["workflow"]["block"];
type Entry = Block["entries"][number];

/**
 * The workflow at `path` with an input `preflight` of `workflow_dispatch`, a job that runs then, and every other job skipped then;
 * or why that can't be written cleanly, as a sentence.
 */
export function insertPreflight(
  repository: Repository,
  path: string,
): PreflightInsertion | { readonly problem: string } {
  const own = sortedPublishes(repository).publishes.filter((publish) => startedWorkflow(publish).file.path === path);
  const [first] = own;
  if (first === undefined) return { problem: `${path} starts no publish to npm that is understood.` };
  const workflow = startedWorkflow(first);
  const { file, block, jobs } = workflow;
  const packages = packagesOf(own);
  if (packages.length === 0) return { problem: `The packages that ${path} publishes aren't known.` };
  if (jobs.some(({ id }) => id.value === "preflight")) return { problem: `${path} has a job "preflight" already.` };
  const [environment, ...others] = [...new Set(own.map((publish) => certain(publish.environment)))];
  if (others.length > 0 || environment === undefined)
    return { problem: `The jobs of ${path} publish from several environments: each needs a preflight of its own.` };
  const edits = [
    dispatchEdits(block),
    ...jobs.map(({ block: job }) => skipEdits(job)),
    jobEdits(block, preflightJob(packages, environment === "" ? undefined : environment, tooOldClients(own))),
  ];
  const all = edits.flatMap((each) => each ?? []);
  const text = edits.includes(undefined) ? undefined : applyEdits(file.text, all);
  if (text === undefined) return { problem: `${path} is written in a way that can't be extended cleanly.` };
  return { files: [{ path, before: file, text }], notes: notesOf(environment) };
}

function packagesOf(publishes: readonly Publish[]): readonly string[] {
  const names = publishes.flatMap(({ packages }) =>
    (certain(packages) ?? []).flatMap(({ manifest }) => (manifest.private ? [] : (manifest.name?.value ?? []))),
  );
  return [...new Set(names)];
}

function notesOf(environment: string): readonly string[] {
  return [
    "Start it before a release: *Actions*, this workflow, *Run workflow*, with `preflight` ticked. It publishes nothing.",
    "Accepted means that npm knows this workflow, not that the publish will succeed. Nine public reports of such an exchange before a publish were fine, one was not.",
    ...(environment === ""
      ? []
      : [
          `The environment "${environment}" asks its reviewers once more, and refuses the run if its rules let only tags deploy: then choose a tag in *Run workflow*.`,
        ]),
  ];
}

const input = [
  "preflight:",
  "  description: Ask npm whether it knows this workflow, and publish nothing",
  "  type: boolean",
];
const inputs = ["inputs:", ...indented(2, input)];

/** Lets a person start the workflow with the input. */
function dispatchEdits(workflow: Block): readonly Edit[] | undefined {
  const on = entryNamed(workflow, "on");
  if (on?.value?.kind !== "mapping") return on === undefined ? undefined : fromList(workflow, on);
  const dispatch = entryNamed(on.value, "workflow_dispatch");
  if (dispatch === undefined) return linesFirst(on.value, ["workflow_dispatch:", ...indented(2, inputs)]);
  if (dispatch.value?.kind !== "mapping") return below(dispatch, inputs);
  const own = entryNamed(dispatch.value, "inputs");
  if (own === undefined) return linesFirst(dispatch.value, inputs);
  if (own.value?.kind !== "mapping") return below(own, input);
  return entryNamed(own.value, "preflight") === undefined ? linesFirst(own.value, input) : [];
}

/** `on: push`, or a list in one line, as a mapping. */
function fromList(workflow: Block, { key, value }: Entry): readonly Edit[] | undefined {
  const written = value === undefined ? "" : textOf(value.span);
  const events = written.match(/[a-z_]+/g) ?? [];
  const { file } = workflow.span;
  if (value === undefined || !/^(?:[a-z_]+|\[[a-z_, ]+\])$/.test(written)) return undefined;
  if (/\S/.test(file.text.slice(value.span.end).split("\n", 1)[0] ?? "")) return undefined;
  const others = events.filter((event) => event !== "workflow_dispatch").map((event) => `${event}:`);
  const lines = [...others, "workflow_dispatch:", ...indented(2, inputs)];
  const colon = file.text.indexOf(":", key.span.end - 1);
  const eol = lineEnding(file.text);
  return [{ span: { file, start: colon + 1, end: value.span.end }, text: eol + indented(2, lines).join(eol) }];
}

/** Skips a job in a preflight. */
function skipEdits(job: Block): readonly Edit[] | undefined {
  const condition = entryNamed(job, "if");
  if (condition === undefined) return linesFirst(job, ["if: ${{ !inputs.preflight }}"]);
  const { value } = condition;
  if (value?.kind !== "scalar") return undefined;
  const old = textOf(value.span)
    .trim()
    .replace(/^(["'])(.*)\1$/, "$2");
  const bare = /^\$\{\{((?:(?!\$\{\{|\}\}).)*)\}\}$/.exec(old)?.[1]?.trim() ?? old;
  if (bare.includes("${{") || bare === "") return undefined;
  const edits = setValue(value, `\${{ !inputs.preflight && (${bare}) }}`);
  return edits ?? replaceValue(job, condition, `\${{ !inputs.preflight && (${bare}) }}`);
}

/** Puts the job below the others. */
function jobEdits(workflow: Block, lines: readonly string[]): readonly Edit[] | undefined {
  const jobs = entryNamed(workflow, "jobs")?.value;
  const last = jobs?.kind === "mapping" && !jobs.flow ? jobs.entries.at(-1) : undefined;
  const { file } = workflow.span;
  const column = last && columnOf(file.text, last.key.span.start);
  if (last === undefined || column === undefined) return undefined;
  const end = lastLineEnd(file.text, last.key.span.start, endOf(last), column);
  if (end === undefined) return undefined;
  const eol = lineEnding(file.text);
  return [{ span: { file, start: end, end }, text: eol + eol + indented(column, lines).join(eol) }];
}

/** Puts lines above the first entry of a block. */
function linesFirst(mapping: Block, lines: readonly string[]): readonly Edit[] | undefined {
  const [first] = mapping.entries;
  const { file } = mapping.span;
  const column =
    first === undefined || mapping.flow || mapping.aliased ? undefined : columnOf(file.text, first.key.span.start);
  if (first === undefined || column === undefined) return undefined;
  const start = lineStart(file.text, first.key.span.start);
  if (file.text.slice(start, first.key.span.start).trim() !== "") return undefined;
  const eol = lineEnding(file.text);
  return [
    {
      span: { file, start, end: start },
      text: indented(column, lines)
        .map((line) => line + eol)
        .join(""),
    },
  ];
}

/** Puts a block after a key that has no value. */
function below({ key, value }: Entry, lines: readonly string[]): readonly Edit[] | undefined {
  const { file } = key.span;
  const column = columnOf(file.text, key.span.start);
  const isEmpty = value === undefined || (value.kind === "scalar" && /^(?:|~|null)$/.test(textOf(value.span)));
  const rest = file.text.slice(key.span.end).split(/\r?\n/, 1)[0] ?? "";
  if (!isEmpty || column === undefined || !/^:\s*$/.test(rest)) return undefined;
  const end = key.span.end + rest.length;
  const eol = lineEnding(file.text);
  return [{ span: { file, start: end, end }, text: eol + indented(column + 2, lines).join(eol) }];
}

function entryNamed(mapping: Block, name: string): Entry | undefined {
  return mapping.entries.find(({ key }) => key.value === name);
}
