import { grantsIdToken, type Permissions } from "../../repository/workflow/permissions.ts";
import type { Job, Workflow } from "../../repository/workflow/workflow.ts";
import { doubted, known, unknown, type Fact } from "../fact.ts";
import type { CallPath } from "./call-path.ts";

/** Whether a job can ask GitHub for an OIDC token, and which block says so. */
export interface IdToken {
  readonly granted: boolean;
  /** The block that decides; undefined where none is written, which never grants it to an ordinary job. */
  readonly decidedBy: Permissions | undefined;
  /** The workflow and job in which that block stands, or should. */
  readonly workflow: Workflow;
  readonly job: Job;
  /** A called workflow asks for it and a caller refuses it: GitHub doesn't start the run. */
  readonly refusedByCaller: boolean;
}

/**
 * The effective `id-token` permission (docs/facts/github.md#permissions): a job's block replaces the workflow's,
 * and a called workflow has at most what each caller grants. A caller without any block has the repository's default, with which
 * nobody has reported an id-token: likely none.
 */
export function idTokenOf(workflow: Workflow, job: Job, callPath: CallPath): Fact<IdToken> {
  const own = job.permissions ?? workflow.permissions;
  const granted = own === undefined ? undefined : grantsIdToken(own);
  if (own !== undefined && granted === undefined)
    return unknown({ kind: "unreadable", what: "permissions", span: own.span });
  const top: IdToken = { granted: granted === true, decidedBy: own, workflow, job, refusedByCaller: false };
  if (callPath.calls.length === 0) return known(top, own?.span ?? job.id.span);
  if (own !== undefined && granted === false) return known(top, own.span);
  let asked = granted === true;
  for (const [index, call] of callPath.calls.entries()) {
    const block = call.job.permissions ?? call.workflow.permissions;
    if (block === undefined) {
      // Without a block a called workflow passes on what it was given; the outermost has the repository's default.
      if (index < callPath.calls.length - 1) continue;
      return byDefault(call, asked);
    }
    const allowed = grantsIdToken(block);
    if (allowed === undefined) return unknown({ kind: "unreadable", what: "permissions", span: block.span });
    const refused = {
      granted: false,
      decidedBy: block,
      workflow: call.workflow,
      job: call.job,
      refusedByCaller: asked,
    };
    if (!allowed) return known(refused, block.span);
    asked = true;
  }
  return known({ ...top, granted: true }, own?.span ?? job.id.span);
}

function byDefault({ workflow, job }: CallPath["calls"][number], asked: boolean): Fact<IdToken> {
  const { span } = job.id;
  const none = known({ granted: false, decidedBy: undefined, workflow, job, refusedByCaller: asked }, span);
  return doubted(none, { grade: "likely", reason: { kind: "default-permissions", span } });
}
