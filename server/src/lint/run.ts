import type { Fix } from "../finding.ts";
import { publishesOf } from "../publish/publishes.ts";
import { understoodOf, type Understood } from "../publish/understood.ts";
import type { Paths, RepositoryInput } from "../repository/input.ts";
import { repositoryOf, wanted, type Asked } from "../repository/repository.ts";
import { isInAction } from "../repository/workflow/composite.ts";
import type { RuleFinding, Rule } from "../rule.ts";
import { rules } from "../rules/index.ts";
import { inOrder, unique } from "./order.ts";
import { hidden, secretsOf, withoutSecrets } from "./secrets.ts";

export type { Understood } from "../publish/understood.ts";

export interface Linted {
  readonly findings: readonly RuleFinding[];
  readonly understood: Understood;
  /** Paths that the input didn't hold: load them and lint again. */
  readonly wanted: Paths;
  /** Every path that the findings depend on. */
  readonly read: Paths;
  /** What threw, as the subject of a sentence, and what it said: its findings are missing. */
  readonly failures: readonly { readonly what: string; readonly error: string }[];
  /** The secrets in the files that were read, the longest first: none stands in any text above, and nobody may show one. */
  readonly secrets: readonly string[];
}

/** The findings of every rule: total, synchronous, offline; the same input gives the same result. */
export function lint(input: RepositoryInput, ruleSet: readonly Rule[] = rules): Linted {
  const asked: Asked = { files: new Set(), directories: new Set() };
  const repository = repositoryOf(input, asked);
  const found: RuleFinding[] = [];
  const failed: { what: string; error: unknown }[] = [];
  /** What throws costs what it is about, never the whole. */
  const guarded = (what: string, run: () => void): void => {
    try {
      run();
    } catch (error) {
      failed.push({ what, error });
    }
  };
  let understood: Understood = { workflows: 0, publishes: 0, unknown: [], unread: [] };
  guarded("Understanding the workflows", () => {
    understood = understoodOf(repository);
    for (const { path, error } of publishesOf(repository).failures)
      failed.push({ what: `Understanding ${path}`, error });
  });
  for (const rule of ruleSet)
    guarded(`The rule ${rule.id}`, () => {
      for (const finding of rule.check(repository))
        found.push({ ...finding, rule, ...(finding.fixes && { fixes: finding.fixes.filter(isOfOne) }) });
    });
  const files = [...asked.files];
  const secrets = secretsOf(files.flatMap((path) => input.files.get(path) ?? []));
  const hide = (text: string): string => withoutSecrets(text, secrets);
  return {
    findings: inOrder(unique(found)).map((finding) => (secrets.length === 0 ? finding : hidden(finding, hide))),
    understood: {
      ...understood,
      unknown: understood.unknown.map((each) => ({ ...each, why: hide(each.why) })),
      unread: understood.unread.map((each) => ({ ...each, why: hide(each.why) })),
    },
    wanted: wanted(input, asked),
    read: { files, directories: [...asked.directories] },
    failures: failed.map(({ what, error }) => ({ what: hide(what), error: hide(String(error)) })),
    secrets,
  };
}

/** No fix changes an action of the repository, which runs for every caller. */
function isOfOne({ edits }: Fix): boolean {
  return !edits.some(isInAction);
}
