import { publishesOf } from "../publish/find/publishes.ts";
import type { Publish } from "../publish/publish.ts";
import { understoodOf } from "../publish/understood.ts";
import type { Paths, RepositoryInput, States } from "../repository/input.ts";
import { nothingAsked, repositoryOf } from "../repository/repository.ts";
import { isInAction } from "../repository/workflow/composite.ts";
import type { RuleFinding, Rule } from "../rule.ts";
import { rules } from "../rules/index.ts";
import { judge, type Guard } from "./judge.ts";
import { withoutGuesses } from "./alone.ts";
import { inOrder, unique } from "./order.ts";
import { hidden, secretsOf, withoutSecrets } from "./secrets.ts";
import { teamOf, type Team } from "./team.ts";
import { inWords, type Understood } from "./understood.ts";

export type { Understood } from "./understood.ts";

export interface Linted {
  readonly findings: readonly RuleFinding[];
  /** Everything that publishes, or may: those that the findings are about are among them. */
  readonly publishes: readonly Publish[];
  /** What the repository's own settings say of the rules: for `present`, after what the user says. */
  readonly team: Team;
  readonly understood: Understood;
  /** Paths whose answer is pending: where there are any, this result is to be thrown away, and lint to run again with the answers. */
  readonly pending: Paths;
  /** Everything that the findings depend on. */
  readonly read: States;
  /** What threw, as the subject of a sentence, and what it said: its findings are missing. */
  readonly failures: readonly { readonly what: string; readonly error: string }[];
  /** The secrets in the files that were read, the longest first: none is in any text above, and nobody may show one. */
  readonly secrets: readonly string[];
}

/** The findings of every rule: total, synchronous, offline; the same input gives the same result. */
export function lint(input: RepositoryInput, ruleSet: readonly Rule[] = rules): Linted {
  const asked = nothingAsked();
  const repository = repositoryOf(input, asked);
  const failed = new Map<string, { readonly what: string; readonly error: string }>();
  const fail = (what: string, error: unknown): void => {
    const words = String(error);
    // A rule may fail in the same way for many subjects.
    failed.set(`${what}: ${words}`, { what, error: words });
  };
  /** What throws costs what it is about, never the whole. */
  const guarded: Guard = (what, run) => {
    try {
      return run();
    } catch (error) {
      fail(what, error);
      return undefined;
    }
  };
  const understood = guarded("Understanding the workflows", () => understoodOf(repository)) ?? nothingUnderstood;
  const publishes = guarded("Understanding the workflows", () => publishesOf(repository));
  for (const { path, error } of publishes?.failures ?? []) fail(`Understanding ${path}`, error);
  const found = publishes === undefined ? [] : judge(repository, publishes, ruleSet, guarded).map(withOwnFixes);
  const team = teamOf(repository, ruleSet);
  const secrets = secretsOf([...asked.files.values()]);
  const hide = (text: string): string => withoutSecrets(text, secrets);
  return {
    publishes: publishes?.publishes ?? [],
    team: { ...team, problems: team.problems.map(hide) },
    findings: inOrder(unique(withoutGuesses(found))).map((finding) =>
      secrets.length === 0 ? finding : hidden(finding, hide),
    ),
    understood: inWords(understood, hide),
    pending: { files: [...asked.pending.files], directories: [...asked.pending.directories] },
    read: { files: asked.files, directories: asked.directories },
    failures: [...failed.values()].map(({ what, error }) => ({ what: hide(what), error: hide(error) })),
    secrets,
  };
}

const nothingUnderstood: ReturnType<typeof understoodOf> = { workflows: 0, publishes: 0, unknown: [], unread: [] };

/** No fix changes an action of the repository, which runs for every caller. */
function withOwnFixes(finding: RuleFinding): RuleFinding {
  const { fixes } = finding;
  return fixes === undefined ? finding : { ...finding, fixes: fixes.filter(({ edits }) => !edits.some(isInAction)) };
}
