import { firstToExchange, firstToStage } from "../data/npm.ts";
import { directTokenPublishEnds, holds } from "../data/npm-policy.ts";
import { removeEntry } from "../edit/edit.ts";
import type { Fix } from "../finding.ts";
import { idTokenFix } from "../fixes/grant-id-token.ts";
import { newerNpm } from "../fixes/newer-npm.ts";
import { tokenPlaces, type TokenPlaces } from "../fixes/token-places.ts";
import { startedWorkflow } from "../publish/auth/call-path.ts";
import { every } from "../publish/every.ts";
import { exchangeOf } from "../publish/exchange.ts";
import { certain, located, possibilities } from "../publish/fact.ts";
import { isHosted } from "../publish/job/node.ts";
import type { NpmAt } from "../publish/job/npm.ts";
import { packagesWithoutRepository, repositoryEdits } from "../publish/missing-repository.ts";
import { modeOf, usesOidc } from "../publish/mode.ts";
import type { Publish } from "../publish/publish.ts";
import { toolExchanges, lacksOf } from "../publish/tool/oidc.ts";
import type { Lacks } from "../publish/tool/tool.ts";
import { mentions } from "../repository/command/own-words.ts";
import type { Package } from "../repository/package/package.ts";
import type { Repository } from "../repository/repository.ts";
import { identityOf } from "../repository/settings/identity.ts";
import { publishersPath } from "../repository/settings/publishers.ts";
import type { Rule } from "../rule.ts";
import { applyEdits, type Edit, type Located, type Span } from "../text.ts";
import { isProven, isRefused } from "../trust/proof.ts";

export const useTrustedPublishing: Rule<"job"> = {
  id: "use-trusted-publishing",
  severities: ["info", "warning"],
  summary: "A release uses trusted publishing instead of a stored token.",
  about: "job",
  needs: {
    toolVersion: "likely",
    registry: "likely",
    idToken: "likely",
    credential: "likely",
    provenance: "likely",
    environment: "likely",
    jobNpm: "likely",
    packages: "likely",
    name: "likely",
  },
  *check({ publishes: own, unsure }, context) {
    const { repository, publishes } = context;
    const [first] = own;
    const span = first === undefined ? undefined : secretOf(first);
    if (first === undefined || span === undefined) return;
    if (unsure.length > 0 || !own.every((publish) => byToken(publish) && canBeTrusted(publish))) return;
    if (!every(context, (other) => !mayUseOidc(other) || !own.some((publish) => mayMeet(publish, other)))) return;
    const fix = fixOf(own, publishes, repository);
    const ended = own.some(endsSoon) && holds(directTokenPublishEnds, repository.input.today);
    yield {
      severity: ended ? "warning" : "info",
      span,
      message: messageOf(first, own, repository),
      fixes: fix === undefined ? [] : [fix],
    };
  },
};

/** `npm stage publish` may go on with a token. */
function endsSoon({ action }: Publish): boolean {
  return action !== "stage";
}

function byToken(publish: Publish): boolean {
  const mode = modeOf(publish);
  return mode === "token" || mode === "token-with-provenance";
}

function mayUseOidc(publish: Publish): boolean {
  return usesOidc(publish) || (modeOf(publish) === "unknown" && certain(publish.idToken)?.granted !== false);
}

/**
 * npm trusts GitHub's own runners, and refuses two triggers that outsiders start
 * (docs/facts/github.md#refused-events-and-runners).
 */
function canBeTrusted(publish: Publish): boolean {
  const { triggers } = startedWorkflow(publish);
  return isHosted(publish.job, publish.scope) && triggers?.every(({ value }) => isRefused(value)) !== true;
}

/** Whether two publishes may be of one package: then the one by token is for what OIDC can't do, a first version say. */
function mayMeet(publish: Publish, other: Publish): boolean {
  const [packages, others] = [publish, other].map((each) => certain(each.packages)?.map(({ manifest }) => manifest));
  return packages?.some((each) => others?.includes(each) !== false) !== false;
}

/** Where the secret is handed over; undefined for a token that is written out, which is a graver matter and another rule's. */
function secretOf({ credential }: Publish): Span | undefined {
  const sent = located(credential);
  if (sent === undefined) return undefined;
  const { value, span } = sent;
  return value.kind === "token" && value.secret !== undefined ? span : undefined;
}

