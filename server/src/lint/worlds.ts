import { changed, changedTogether, doubtsIn } from "../publish/change-facts.ts";
import { assumed, doubtAbout, type Doubt } from "../publish/fact.ts";
import { goesTo } from "../publish/goes-to.ts";
import type { Found, Publish } from "../publish/publish.ts";
import type { Repository } from "../repository/repository.ts";
import type { Context, Need, Needs } from "../rule.ts";
import { memo } from "../text.ts";

/** What the rules may ask in one lint of a repository, in two ways. */
export interface Worlds {
  /** What is likely counts as unknown. */
  readonly known: Context;
  /** What is likely counts as known, but for what these needs refuse; the same object as `known` where that makes no difference. */
  likely(needs: Needs): Context;
  /** The publish that was found, of one in any such context. */
  before(publish: Publish): Publish;
}

export function worldsOf(repository: Repository, found: Found): Worlds {
  const known = contextOf(repository, found);
  const byRefused = new Map<string, Context>();
  const origins = new Map<Publish, Publish>();
  return {
    known,
    likely(needs) {
      const key = refusedBy(needs);
      const before = byRefused.get(key);
      if (before !== undefined) return before;
      const publishes = changedTogether(found.publishes, (publish) => likeliest(publish, needs));
      for (const [index, publish] of found.publishes.entries()) origins.set(publishes[index] ?? publish, publish);
      const same = publishes.every((publish) => origins.get(publish) === publish);
      const context = same ? known : contextOf(repository, { ...found, publishes });
      byRefused.set(key, context);
      return context;
    },
    before: (publish) => origins.get(publish) ?? publish,
  };
}

/** The facts that must be known, as one key. */
const refusedBy = memo((needs: Needs): string =>
  Object.entries(needs)
    .flatMap(([name, need]) => (need === "known" ? [name] : []))
    .toSorted()
    .join(),
);

function contextOf(repository: Repository, { publishes, unreachable, failures }: Found): Context {
  const going = (where: ReturnType<typeof goesTo>): readonly Publish[] =>
    publishes.filter((publish) => (publish.callPath.uncalled === true ? "unknown" : goesTo(publish)) === where);
  return {
    repository,
    publishes: going("npm"),
    elsewhere: going("elsewhere"),
    unsure: going("unknown"),
    lost: failures.flatMap(({ place }) => place ?? []),
    unreachable,
    ignores: [],
  };
}

/** The publish as it most likely is, as far as the needs allow that; the same object where nothing is likely. */
function likeliest(publish: Publish, needs: Needs): Publish {
  if (!doubtsIn(publish).some((doubt) => takes(needs[doubt.name] ?? "likely", doubt))) return publish;
  return changed(publish, (fact, name) => {
    const doubt = doubtAbout(fact);
    return doubt !== undefined && takes(needs[name] ?? "likely", doubt) ? assumed(fact) : fact;
  });
}

/** Whether a fact that is in doubt is enough for a rule. */
export function takes(need: Need, { grade }: Doubt): boolean {
  return grade === "likely" && need !== "known";
}
