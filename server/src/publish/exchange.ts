import { possibilities } from "./fact.ts";
import { canExchange } from "./job/versions.ts";
import type { Publish } from "./publish.ts";

/** Whether the client, the tool with the npm that it runs, trades an OIDC token for the right to publish. */
export function exchangeOf({ tool, npm, action }: Pick<Publish, "tool" | "npm" | "action">): "yes" | "no" | "unknown" {
  if (tool.exchanges !== "yes" || npm === undefined) return tool.exchanges;
  const answers = new Set(possibilities(npm)?.map(({ value }) => canExchange(value.versions, action)));
  const [answer] = answers;
  return answers.size === 1 && answer !== undefined ? answer : "unknown";
}
