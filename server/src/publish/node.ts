import { packageIn } from "../repository/package.ts";
import { applyDots, dirname } from "../repository/paths.ts";
import type { Repository } from "../repository/repository.ts";
import type { Scope } from "../repository/scope.ts";
import type { Text } from "../repository/value.ts";
import { versionInFile } from "../repository/version-file.ts";
import type { Job, Step } from "../repository/workflow.ts";
import type { Located } from "../text.ts";
import { known, unknown, type Fact } from "./fact.ts";
import { nodeVersions, runnerNode, type NodeVersions } from "./versions.ts";

/** The Node of a job at some step, and where that was said. */
export interface NodeAt {
  readonly versions: NodeVersions;
  readonly origin:
    | { readonly kind: "setup"; readonly written: Text; readonly literal: boolean }
    | { readonly kind: "file"; readonly written: Located<string> }
    | { readonly kind: "image"; readonly label: string };
}

/** The runner image's own Node; unknown in a container, on self-hosted runners and behind unknown labels. */
export function nodeOfRunner(job: Job, scope: Scope, today: string): Fact<NodeAt> {
  if (job.container !== undefined) return unknown(job.container.key.span, "the container's Node and npm");
  const [label, ...others] = job.runsOn ?? [];
  if (label === undefined) return unknown(job.id.span, "a runner that can't be read");
  const value = scope.text(label.value);
  const versions = value === undefined || others.length > 0 ? undefined : runnerNode(value, today);
  if (value === undefined || versions === undefined) return unknown(label.span, "the runner's own Node and npm");
  return known({ versions, origin: { kind: "image", label: value } }, scope.decidedBy(label) ?? label.span);
}

/** Whether GitHub hosts the job's runner, as its label says. */
export function isHosted(job: Job, scope: Scope): boolean {
  const labels = job.runsOn?.map((label) => scope.text(label.value) ?? "") ?? [];
  return labels.length === 1 && /^(?:ubuntu|windows|macos)-/i.test(labels[0] ?? "");
}

/**
 * What setup-node installs: undefined where it names no version and so leaves Node as it is.
 * `moved` says why a version file may differ from the one in the repository.
 */
export function nodeOfSetup(
  step: Step,
  scope: Scope,
  repository: Repository,
  moved: { readonly why: string } | undefined,
): Fact<NodeAt> | undefined {
  const hosted = isHosted(scope.job, scope);
  const { today } = repository.input;
  if (!step.with.complete) return unknown(step.span, "inputs that can't be read");
  const version = step.with.texts.get("node-version");
  if (version !== undefined) {
    const spelled = scope.text(version.value);
    if (spelled === undefined) return unknown(version.span, "a Node version that isn't constant");
    const versions = nodeVersions(spelled, { today, hosted });
    if (spelled !== "" && versions === undefined) return unknown(version.span, `the Node version \`${spelled}\``);
    const origin = { kind: "setup", written: version, literal: !version.value.includes("${{") } as const;
    if (versions !== undefined) return known({ versions, origin }, scope.decidedBy(version) ?? version.span);
  }
  const file = step.with.texts.get("node-version-file");
  if (file === undefined || file.value === "") return undefined;
  const path = scope.text(file.value);
  if (moved !== undefined || path === undefined) return unknown(file.span, moved?.why ?? "a path that isn't constant");
  const written = versionWritten(repository, path);
  const versions = written === undefined ? undefined : nodeVersions(written.value, { today, hosted });
  if (written === undefined || versions === undefined) return unknown(file.span, `the Node version in \`${path}\``);
  return known({ versions, origin: { kind: "file", written } }, file.span);
}

function versionWritten(repository: Repository, path: string): Located<string> | undefined {
  const normal = applyDots(path);
  if (normal === undefined) return undefined;
  if (normal.endsWith("package.json")) {
    const found = packageIn(repository, dirname(normal));
    return typeof found === "string" ? undefined : found.node;
  }
  const file = repository.file(normal);
  return typeof file === "string" ? undefined : versionInFile(file);
}
