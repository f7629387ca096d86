import semver from "semver";
import { setValue } from "../../edit/edit.ts";
import { newerNpm } from "../../fixes/newer-npm.ts";
import { newerRange, newerTool } from "../../fixes/newer-tool.ts";
import { npmFor } from "../../fixes/other-npm.ts";
import { exchangeOf } from "../../publish/exchange.ts";
import { certain, possibleValues } from "../../publish/fact.ts";
import { sortedPublishes } from "../../publish/find/sorted.ts";
import { rootsOf } from "../../publish/job/checkouts.ts";
import type { NodeAt } from "../../publish/job/node.ts";
import { nodeVersions } from "../../publish/job/versions.ts";
import type { Publish } from "../../publish/publish.ts";
import { lacksOf } from "../../publish/tool/oidc.ts";
import type { Lacks, Tool } from "../../publish/tool/tool.ts";
import { dependencyOf } from "../../repository/package/dependency.ts";
import type { Repository } from "../../repository/repository.ts";
import { readableText } from "../../repository/value.ts";
import { isInAction } from "../../repository/workflow/composite.ts";
import { inputEntry } from "../../repository/workflow/env.ts";
import type { Step } from "../../repository/workflow/workflow.ts";
import { sameSpan, textOf, type Edit } from "../../text.ts";
import type { ManualStep } from "./manual-step.ts";

/** The edits that bring a tool, a Node and an npm which publish through OIDC; a manual step where there is no way to write them. */
export function clientEdits(repository: Repository, publish: Publish): readonly (Edit | ManualStep)[] {
  const { command, npm } = publish;
  const lacks = lacksOf(publish);
  if (lacks?.kind === "too-old") {
    const { of, minimum, version } = lacks;
    const what = `${of} ${version.value.shown} can't publish through OIDC.`;
    const edits = newerTool(lacks)?.edits ?? rangeEdits(repository, publish, lacks);
    return edits ?? [{ span: version.span, what, instead: `Install ${of} ${minimum} or later.` }];
  }
  const node = nodeEdits(repository, publish, publish.oidcDecidedBy?.tool ?? publish.tool);
  if (node.length > 0 || exchangeOf(publish) === "yes") return node;
  const [value] = npm === undefined ? [] : possibleValues(npm);
  const span = npm === undefined || "unknown" in npm ? command.span : npm.values[0].span;
  const { publishes } = sortedPublishes(repository);
  const newer = value === undefined ? [] : newerNpm(publish, { value, span }, publishes, repository.input.today);
  const { edits } = newer.find((way) => !way.edits.some(isInAction)) ?? newer[0] ?? {};
  if (edits !== undefined) return [...edits, ...nameEdits(publish, edits)];
  const moved = value !== undefined && "origin" in value.from ? toNode24(publish, value.from) : undefined;
  if (moved !== undefined) return moved;
  const install = `Install \`${npmFor(publish)}\` before it publishes.`;
  return [{ span, what: "The npm that publishes isn't known to be new enough.", instead: install }];
}

/** Where a lock file holds an old version: package.json asks for a new one, and the next install follows. */
function rangeEdits(
  repository: Repository,
  { oidcDecidedBy, command, job, scope }: Publish,
  { minimum, withinMajor }: Extract<Lacks, { kind: "too-old" }>,
): readonly Edit[] | undefined {
  const { tool } = oidcDecidedBy ?? {};
  const name = tool?.command?.package;
  if (tool === undefined || name === undefined || withinMajor) return undefined;
  const folder = rootsOf(job, scope, repository)(command.directory) ?? "";
  const newer = (dependency: string, first: string): readonly Edit[] | undefined => {
    const found = dependencyOf(repository, folder, dependency);
    const written = found !== undefined && "range" in found ? found.written : undefined;
    if (written === undefined || semver.subset(written.value, `>=${first}`)) return undefined;
    return newerRange(written, first);
  };
  const edits = newer(name, minimum);
  const { publisher } = tool;
  return edits && [...edits, ...((publisher && newer(publisher.name, publisher.firstWithOidc)) ?? [])];
}

/** Node 24 where a tool that publishes through OIDC refuses the Node of the job. */
function nodeEdits(repository: Repository, publish: Publish, { nodeWithOidc }: Tool): readonly Edit[] {
  const [node] = possibleValues(publish.jobState.node);
  if (nodeWithOidc === undefined || node === undefined || certain(publish.jobState.node) === undefined) return [];
  if (semver.subset(node.versions.range, nodeWithOidc) || isNewEnough(repository, node, nodeWithOidc)) return [];
  return toNode24(publish, node) ?? [];
}

/** A range that begins below, of which GitHub's machines have a newer release. */
function isNewEnough(repository: Repository, { versions }: NodeAt, wanted: string): boolean {
  const newest = nodeVersions(versions.range, { today: repository.input.today, hosted: true, newest: true });
  return newest !== undefined && semver.subset(newest.range, wanted);
}

/** The edits that set up Node 24 where another version, or a file that names one, stands. */
function toNode24(publish: Publish, { origin }: NodeAt): readonly Edit[] | undefined {
  if (origin.kind === "setup") {
    const edits = origin.literal ? setValue(origin.written.node, "24") : undefined;
    return edits && [...edits, ...nameEdits(publish, edits)];
  }
  const { lastSetup } = publish.jobState;
  const file = lastSetup && inputEntry(lastSetup.block, "node-version-file");
  if (origin.kind !== "file" || file === undefined) return undefined;
  const { key } = file.entry;
  const { start } = key.span;
  const written = { ...key.span, start, end: file.entry.value?.span.end ?? key.span.end };
  return /[\r\n&*]/.test(textOf(written)) ? undefined : [{ span: written, text: "node-version: 24" }];
}

/** The name of a step that says the old Node says the new one. */
function nameEdits({ job }: Publish, edits: readonly Edit[]): readonly Edit[] {
  return job.steps.flatMap((step) => {
    const version = step.with.texts.get("node-version");
    const changed = version && edits.find(({ span }) => sameSpan(span, version.node.span));
    const name = changed && nameOf(step);
    if (changed === undefined || name === undefined || version === undefined) return [];
    const major = /\d+/.exec(version.value)?.[0] ?? "\0";
    const text = name.value.replace(new RegExp(`\\b(?<v>v?)${major}(?:\\.[\\dx]+)*\\b`, "i"), "$<v>24");
    return text === name.value ? [] : (setValue(name.node, text) ?? []);
  });
}

function nameOf({ block }: Step): ReturnType<typeof readableText> {
  return readableText(block, "name");
}
