import { defaultConfig, lint, present, type RuleFinding } from "../lint.ts";
import { certain } from "../publish/fact.ts";
import type { Repository } from "../repository/repository.ts";
import { isInJobs, keyOf, topOf, type Chosen } from "./migrate-chosen.ts";
import { needsOf } from "../publish/needs.ts";
import type { Publish } from "../publish/publish.ts";
import { isNpmRegistry } from "../publish/registry.ts";
import { byHand, ways, type Left } from "./migrate-obstacle.ts";
import { tokenEdits } from "./migrate-token.ts";

/** What can't be migrated, and what lint still reports of the rest, in the files as they are after the migration. */
export function leftOf(
  repository: Repository,
  { publishes, elsewhere, unclear }: Chosen,
  jobs: ReadonlySet<string>,
  removeToken: boolean,
): readonly Left[] {
  const own = publishes.filter((publish) => jobs.has(keyOf(publish)));
  const tokens = removeToken ? own.map((publish) => tokenEdits(repository, publish, jobs)) : [];
  const others = publishes.filter((publish) => !jobs.has(keyOf(publish))).map((publish) => ways(repository, publish));
  const packages = new Set(own.flatMap((publish) => certain(publish.packages) ?? []).map(({ file }) => file.path));
  const isAbout = ({ span, severity }: RuleFinding): boolean =>
    severity !== "info" && (isInJobs(span, jobs) || packages.has(span.file.path) || span.file.path.endsWith(".npmrc"));
  const findings = own.length === 0 ? [] : present(lint(repository.input).findings, defaultConfig).filter(isAbout);
  return distinct([
    ...[...others, ...tokens].filter((each) => "what" in each),
    ...unclear.map(({ span, why }) => ({ span, ...unclearWords(why) })),
    ...elsewhere
      .filter(({ registry }) => !isNpmRegistry(certain(registry) ?? ""))
      .map(({ command }) => ({
        span: command.span,
        what: "This publishes to another registry, where npm's trust counts for nothing: it keeps its token.",
        instead: undefined,
      })),
    ...findings
      .filter(({ rule }) => !ofToken.has(rule.id))
      .map(({ span, message, fixes }) => ({ span, what: message, instead: fixes?.[0] && `${fixes[0].title}.` })),
  ]);
}

/** The jobs whose new permissions may be fewer than those that they had: a person has to look. */
export function narrowed(
  before: readonly Publish[],
  after: readonly Publish[],
  jobs: ReadonlySet<string>,
): readonly Left[] {
  return before.flatMap((publish) => {
    const old = certain(publish.idToken);
    const fresh = after.find((each) => keyOf(each) === keyOf(publish) && topOf(each) === topOf(publish));
    const idToken = fresh && certain(fresh.idToken);
    if (old === undefined || old.granted || idToken?.decidedBy === undefined || !jobs.has(keyOf(publish))) return [];
    const { decidedBy, job } = old;
    const had = decidedBy?.grants.kind === "all" ? `\`${decidedBy.grants.access}-all\`` : "the repository's default";
    const certainly =
      decidedBy === undefined ? needsOf(job).complete && job === publish.job : decidedBy.grants.kind !== "all";
    const { span } = idToken.decidedBy;
    return certainly
      ? []
      : [
          {
            span,
            what: `These permissions take the place of ${had}, and may be fewer.`,
            instead: "Add what else the steps need.",
          },
        ];
  });
}

/** What these say of a token is what a migration does, or says in its own words. */
const ofToken: ReadonlySet<string> = new Set(["stray-auth-token", "npmrc-auth-token"]);

function unclearWords(why: string): Pick<Left, "what" | "instead"> {
  if (why === "a remote reusable workflow")
    return {
      what: "A workflow of another repository publishes here, and only that one can do without the token.",
      instead:
        "If it publishes through OIDC, give this job `id-token: write`, and have npm trust this file: it sees the caller.",
    };
  return { what: `What publishes here isn't understood: ${why}.`, instead: byHand() };
}

function distinct(left: readonly Left[]): readonly Left[] {
  const seen = new Set<string>();
  return left.filter(({ span, what }) => {
    const key = `${span.file.path} ${span.start} ${what}`;
    return !seen.has(key) && seen.add(key);
  });
}
