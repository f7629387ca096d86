import { isPrivate } from "../publish/tool/published.ts";
import { startedWorkflow } from "../publish/auth/call-path.ts";
import { mayBeDeclared } from "../publish/declared.ts";
import { exchangeOf } from "../publish/exchange.ts";
import { certain } from "../publish/fact.ts";
import { usesOidc } from "../publish/mode.ts";
import type { Publish } from "../publish/publish.ts";
import { triggersOf } from "../publish/triggers.ts";
import { startOfPath } from "../repository/command/command.ts";
import { fileName } from "../repository/paths.ts";
import type { Rule } from "../rule.ts";
import { memo } from "../text.ts";

export const secondPublisher: Rule<"repository"> = {
  id: "second-publisher",
  severities: ["info"],
  summary: "Every workflow that publishes a package has its own trusted publisher.",
  about: "repository",
  needs: {
    client: "likely",
    registry: "likely",
    idToken: "likely",
    credential: "likely",
    packages: "likely",
    name: "likely",
  },
  *check(_, { publishes }) {
    const all = publishes.filter((publish) => usesOidc(publish) && exchangeOf(publish) !== "unknown");
    const files = new Set(all.map(({ workflow }) => workflow.file));
    if (files.size < 2) return;
    const told = new Set<string>();
    for (const [index, publish] of all.entries()) {
      // With declared publishers it is known which of them npm trusts.
      if (mayBeDeclared(publish)) continue;
      const names = [...namesOf(publish)];
      const other = all.find(
        (each, place) => place < index && isOther(each, publish) && names.some((name) => namesOf(each).has(name)),
      );
      if (other === undefined) continue;
      const [first, own] = [other, publish].map((each) => fileName(startedWorkflow(each).file.path));
      if (told.size === told.add(`${first} ${own}`).size) continue;
      const [shared = "", ...others] = names.filter((name) => namesOf(other).has(name));
      const more = others.length === 0 ? "" : ` and ${others.length} more`;
      yield {
        severity: "info",
        span: startOfPath(publish.command),
        message: `\`${first}\` and \`${own}\` both publish ${shared}${more}: npmjs.com needs a trusted publisher for each of the two files.`,
        related: [{ span: startOfPath(other.command), message: "The other one publishes here." }],
      };
    }
  },
};

/** The packages that are provably published, where something may start that at all. */
const namesOf = memo((publish: Publish): ReadonlySet<string> => {
  const packages = triggersOf(publish)?.length === 0 ? [] : (certain(publish.packages) ?? []);
  return new Set(packages.flatMap((each) => (isPrivate(each) ? [] : (certain(each.name)?.value ?? []))));
});

/** A called workflow's callers are no matter of this rule: they share one publish. */
function isOther(a: Publish, b: Publish): boolean {
  return a.workflow !== b.workflow && startedWorkflow(a) !== startedWorkflow(b);
}
