import type { Repository } from "../repository.ts";
import { identityOf } from "../settings/identity.ts";

/**
 * The folder or file of this repository that a `uses:` names: as `./path` or `$/path`, or by the repository's own name, which may be
 * that of another commit. Undefined for one of another repository, or where this one's name isn't known.
 */
export function ownPath(repository: Repository, uses: string): string | undefined {
  const local = /^[.$]\/([^@]+)/.exec(uses)?.[1];
  if (local !== undefined) return local;
  const [, name, path] = /^([\w.-]+\/[\w.-]+)\/([^@]+)@/.exec(uses) ?? [];
  return name !== undefined && identityOf(repository)?.toLowerCase() === name.toLowerCase() ? path : undefined;
}

/** The same of a workflow, where its ref is a branch: a version or a commit may well be an old one. */
export function ownWorkflow(repository: Repository, uses: string): string | undefined {
  return /@(?:v?\d[\w.-]*|[0-9a-f]{40})$/.test(uses) ? undefined : ownPath(repository, uses);
}
