import { firstToExchange, firstToStage } from "../data/npm.ts";
import { npmRefuses, npmVersions, type NodeVersions } from "../publish/job/versions.ts";
import type { Publish } from "../publish/publish.ts";
import type { Text } from "../repository/value.ts";
import { textOf, type Edit, type Span } from "../text.ts";

/** The npm that fixes write: the newest 11 that publishes through OIDC, which Node 20 and 22 run as well. */
export function npmFor({ action }: Publish): string {
  return `npm@^${action === "stage" ? firstToStage : firstToExchange}`;
}

/** Whether Node surely runs what the words `npm@…` install. */
export function admits(node: NodeVersions, npm: string, today: string): boolean {
  const versions = npmVersions(npm.slice("npm@".length), today);
  return versions !== undefined && npmRefuses(versions, node) === false;
}

/** Another npm where one is written, within its quotes; undefined where that isn't the whole word, and in cmd, which takes `^` for itself. */
export function replaceNpm(publish: Publish, span: Span, written: string, npm: string): readonly Edit[] | undefined {
  const [, quote] = /^(["']?).*\1$/.exec(textOf(span)) ?? [];
  if (quote === undefined || textOf(span) !== quote + written + quote) return undefined;
  if (usesCmd(publish) || publish.job.steps.some((step) => isCmd(step.shell))) return undefined;
  return [{ span, text: quote + npm + quote }];
}

/** Whether new steps of the job run in cmd. */
export function usesCmd({ job, workflow }: Publish): boolean {
  return isCmd(job.defaults.shell ?? workflow.defaults.shell);
}

function isCmd(shell: Text | undefined): boolean {
  return shell?.value.startsWith("cmd") === true;
}
