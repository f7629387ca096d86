import { manifestsOf } from "../../publish/tool/published.ts";
import { needsOf } from "../../fixes/needed-permissions.ts";
import { present, defaultConfig } from "../../lint/present.ts";
import { lint } from "../../lint/run.ts";
import { isNpmRegistry } from "../../npm-host.ts";
import { callPathsOf } from "../../publish/auth/call-path.ts";
import { exchangeOf } from "../../publish/exchange.ts";
import { certain, possibilities } from "../../publish/fact.ts";
import { isForFirst } from "../../publish/first-publish.ts";
import { modeOf } from "../../publish/mode.ts";
import { untaggedPrerelease } from "../../publish/outcome/untagged.ts";
import type { Publish } from "../../publish/publish.ts";
import { sortedPublishes } from "../../publish/find/sorted.ts";
import { wordsOf } from "../../reason-words.ts";
import type { Reason } from "../../reason.ts";
import { startOfPath } from "../../repository/command/command.ts";
import { mentions, runs } from "../../repository/command/own-words.ts";
import type { Repository } from "../../repository/repository.ts";
import { grantsIdToken } from "../../repository/workflow/permissions.ts";
import type { RuleFinding } from "../../rule.ts";
import { isInJobs, keyOf, needsMigration, topOf, type Chosen } from "./chosen.ts";
import { leftoverTokens } from "./leftover.ts";
import { byHand, editsForOidc } from "./obstacle.ts";
import type { ManualStep } from "./manual-step.ts";
import { tokenEdits } from "./token.ts";

