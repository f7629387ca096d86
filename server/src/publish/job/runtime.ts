import { packageIn } from "../../repository/package/package.ts";
import type { Repository } from "../../repository/repository.ts";
import { readVersionFile } from "../../repository/settings/version-file.ts";
import type { Scope } from "../../repository/workflow/scope.ts";
import { actionName, type Step } from "../../repository/workflow/workflow.ts";
import type { Span } from "../../text.ts";
import { doubted, known, unknown, type Doubt, type Fact } from "../fact.ts";
import { isHosted, type NodeAt } from "./node.ts";
import { npmOfNode } from "./npm.ts";
import type { JobState } from "./state.ts";
import { nodeVersions } from "./versions.ts";

/**
 * Brings the machine past an action that installs a Node without its npm: by its input `runtime`, else by `devEngines.runtime` of
 * package.json or a version file. The npm stays the one that was there. `moved` says why a file may differ from the repository's.
 */
export function passRuntime(
  machine: JobState,
  step: Step,
  scope: Scope,
  repository: Repository,
  moved: (path: string) => Doubt | undefined,
): void {
  const node = runtimeOf(step, scope, repository, moved);
  if (node === undefined) return;
  machine.npm ??= npmOfNode(machine.node);
  machine.node = node;
}

function runtimeOf(
  step: Step,
  scope: Scope,
  repository: Repository,
  moved: (path: string) => Doubt | undefined,
): Fact<NodeAt> | undefined {
  const { texts, complete } = step.with;
  if (!complete) return unknown({ kind: "unreadable", what: "inputs", span: step.span });
  const input = texts.get("runtime");
  const spelled = input === undefined ? "" : scope.text(input.value);
  const span = input?.span ?? step.uses?.span ?? step.span;
  if (spelled === undefined || texts.has("node-version-file"))
    return unknown({ kind: "not-constant", what: "Node version", span });
  const [, name = "", asked = ""] = /^([\w-]*)@?(.*)$/.exec(spelled) ?? [];
  if (name !== "" && name !== "node") return undefined;
  const declared = asked === "" ? declaredNode(repository) : { text: asked, span, path: undefined };
  if (declared === undefined && name === "") return undefined;
  const { text, path } = declared ?? { text: "lts", path: undefined };
  const when = { today: repository.input.today, hosted: isHosted(scope.job, scope), newest: true };
  const versions = nodeVersions(text.replace(/^lts$/, "lts/*"), when);
  if (versions === undefined) return unknown({ kind: "unknown-version", of: "Node", text, span });
  const label = `the Node that ${step.uses === undefined ? "a step" : actionName(step.uses)} installs`;
  return doubted(
    known({ versions, origin: { kind: "image", label } }, declared?.span ?? span),
    path === undefined ? undefined : moved(path),
  );
}

/** What the repository says of its Node, the root's package.json first. */
function declaredNode(
  repository: Repository,
): { readonly text: string; readonly span: Span; readonly path: string } | undefined {
  const manifest = packageIn(repository, "");
  const runtime = typeof manifest === "object" ? readVersionFile(manifest.file).runtime : undefined;
  if (runtime !== undefined) return { text: runtime.value, span: runtime.span, path: "package.json" };
  for (const path of [".nvmrc", ".node-version"]) {
    const file = repository.file(path);
    const line = typeof file === "object" ? readVersionFile(file).line : undefined;
    if (line !== undefined) return { text: line.value, span: line.span, path };
  }
  return undefined;
}
