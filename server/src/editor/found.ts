import { doubtAbout, possibleValues, type Fact } from "../publish/fact.ts";
import { factsOf, packageFacts } from "../publish/facts.ts";
import { publishesOf } from "../publish/find/publishes.ts";
import type { Publish } from "../publish/publish.ts";
import { wordsOf } from "../reason-words.ts";
import { startOfPath } from "../repository/command/command.ts";
import type { Repository } from "../repository/repository.ts";
import type { Span } from "../text.ts";

/** A publish, or what may be one, with every fact about it. A text may show a secret that is in a file. */
export interface FoundPublish {
  /** Where the workflow starts it. */
  readonly span: Span;
  readonly job: string;
  /** A job that is there for a release, in which nothing that publishes was found. */
  readonly silent: boolean;
  readonly facts: Grades;
  /** For each package that is, or may be, published. */
  readonly packages: readonly { readonly path: string; readonly facts: Grades }[];
}

type Grades = Readonly<Record<string, Grade>>;

/** `known`: the only value, or one of several; `likely`: the same, unless `why`; `unknown`: because of `why`. */
export interface Grade {
  readonly grade: "known" | "likely" | "unknown";
  readonly values: readonly string[];
  readonly why: string | undefined;
}

/** Everything that publishes, or may, in the order of the files: once for each leg of its job and each way in which that is reached. */
export function foundIn(repository: Repository): readonly FoundPublish[] {
  return publishesOf(repository).publishes.map((publish: Publish) => ({
    span: startOfPath(publish.command),
    job: publish.job.id.value,
    silent: publish.toolDoubt?.reason.kind === "no-publish-found",
    facts: gradesOf(factsOf(publish)),
    packages: Array.from(packageFacts(publish), ([path, facts]) => ({ path, facts: gradesOf(facts) })),
  }));
}

function gradesOf(facts: Readonly<Record<string, Fact<string> | undefined>>): Grades {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([name, fact]) => (fact === undefined ? [] : [[name, gradeOf(fact)] as const])),
  );
}

function gradeOf(fact: Fact<string>): Grade {
  const doubt = doubtAbout(fact);
  // A user and a password may come before a host.
  const values = possibleValues(fact).map((value) => value.replace(/\/\/[^/@]*@/, "//"));
  return { grade: doubt?.grade ?? "known", values: [...new Set(values)], why: doubt && wordsOf(doubt.reason) };
}