function messageOf(first: Publish, own: readonly Publish[], repository: Repository): string {
  const token = certain(first.credential);
  const variable = token?.kind === "token" && /^\w+$/.test(token.name) ? `the token in ${token.name}` : "a token";
  const top = startedWorkflow(first).file.path.replace(/^.*\//, "");
  const missing = missingOf(own);
  const trusted = own.every((publish) => isProven(repository, publish))
    ? `: \`${publishersPath}\` says npm trusts`
    : ", once npmjs.com trusts";
  // Where the client could trade the id-token, npmjs.com decides whether it already does.
  const could = own.some((publish) => !lacksGrant(publish) && exchangeOf(publish) !== "no");
  const publishes = could ? "has" : "publishes with";
  const planned = holds(directTokenPublishEnds, repository.input.today) ? "planned" : "plans";
  const end = own.some(endsSoon) ? `, which npm ${planned} to end in ${directTokenPublishEnds.said}` : "";
  const start = `Job "${first.job.id.value}" ${publishes} ${variable}${could ? " to publish with" : ""}${end}. Trusted publishing needs none${trusted} \`${top}\`.`;
  return missing.length === 0 ? start : `${start} Missing here: ${missing.join(", ")}.`;
}

/** What the files still lack for OIDC. */
function missingOf(own: readonly Publish[]): readonly string[] {
  const missing = own.some(lacksGrant) ? ["`id-token: write`"] : [];
  const lacking = own.find((publish) => lacksOf(publish) !== undefined);
  const lacks = lacking && lacksOf(lacking);
  const old = own.find((publish) => tooOld(publish) !== undefined);
  const versions = old === undefined ? undefined : tooOld(old)?.value.versions;
  if (lacking !== undefined && lacks !== undefined) missing.push(otherTool(lacking.tool.name, lacks));
  else if (old !== undefined && versions !== undefined) {
    missing.push(
      `npm ${old.action === "stage" ? firstToStage : firstToExchange} or later instead of ${versions.highest ?? versions.lowest}`,
    );
  }
  const [found, ...others] = withoutRepository(own.filter(({ provenance }) => certain(provenance) !== "asked"));
  if (found !== undefined) {
    const file = others.length > 0 ? `${others.length + 1} package.json files` : shortOf(found.file.path);
    missing.push(`\`repository\` in ${file} (for a public repository)`);
  }
  return missing;
}

function otherTool(name: string, lacks: Lacks): string {
  if (lacks.kind === "never") return `a tool that can do it (\`${name}\` can't; ${lacks.instead})`;
  const { shown } = lacks.version.value;
  return `${lacks.of} ${lacks.minimum} or later${shown.length > 20 ? "" : ` instead of ${shown}`}`;
}

function lacksGrant({ idToken }: Publish): boolean {
  return certain(idToken)?.granted === false;
}

/** The npm that certainly can't exchange. */
function tooOld(publish: Publish): Located<NpmAt> | undefined {
  if (toolExchanges(publish) !== "yes" || exchangeOf(publish) !== "no" || publish.npm === undefined) return undefined;
  return possibilities(publish.npm)?.[0];
}

function withoutRepository(own: readonly Publish[]): readonly Package[] {
  return [...new Set(own.flatMap(packagesWithoutRepository))];
}

/** Everything at once, or nothing: each part alone would stop the release. */
function fixOf(own: readonly Publish[], publishes: readonly Publish[], repository: Repository): Fix | undefined {
  const places = own.map((publish) => placesOf(publish, publishes));
  const identity = identityOf(repository);
  const parts = [
    ...places.flatMap(
      (each) => each?.entries.map(({ mapping, entry, holder }) => removeEntry(mapping, entry, [holder])) ?? [undefined],
    ),
    ...own.map((publish) => changesOf(publish, publishes, repository)),
    ...withoutRepository(own).map((each) => (identity === undefined ? undefined : repositoryEdits(each, identity))),
  ];
  const edits = parts.flatMap((part) => part ?? []);
  if (parts.includes(undefined) || !meetNowhere(edits)) return undefined;
  const shared = places.find((each) => each?.own === false);
  const others =
    shared?.install === undefined ? "no other step may need it" : `\`${shared.install}\` may need the token`;
  const alone = places.every((each) => each?.own === true && each.install === undefined);
  if (alone && own.every((publish) => isProven(repository, publish)))
    return { title: "Publish through OIDC", kind: "review", edits };
  const check = `add the trusted publisher on npmjs.com first${shared === undefined ? "" : `; ${others}`}`;
  return { title: `Publish through OIDC (${check})`, kind: "manual", edits };
}

/** The grant and the npm of one publish; undefined where one of them can't be written, or isn't known to do. */
function changesOf(
  publish: Publish,
  publishes: readonly Publish[],
  repository: Repository,
): readonly Edit[] | undefined {
  const idToken = certain(publish.idToken);
  const called = publish.workflow.triggers?.some(({ value }) => value === "workflow_call") !== false;
  if (called || idToken === undefined) return undefined;
  const permissions = idToken.granted ? [] : idTokenFix(publish, idToken)?.edits;
  const old = tooOld(publish);
  const npm =
    old !== undefined
      ? newerNpm(publish, old, publishes, repository.input.today)[0]?.edits
      : exchangeOf(publish) === "yes"
        ? []
        : undefined;
  return permissions === undefined || npm === undefined ? undefined : [...permissions, ...npm];
}

/** Every place that gives a publish its token; undefined where a script handles it, or another job publishes with it. */
function placesOf(publish: Publish, publishes: readonly Publish[]): TokenPlaces | undefined {
  const { job, workflow } = publish;
  const places = tokenPlaces(publish);
  const name = places?.entries[0]?.entry.key.value;
  if (places === undefined || name === undefined || !/^\w+$/.test(name)) return undefined;
  // What does something with it would do it with nothing: an empty token in a project's `.npmrc` stops npm.
  const handled = new RegExp(`npmrc|_auth|\\b${name}\\b`);
  if (job.steps.some(({ run }) => mentions(run, handled))) return undefined;
  const ofWorkflow = places.entries.some(({ holder }) => holder[0] === workflow.block);
  const elsewhere = publishes.some((other) => other.job !== job && other.workflow === workflow);
  return ofWorkflow && elsewhere ? undefined : places;
}

function meetNowhere(edits: readonly Edit[]): boolean {
  return [...new Set(edits.map(({ span }) => span.file))].every(
    (file) =>
      applyEdits(
        file.text,
        edits.filter(({ span }) => span.file === file),
      ) !== undefined,
  );
}

/** Long paths would make a long message of a list. */
function shortOf(path: string): string {
  return path.length > 30 ? "a package.json" : path;
}
