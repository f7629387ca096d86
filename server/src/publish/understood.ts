import type { Cause, Reason, Unclear } from "../reason.ts";
import { startOfPath } from "../repository/command/command.ts";
import type { Repository } from "../repository/repository.ts";
import { readWorkflow, type Workflow } from "../repository/workflow/workflow.ts";
import { workflowPaths } from "../repository/workflow/workflows.ts";
import { memo } from "../text.ts";
import { doubtAbout, type Fact } from "./fact.ts";
import { usesOidc, modeOf } from "./mode.ts";
import type { Publish } from "./publish.ts";
import { publishesOf } from "./find/publishes.ts";
import { sortedPublishes } from "./find/sorted.ts";
import { toolExchanges } from "./tool/oidc.ts";

/** What was understood of a repository's releases, so that silence can be told from success. */
export interface Understood {
  /** Files that GitHub takes for workflows. */
  readonly workflows: number;
  /** Commands that publish to npm's registry and were understood. */
  readonly publishes: number;
  /** Commands that publish, or may, and weren't understood, or only in part. */
  readonly unknown: readonly Partly[];
  /** The workflow files that couldn't be read, or not all of their jobs. */
  readonly unread: readonly UnreadFile[];
}

/** A place that isn't understood, or only but for some facts. */
interface Partly extends Unclear {
  /** What isn't known of a publish of which the rest is; undefined where nothing is understood. */
  readonly missing: readonly MainFact[] | undefined;
}

/** The facts that decide most verdicts. */
export type MainFact = "client" | "idToken" | "credential" | "registry";

interface UnreadFile {
  readonly path: string;
  readonly cause: Cause;
}

export function understoodOf(repository: Repository): Understood {
  const { publishes, unclear, unreachable } = sortedPublishes(repository);
  const unknown = new Map(unclear.map((each) => [key(each), each]));
  const checked = new Set(unreachable.map((span) => key({ span })));
  for (const publish of publishes) {
    const reason = whyNotJudged(publish);
    const span = startOfPath(publish.command);
    if (reason === undefined) checked.add(key({ span }));
    else unknown.set(key({ span }), { span, reason });
  }
  for (const place of unknown.keys()) checked.delete(place);
  const missing = new Map<string, readonly MainFact[]>();
  for (const publish of publishesOf(repository).publishes) {
    const facts = missingIn(publish);
    const place = key({ span: startOfPath(publish.command) });
    if (facts !== undefined && facts.length >= (missing.get(place)?.length ?? 0)) missing.set(place, facts);
  }
  return {
    workflows: workflowPaths(repository).length,
    publishes: checked.size,
    unknown: [...unknown].map(([place, each]) => ({ ...each, missing: missing.get(place) })),
    unread: workflowPaths(repository).flatMap((path) => unread(repository, path)),
  };
}

/** Which of the main facts aren't known of a publish; undefined where none but the id-token is. */
function missingIn({ toolDoubt, npm, idToken, credential, registry }: Publish): readonly MainFact[] | undefined {
  const facts = { registry, client: npm, credential, idToken };
  const names = (["registry", "client", "credential", "idToken"] as const).filter((name) => {
    const fact: Fact<unknown> | undefined = facts[name];
    return fact !== undefined && doubtAbout(fact) !== undefined;
  });
  const nothing = (["registry", "client", "credential"] as const).every((name) => {
    const fact: Fact<unknown> | undefined = facts[name];
    return fact !== undefined && doubtAbout(fact)?.grade === "unknown";
  });
  return toolDoubt !== undefined || nothing ? undefined : names;
}

function unread(repository: Repository, path: string): readonly UnreadFile[] {
  const file = repository.file(path);
  if (typeof file === "string") return [{ path, cause: { kind: "workflow-file", unread: "all" } }];
  const workflow = readWorkflow(file);
  if (workflow === undefined) return [{ path, cause: { kind: "workflow-file", unread: "jobs" } }];
  return hasUnreadJob(workflow) ? [{ path, cause: { kind: "workflow-file", unread: "job" } }] : [];
}

/** Half typed, with duplicate or merge keys, or without steps: it may have been meant to publish. */
const hasUnreadJob = memo(({ block, jobs }: Workflow): boolean => {
  const written = block.entries.find(({ key }) => key.value === "jobs")?.value;
  if (written?.kind === "mapping" && written.entries.length > jobs.length) return true;
  return jobs.some(({ stepList, uses }) => stepList === undefined && uses === undefined);
});

/** Why a publish can't be judged: how it authenticates isn't known, or for OIDC not the client. */
function whyNotJudged(publish: Publish): Reason | undefined {
  if (modeOf(publish) === "unknown")
    return (
      reasonOf(publish.idToken) ??
      reasonOf(publish.credential) ??
      reasonOf(publish.provenance) ?? { kind: "id-token-use", span: publish.command.span }
    );
  // No run gets past an upgrade that is refused.
  if (publish.jobState.refused.length > 0) return undefined;
  if (!usesOidc(publish) || toolExchanges(publish) === "no") return undefined;
  return publish.npm === undefined ? undefined : reasonOf(publish.npm);
}

function reasonOf(fact: Fact<unknown>): Reason | undefined {
  return doubtAbout(fact)?.reason;
}

function key({ span }: Pick<Unclear, "span">): string {
  return `${span.file.path}:${span.start}`;
}