/** What can't be migrated, and what lint still reports of the rest, in the files as they are after the migration. */
export function manualStepsOf(
  repository: Repository,
  { publishes, elsewhere, unclear }: Chosen,
  jobs: ReadonlySet<string>,
  removeToken: boolean,
): readonly ManualStep[] {
  const own = publishes.filter((publish) => jobs.has(keyOf(publish)));
  const tokens = publishes
    .filter((publish) => (jobs.has(keyOf(publish)) ? removeToken : isForFirst(publish, publishes)))
    .map((publish) => tokenEdits(repository, publish, jobs));
  const others = publishes
    .filter((publish) => !jobs.has(keyOf(publish)) && (modeOf(publish) !== "oidc-only" || exchangeOf(publish) === "no"))
    .map((publish) => obstacleOf(repository, publish));
  const files = new Set(
    own.flatMap((publish) => [
      ...(certain(manifestsOf(publish.packages)) ?? []).map(({ file }) => file.path),
      ...publish.job.steps.filter((step) => step.caller !== undefined).map(({ block }) => block.span.file.path),
    ]),
  );
  const isAbout = ({ span, severity }: RuleFinding): boolean =>
    severity !== "info" && (isInJobs(span, jobs) || files.has(span.file.path) || span.file.path.endsWith(".npmrc"));
  const findings = own.length === 0 ? [] : present(lint(repository.input).findings, defaultConfig).filter(isAbout);
  const obstacles = others.filter((each) => each !== undefined);
  const [untold] = own.length + obstacles.length > 0 ? [] : publishes.filter((each) => needsMigration(each, publishes));
  return distinct([
    ...[...obstacles, ...tokens].filter((each) => "what" in each),
    ...(untold === undefined ? [] : [notAlone(untold)]),
    ...(removeToken ? leftoverTokens(repository, own) : []),
    ...unclear.map(({ span, reason }) => ({ span, ...unclearWords(reason), about: "unclear" as const })),
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

/** One of which the edits aren't enough, and no single place says why. */
function notAlone({ command, job }: Publish): ManualStep {
  return {
    span: startOfPath(command),
    what: `Job "${job.id.value}" publishes here, and can't be changed for OIDC without a change to what else calls it.`,
    instead: byHand(),
    about: "unclear",
  };
}

/** What keeps a publish from being migrated; undefined where that is another publish of its job. */
function obstacleOf(repository: Repository, publish: Publish): ManualStep | undefined {
  const edits = editsForOidc(repository, publish);
  const calls = callPathsOf(repository, publish.workflow).flatMap((callPath) => callPath.calls.slice(0, 1));
  const refusing = calls
    .map(({ job, workflow }) => job.permissions ?? workflow.permissions)
    .find((block) => block !== undefined && grantsIdToken(block) === false);
  if ("what" in edits || edits.length === 0 || refusing === undefined || calls.length < 2)
    return "what" in edits ? edits : undefined;
  return {
    span: refusing.span,
    what: `These permissions refuse \`id-token: write\`: this run wouldn't start once ${publish.workflow.file.path} asks for it.`,
    instead: "Grant it here as well.",
  };
}

/** What may be other than it was, and what a person has to look at: fewer permissions, a stricter npm, a second workflow. */
export function caveats(
  repository: Repository,
  before: readonly Publish[],
  after: readonly Publish[],
  jobs: ReadonlySet<string>,
): readonly ManualStep[] {
  const all = sortedPublishes(repository).publishes;
  const own = before.filter((publish) => jobs.has(keyOf(publish)));
  return distinct(
    own.flatMap((publish) => {
      const fresh = after.find((each) => keyOf(each) === keyOf(publish) && topOf(each) === topOf(publish));
      if (fresh === undefined) return [];
      return [
        ...narrowed(publish, fresh),
        ...(untaggedPrerelease(fresh) && !tagged(after, fresh) ? [] : stricter(publish, fresh)),
        ...second(fresh, all),
      ];
    }),
  );
}

/** Whether another publish names a tag: what is untagged may then never be a prerelease. */
function tagged(publishes: readonly Publish[], but: Publish): boolean {
  return publishes.some((other) => other !== but && other.options.options.has("tag"));
}

function narrowed(publish: Publish, fresh: Publish): readonly ManualStep[] {
  const [old, now] = [certain(publish.idToken), certain(fresh.idToken)];
  if (old === undefined || old.granted || now?.decidedBy === undefined || !now.granted) return [];
  const { decidedBy, job } = old;
  const all = decidedBy?.grants.kind === "all" ? decidedBy.grants.access : undefined;
  if (all === undefined && (decidedBy !== undefined || (needsOf(job).complete && job === publish.job))) return [];
  const had = all === undefined ? "the repository's default" : `\`${all}-all\``;
  const what = `These permissions take the place of ${had}, and may be fewer.`;
  return [{ span: now.decidedBy.span, what, instead: "Add what else the steps need." }];
}

/** npm 11 and later want a tag for a prerelease (docs/facts/npm.md#prereleases); said where there may be one. */
function stricter(publish: Publish, fresh: Publish): readonly ManualStep[] {
  const { tool, options, config, packages, job } = fresh;
  const major = ({ npm }: Publish, which: "lowest" | "highest"): number => {
    const version = npm && possibilities(npm)?.[0]?.value.versions[which];
    return Number(version?.split(".", 1)[0] ?? Number.NaN);
  };
  const tagged = options.options.has("tag") || config.setting("tag") !== undefined;
  if (tool.isNpm !== true || tagged || !(major(publish, "highest") < 11 && major(fresh, "lowest") >= 11)) return [];
  const known = certain(packages)?.every(({ version }) => /^(?!0\.0\.0)[\d.]+$/.test(certain(version)?.value ?? ""));
  const prereleases = job.steps.some(
    ({ run }) => runs(run, /\bnpm version\b/) || mentions(run, /alpha|beta|canary|nightly|prerelease/i),
  );
  return known === true && !prereleases
    ? []
    : [
        {
          span: fresh.command.span,
          what: "From npm 11 on a prerelease that is published without `--tag` is refused; npm 10 made it the latest.",
          instead: "Add a `--tag` if there are any.",
        },
      ];
}

/** A token's workflow next to one that publishes the same through OIDC may be there for what OIDC can't do. */
function second(publish: Publish, all: readonly Publish[]): readonly ManualStep[] {
  const own = certain(manifestsOf(publish.packages)) ?? [];
  const other = all.find(
    (each) =>
      each.workflow.file !== publish.workflow.file &&
      modeOf(each) === "oidc-only" &&
      certain(manifestsOf(each.packages))?.some(({ file }) => own.some((mine) => mine.file === file)) === true,
  );
  if (other === undefined || certain(publish.credential)?.kind !== "token") return [];
  const what = `${topOf(other)} publishes the same through OIDC: this may be there for first versions, which OIDC can't publish.`;
  return [{ span: publish.command.span, what, instead: "Then leave the token here." }];
}

/** What these say of a token is what a migration does, or says in its own words. */
const ofToken: ReadonlySet<string> = new Set(["stray-auth-token", "npmrc-auth-token"]);

function unclearWords(reason: Reason): Pick<ManualStep, "what" | "instead"> {
  if (reason.kind === "remote-workflow")
    return {
      what: "A workflow of another repository publishes here, and only that one can do without the token.",
      instead:
        "If it publishes through OIDC, give this job `id-token: write`, and have npm trust this file: it sees the caller.",
    };
  return { what: `What publishes here isn't understood: ${wordsOf(reason)}.`, instead: byHand() };
}

function distinct(manualSteps: readonly ManualStep[]): readonly ManualStep[] {
  const seen = new Set<string>();
  return manualSteps.filter(({ span, what }) => {
    const key = `${span.file.path} ${span.start} ${what}`;
    return !seen.has(key) && seen.add(key);
  });
}
