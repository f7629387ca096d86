import type { Unclear } from "../../reason.ts";
import { startOfPath } from "../../repository/command/command.ts";
import type { Repository } from "../../repository/repository.ts";
import { memo, type Span } from "../../text.ts";
import { goesTo, whyNotUnderstood } from "../goes-to.ts";
import type { Publish } from "../publish.ts";
import { publishesOf } from "./publishes.ts";

/** The publishes of a repository, by what is known of them. */
export interface Sorted {
  /** Those that reach npm's registry, and are understood. */
  readonly publishes: readonly Publish[];
  /** Those that reach another registry, or none because every package is private. */
  readonly elsewhere: readonly Publish[];
  /** The places of those that aren't understood, each with the first reason. */
  readonly unclear: readonly Unclear[];
  /** Publishing commands that never run. */
  readonly unreachable: readonly Span[];
}

export const sortedPublishes = memo((repository: Repository): Sorted => {
  const { publishes, unreachable, failures } = publishesOf(repository);
  const understood = publishes.filter((publish) => whyNotUnderstood(publish) === undefined);
  const unclear = publishes.flatMap((publish): readonly Unclear[] => {
    const reason = whyNotUnderstood(publish);
    return reason === undefined ? [] : [{ span: startOfPath(publish.command), reason }];
  });
  return {
    publishes: understood.filter((publish) => goesTo(publish) !== "elsewhere"),
    elsewhere: understood.filter((publish) => goesTo(publish) === "elsewhere" && publish.callPath.uncalled !== true),
    unclear: distinct([...unclear, ...failures.flatMap(({ place }) => place ?? [])]),
    unreachable,
  };
});

function distinct(unclear: readonly Unclear[]): readonly Unclear[] {
  const seen = new Set<string>();
  return unclear.filter(({ span }) => {
    const key = `${span.file.path}:${span.start}`;
    return !seen.has(key) && seen.add(key);
  });
}
