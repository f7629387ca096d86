import { insertItemAfter, setValue } from "../edit/edit.ts";
import type { NpmAt } from "../publish/job/npm.ts";
import type { Publish } from "../publish/publish.ts";
import { textOf, type Edit, type Located } from "../text.ts";
import { admits, npmFor, replaceNpm, usesCmd } from "./other-npm.ts";

/** A change of one file that brings an npm which can exchange. */
interface NewerNpm {
  readonly title: string;
  readonly edits: readonly Edit[];
}

/**
 * The ways to an npm that is new enough for a publish, the shortest first: another version where one is written,
 * Node 24, or an install. `publishes` are those of the repository. Empty where nothing can be written cleanly.
 */
export function newerNpm(
  publish: Publish,
  client: Located<NpmAt>,
  publishes: readonly Publish[],
  today: string,
): readonly NewerNpm[] {
  const { from, versions } = client.value;
  const range = rangeFor(publish, versions);
  if (!("origin" in from)) {
    const edits = editsOf(publish, client, range, today);
    return edits === undefined ? [] : [{ title: `Use \`${range}\``, edits }];
  }
  const changes: NewerNpm[] = [];
  if (from.origin.kind === "setup" && from.origin.literal) {
    const edits = setValue(from.origin.written.node, "24");
    if (edits !== undefined) changes.push({ title: "Use Node 24", edits });
  }
  const image = from.origin.kind === "image" ? from.origin.image : undefined;
  const newer = image && newerImage(image.value);
  const edits = image && newer !== undefined ? setValue(image.node, newer) : undefined;
  if (edits !== undefined) changes.push({ title: `Use \`${newer}\``, edits });
  const install = installation(publish, client.value, publishes, range, today);
  return install === undefined ? changes : [...changes, install];
}

/** The same image with Node 24, for the systems that it is built on whatever the Node. */
function newerImage(image: string): string | undefined {
  const [, name, system] = /^([^:$]*\bnode:)\d+(?:\.\d+)*((?:-(?:alpine|slim|bullseye|bookworm))*)$/.exec(image) ?? [];
  return name === undefined ? undefined : `${name}24${system ?? ""}`;
}

/** The next npm of the same line for 12.0.0, which lacks a module; else the first that can. */
function rangeFor(publish: Publish, { lowest, highest }: NpmAt["versions"]): string {
  return lowest === "12.0.0" && highest === "12.0.0" ? "npm@^12.0.1" : npmFor(publish);
}

/** npx only warns where the Node is too old for it; an install stops. */
function editsOf(
  publish: Publish,
  { value: { from }, span }: Located<NpmAt>,
  range: string,
  today: string,
): readonly Edit[] | undefined {
  if ("origin" in from) return undefined;
  const written = "installed" in from ? from.installed : from.npx;
  if (written === "npm") return undefined;
  if ("installed" in from && from.on !== undefined && !admits(from.on, range, today)) return undefined;
  return replaceNpm(publish, span, written, range);
}

/** A step after the last setup-node, or before the publish where there is none, with the condition that the job's publishes share. */
function installation(
  publish: Publish,
  client: NpmAt,
  publishes: readonly Publish[],
  range: string,
  today: string,
): NewerNpm | undefined {
  const { job, step, jobState } = publish;
  if (job.stepList === undefined || step.caller !== undefined || step.if === "unreadable" || !("origin" in client.from))
    return undefined;
  if (!admits(client.from.versions, range, today) || usesCmd(publish)) return undefined;
  const index = jobState.lastSetup?.index ?? step.index - 1;
  const own = conditionOf(publish);
  const shared = publishes.every((each) => each.job !== job || conditionOf(each) === own);
  const condition = shared && own !== undefined ? [`if: ${own}`] : [];
  if (condition.some((line) => /[\r\n]/.test(line))) return undefined;
  const lines = [`run: npm install -g ${range}`, ...condition];
  // A setup-node that is shared through an anchor has no place after it.
  const edits = insertItemAfter(job.stepList, index, lines) ?? insertItemAfter(job.stepList, step.index - 1, lines);
  return edits && { title: `Install \`${range}\` before publishing`, edits };
}

function conditionOf({ step }: Publish): string | undefined {
  return step.if === undefined || step.if === "unreadable" ? step.if : textOf(step.if.node.span);
}
