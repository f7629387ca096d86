import type { Repository } from "../../repository/repository.ts";
import type { Text } from "../../repository/value.ts";
import type { Scope } from "../../repository/workflow/scope.ts";
import type { Job, Step } from "../../repository/workflow/workflow.ts";
import type { Located } from "../../text.ts";
import { doubted, known, unknown, type Doubt, type Fact } from "../fact.ts";
import { imageOf, nodeOfImage } from "./image.ts";
import { versionFromFile } from "./node-file.ts";
import { nodeVersions, runnerNode, type NodeVersions } from "./versions.ts";

/** The Node of a job at some step, and where that was said. */
export interface NodeAt {
  readonly versions: NodeVersions;
  readonly origin:
    | { readonly kind: "setup"; readonly written: Text; readonly literal: boolean }
    | { readonly kind: "file"; readonly written: Located<string> }
    /** `label`: "the runner image ubuntu-24.04", "the container image node:22". */
    | { readonly kind: "image"; readonly label: string; readonly image?: Text };
}

/** The Node that a job starts with: the container's, else the runner image's; unknown on self-hosted runners and in other images. */
export function nodeOfJob(job: Job, scope: Scope, today: string): Fact<NodeAt> {
  const image = imageOf(job, scope);
  if (image !== undefined) {
    const versions = image.value === undefined ? undefined : nodeOfImage(image.value, today);
    const { container } = job;
    const written = typeof container?.image === "object" ? container.image : undefined;
    if (versions === undefined || written === undefined)
      return unknown({ kind: "own-node", of: "container", span: image.span });
    const origin = { kind: "image", label: `the container image ${image.value ?? ""}`, image: written } as const;
    return known({ versions, origin }, image.span);
  }
  const [label, ...others] = job.runsOn ?? [];
  if (label === undefined) return unknown({ kind: "unreadable", what: "runner", span: job.id.span });
  const value = scope.text(label.value);
  const versions = value === undefined || others.length > 0 ? undefined : runnerNode(value, today);
  if (value === undefined || versions === undefined)
    return unknown({ kind: "own-node", of: "runner", span: label.span });
  return known(
    { versions, origin: { kind: "image", label: `the runner image ${value}` } },
    scope.decidedBy(label) ?? label.span,
  );
}

/** Whether GitHub hosts the job's runner, as its label says. */
export function isHosted(job: Job, scope: Scope): boolean {
  const labels = job.runsOn?.map((label) => scope.text(label.value) ?? "") ?? [];
  return labels.length === 1 && /^(?:ubuntu|windows|macos)-/i.test(labels[0] ?? "");
}

/**
 * What setup-node installs: undefined where it names no version and so leaves Node as it is.
 * `moved` says why a version file of a path may differ from the one in the repository.
 */
export function nodeOfSetup(
  step: Step,
  scope: Scope,
  repository: Repository,
  moved: (path: string | undefined) => Doubt | undefined,
): Fact<NodeAt> | undefined {
  if (!step.with.complete) return unknown({ kind: "unreadable", what: "inputs", span: step.span });
  const input = (name: string): string | undefined => scope.text(step.with.texts.get(name)?.value ?? "");
  const { today } = repository.input;
  const latest = input("check-latest");
  // The tool cache is asked for the runner's own architecture.
  const hosted = isHosted(scope.job, scope) && input("architecture") === "" && latest !== undefined;
  const when = { today, hosted, newest: latest?.toLowerCase() === "true" };
  const version = step.with.texts.get("node-version");
  if (version !== undefined) {
    const spelled = scope.text(version.value);
    if (spelled === undefined) return unknown({ kind: "not-constant", what: "Node version", span: version.span });
    const versions = nodeVersions(spelled, when);
    if (spelled !== "" && versions === undefined)
      return unknown({ kind: "unknown-version", of: "Node", text: spelled, span: version.span });
    const origin = { kind: "setup", written: version, literal: !version.value.includes("${{") } as const;
    if (versions !== undefined) return known({ versions, origin }, scope.decidedBy(version) ?? version.span);
  }
  const file = step.with.texts.get("node-version-file");
  if (file === undefined || file.value === "" || step.uses === undefined) return undefined;
  const path = scope.text(file.value);
  const doubt = moved(path);
  if (doubt?.grade === "unknown") return unknown({ ...doubt.reason, span: file.span });
  if (path === undefined) return unknown({ kind: "not-constant", what: "path", span: file.span });
  const written = versionFromFile(repository, path, step.uses);
  if (written === "none") return undefined;
  if ("kind" in written) return unknown({ ...written, span: file.span });
  const versions = nodeVersions(written.value, when);
  if (versions === undefined) return unknown({ kind: "version-file", path, span: file.span });
  return doubted(known({ versions, origin: { kind: "file", written } }, file.span), doubt);
}
