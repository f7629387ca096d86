import type { Publish } from "../../publish/publish.ts";
import { isForFirst } from "../../publish/first-publish.ts";
import { sortedPublishes } from "../../publish/find/sorted.ts";
import { certain } from "../../publish/fact.ts";
import type { Repository } from "../../repository/repository.ts";
import { commandsIn, isInstall } from "./command.ts";
import { tokensOf } from "./evidence.ts";
import type { ManualStep } from "./manual-step.ts";
import { scriptTokens } from "./script-token.ts";

/**
 * The npm tokens that jobs still hold once their publishes can do without: what nothing shows to be read may still be sent. Those
 * that an install gets are left out, and those of a publish that needs its token.
 */
export function leftoverTokens(repository: Repository, publishes: readonly Publish[]): readonly ManualStep[] {
  const { elsewhere, publishes: all } = sortedPublishes(repository);
  const needing = [...elsewhere, ...all.filter((each) => isForFirst(each, all))];
  return publishes
    .filter(({ credential }) => certain(credential)?.kind !== "token")
    .flatMap((publish) => {
      const { job } = publish;
      const others = job.steps.filter(
        (step) =>
          !needing.some((each) => each.step.block === step.block) &&
          !commandsIn(repository, publish, job, step).some(isInstall),
      );
      return [...tokensOf(job), ...others.flatMap((step) => [...tokensOf(step), ...scriptTokens(step)])];
    })
    .map(({ secret, span }) => ({
      span,
      what: `\`${secret}\` is still given here, and may reach the publish.`,
      instead: "Take it out, unless something else needs it.",
    }));
}
