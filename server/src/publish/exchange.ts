import { memo } from "../text.ts";
import { possibilities } from "./fact.ts";
import { canExchange } from "./job/versions.ts";
import type { Publish } from "./publish.ts";
import { toolExchanges } from "./tool/oidc.ts";

/** Whether the client, the tool with the npm that it runs, trades an OIDC token for the right to publish. */
export const exchangeOf = memo((publish: Publish): "yes" | "no" | "unknown" => {
  const { npm, action } = publish;
  const own = toolExchanges(publish);
  if (own !== "yes" || npm === undefined) return own;
  const answers = new Set(possibilities(npm)?.map(({ value }) => canExchange(value.versions, action)));
  const [answer] = answers;
  return answers.size === 1 && answer !== undefined ? answer : "unknown";
});
