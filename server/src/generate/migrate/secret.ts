import { removeFromBlock } from "../../edit/block.ts";
import { removeEntry } from "../../edit/edit.ts";
import { callPathsOf } from "../../publish/auth/call-path.ts";
import { certain } from "../../publish/fact.ts";
import type { Publish } from "../../publish/publish.ts";
import type { Repository } from "../../repository/repository.ts";
import { declaredSecret, handedSecret } from "../../repository/workflow/env.ts";
import type { Workflow } from "../../repository/workflow/workflow.ts";
import { workflowsOf } from "../../repository/workflow/workflows.ts";
import { tokenGiven } from "./evidence.ts";
import { speaksOf } from "../../repository/workflow/written.ts";
import type { Edit } from "../../text.ts";

/** Secrets that hold a publish's token. */
export interface Secrets {
  /** As the workflow that publishes calls them. */
  readonly given: readonly string[];
  /** As they are called on GitHub: a caller may hand one over by another name. */
  readonly stored: readonly string[];
}

export function secretsGiven(publishes: readonly Publish[]): Secrets {
  const names = publishes.map((publish) => {
    const { credential, callPath } = publish;
    const sent = certain(credential);
    // One that it is given and doesn't send goes as well.
    const given = namesIn(sent?.kind === "token" ? sent.secret : tokenGiven(publish)?.secret);
    const stored = callPath.calls.reduce<readonly string[]>(
      (inner, { job: { secrets } }) =>
        secrets === "inherit" ? inner : inner.flatMap((name) => namesIn(secrets.texts.get(name)?.value)),
      given,
    );
    return { given, stored };
  });
  return {
    given: [...new Set(names.flatMap(({ given }) => given))],
    stored: [...new Set(names.flatMap(({ stored }) => stored))],
  };
}

function namesIn(text = ""): readonly string[] {
  return [...text.matchAll(/\bsecrets\.(\w+)/g)].flatMap(([, name = ""]) => (name === "GITHUB_TOKEN" ? [] : name));
}

/** The workflows that use each secret. */
export function usesOf(repository: Repository, secrets: readonly string[]) {
  return secrets.map((name) => ({
    name,
    usedBy: workflowsOf(repository).flatMap((workflow) => (uses(workflow, name) ? [workflow.file.path] : [])),
  }));
}

function uses(workflow: Workflow, name: string): boolean {
  return speaksOf(workflow, new RegExp(`\\bsecrets\\s*(?:\\.\\s*|\\[\\s*["'])${name}\\b`));
}

/** The edits that no longer hand a secret to a called workflow of the repository that has no use for it any more. */
export function secretEdits(repository: Repository, publish: Publish, secrets: readonly string[]): readonly Edit[] {
  const { workflow, credential } = publish;
  if (certain(credential)?.kind === "token") return [];
  return secrets.flatMap((name) => {
    const declared = declaredSecret(workflow.block, name);
    if (declared === undefined || uses(workflow, name)) return [];
    const { mapping, entry, holder } = declared;
    const [call, all] = holder;
    const whole = mapping.entries.length === 1 && call.entries.length === 1 && !call.flow;
    const parts = [
      whole ? removeFromBlock(call, all) : removeEntry(mapping, entry, [holder]),
      ...callPathsOf(repository, workflow)
        .flatMap(({ calls }) => calls.slice(0, 1))
        .map(({ job }) => handedSecret(job.block, name))
        .map((handed) => (handed === undefined ? [] : removeEntry(handed.mapping, handed.entry, [handed.holder]))),
    ];
    return parts.includes(undefined) ? [] : parts.flatMap((part) => part ?? []);
  });
}
