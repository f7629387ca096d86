import type { Cause } from "../data/log/cause.ts";
import { causes, type CauseId } from "../data/log/causes.ts";
import type { Severity } from "../finding.ts";
import { defaultConfig, present } from "../lint/present.ts";
import type { Linted } from "../lint/run.ts";
import { isNpmRegistry } from "../npm-host.ts";
import { exchangeOf } from "../publish/exchange.ts";
import { certain, located } from "../publish/fact.ts";
import type { Unclear } from "../reason.ts";
import { wordsOf } from "../reason-words.ts";
import { originInWords } from "../publish/job/npm.ts";
import { sortedPublishes } from "../publish/find/sorted.ts";
import { emptyBlocksPublish } from "../publish/outcome/outcome.ts";
import type { Publish } from "../publish/publish.ts";
import { toolExchanges } from "../publish/tool/oidc.ts";
import { triggersOf } from "../publish/triggers.ts";
import { packageIn, type Package } from "../repository/package/package.ts";
import { workspacesOf } from "../repository/package/workspaces.ts";
import type { Repository } from "../repository/repository.ts";
import { claimsOf } from "../trust/claims.ts";
import type { Span } from "../text.ts";
import type { Change } from "./explanation.ts";
import type { Evidence } from "./rank.ts";

/** A repository to explain a log with, and what lint says of it. */
export interface Checkout {
  readonly repository: Repository;
  readonly linted: Linted;
  /** The full name of the commit that is checked out; undefined where it isn't known. */
  readonly commit: string | undefined;
}

/** What the files say about causes. `isSame` is false where the log is of another commit: then nothing is ruled out. */
export function evidenceOf(
  { repository, linted }: Checkout,
  packages: readonly string[],
  isSame: boolean,
): Evidence & { readonly dispatch: boolean | undefined } {
  const { publishes, elsewhere, unclear } = sortedPublishes(repository);
  const findings = present(linted.findings, defaultConfig);
  const whole = isSame && publishes.length > 0 && unclear.length === 0;
  const own = (path: string): boolean => packages.some((name) => manifestOf(publishes, name) === path);
  const changesOf = (cause: CauseId): readonly Change[] => {
    const { rules } = causes[cause];
    const found = findings
      .filter(({ rule }) => rules.includes(rule.id))
      .toSorted(
        (a, b) =>
          Number(own(b.span.file.path)) - Number(own(a.span.file.path)) ||
          gravity[a.severity] - gravity[b.severity] ||
          rules.indexOf(a.rule.id) - rules.indexOf(b.rule.id),
      )
      .slice(0, mostChanges)
      .map(({ rule, severity, span, message, fixes = [] }): Change => ({
        rule: rule.id,
        severity,
        span,
        message,
        fixes,
      }));
    if (cause === "private-package") return [...manifestsFor(cause, repository, packages), ...found];
    if (found.length > 0) return found;
    return cause === "repository-missing"
      ? manifestsFor(cause, repository, packages)
      : placesOf([...publishes, ...elsewhere], cause);
  };
  return {
    changes: changesOf,
    changesOrPlaces(cause) {
      const changes = changesOf(cause);
      if (changes.length > 0) return changes;
      const clients = isOfClient(cause) ? publishes.flatMap(unknownClient) : [];
      const hidden = clients.length > 0 || isInWorkflow(cause) ? [...unclear, ...clients] : [];
      return distinct(hidden.map(changeToLookAt));
    },
    ruledOut(cause) {
      const rule = ruleOuts[cause];
      return whole && rule?.holds !== undefined && publishes.every(rule.holds) ? rule.says : undefined;
    },
    compare: compareOf(publishes),
    dispatch: dispatchOf(publishes),
  };
}

/** Whether the line to change may be in a workflow, where the files don't tell what happens. */
function isInWorkflow(cause: CauseId): boolean {
  const { where }: Cause = causes[cause];
  return where === "workflow";
}

/** Whether the version of a client, or of the tool that brings it, is the cause. */
function isOfClient(cause: CauseId): boolean {
  return causes[cause].rules.some((rule) => /^(?:npm-too-old|npm-upgrade-refused|release-tool-too-old)$/.test(rule));
}

function unknownClient({ npm, command }: Publish): readonly Unclear[] {
  return npm !== undefined && "unknown" in npm ? [{ span: npm.unknown.span ?? command.span, reason: npm.unknown }] : [];
}

function changeToLookAt({ span, reason }: Unclear): Change {
  return changeAt(span, `The files don't tell what happens here (${wordsOf(reason)}): look at this yourself.`);
}

/** More lines than these don't help to find the one. */
const mostChanges = 3;

const gravity: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

function manifestOf(publishes: readonly Publish[], name: string): string | undefined {
  for (const { packages } of publishes)
    for (const { manifest } of certain(packages) ?? [])
      if (manifest.name?.value === name) return manifest.span.file.path;
  return undefined;
}

/** The package.json files that show a cause: those of the packages that the log names, or of all. */
function manifestsFor(
  cause: "repository-missing" | "private-package",
  repository: Repository,
  packages: readonly string[],
): readonly Change[] {
  const root = packageIn(repository, "");
  if (typeof root === "string") return [];
  const all = [root, ...(workspacesOf(repository, root) ?? [])];
  const isMeant = ({ name }: Package): boolean => packages.length === 0 || packages.includes(name?.value ?? "");
  return all
    .filter(isMeant)
    .filter((each) =>
      cause === "private-package" ? each.private : each.repository.kind === "missing" && !each.private,
    )
    .slice(0, mostChanges)
    .map(({ span, block }) => {
      const hidden = block.entries.find(({ key }) => key.value === "private")?.key.span;
      return cause === "private-package"
        ? changeAt(hidden ?? span, "This package.json is private.")
        : changeAt(span, "This package.json has no `repository`.");
    });
}

/** Where a fact about a publish comes from that makes a cause true, though no rule reports it. */
function placesOf(publishes: readonly Publish[], cause: CauseId): readonly Change[] {
  const place = places[cause];
  return place === undefined ? [] : distinct(publishes.flatMap((publish) => place(publish) ?? []));
}

/** The first few, each place once. */
function distinct(changes: readonly Change[]): readonly Change[] {
  const isSame = (a: Span, b: Span): boolean => a.file === b.file && a.start === b.start;
  return changes
    .filter(({ span }, index) => changes.findIndex((other) => isSame(other.span, span)) === index)
    .slice(0, mostChanges);
}

const places: Readonly<Partial<Record<CauseId, (publish: Publish) => Change | undefined>>> = {
  "npm-too-old": (publish) => {
    const npm = publish.npm && located(publish.npm);
    if (npm === undefined || exchangeOf(publish) !== "no") return undefined;
    const { from, versions } = npm.value;
    const which = versions.lowest === versions.highest ? `npm ${versions.lowest}` : "the npm";
    return changeAt(npm.span, `Here ${which} publishes, ${originInWords(from)}: it can't exchange an OIDC token.`);
  },
  "private-source": ({ provenance }) => {
    const asked = located(provenance);
    return asked?.value === "asked" ? changeAt(asked.span, "Provenance is asked for here.") : undefined;
  },
  "other-registry": ({ registry }) => {
    const named = located(registry);
    return named === undefined || isNpmRegistry(named.value)
      ? undefined
      : changeAt(named.span, "This registry is published to.");
  },
  "no-id-token": ({ idToken, job }) => {
    if ("unknown" in idToken)
      return changeAt(
        idToken.unknown.span,
        "The files don't tell whether the publish gets `id-token: write`; this decides it.",
      );
    return located(idToken)?.value.granted === false
      ? changeAt(job.id.span, `Job "${job.id.value}" has no \`id-token: write\`.`)
      : undefined;
  },
};

function changeAt(span: Span, message: string): Change {
  return { rule: undefined, severity: undefined, span, message, fixes: [] };
}

/** Why the files rule a cause out, if that holds for each publish. */
const ruleOuts: Readonly<
  Partial<Record<CauseId, { readonly holds: (publish: Publish) => boolean; readonly says: string }>>
> = {
  "npm-too-old": {
    holds: (publish) => exchangeOf(publish) === "yes",
    says: "Not the version of npm: by the files, every publish uses one that can exchange a token.",
  },
  "no-id-token": {
    holds: ({ idToken }) => certain(idToken)?.granted === true,
    says: "Not `permissions`: by the files, every job that publishes has `id-token: write`.",
  },
  "empty-project-token": {
    holds: (publish) => certain(publish.credential) !== undefined && emptyBlocksPublish(publish) === false,
    says: "Not an empty token: no `.npmrc` of the repository has one that gets in the way.",
  },
  "refused-event": {
    holds: (publish) =>
      triggersOf(publish)?.every(({ value }) => !/^(?:pull_request_target|issue_comment)$/.test(value)) === true,
    says: "Not the event: none that npm refuses starts a publish.",
  },
  "semantic-release-too-old": toolIsNew(),
  "pnpm-too-old": toolIsNew(),
  "yarn-too-old": toolIsNew(),
  "lerna-too-old": toolIsNew(),
};

function toolIsNew(): { readonly holds: (publish: Publish) => boolean; readonly says: string } {
  return {
    holds: (publish) => publish.oidcDecidedBy !== undefined && toolExchanges(publish) === "yes",
    says: "Not the tool's version: by the files, it can exchange a token.",
  };
}

/** What npmjs.com's form has to say, where all publishes agree. */
function compareOf(publishes: readonly Publish[]): readonly (readonly [string, string])[] {
  const all = publishes.map(claimsOf);
  const only = (values: readonly (string | undefined)[]): string | undefined => {
    const [first, ...others] = new Set(values);
    return others.length === 0 ? first : undefined;
  };
  const repository = only(all.map((claims) => claims.repository));
  const file = only(all.map((claims) => claims.file));
  const environment = only(all.map((claims) => claims.environment));
  return [
    ...(repository === undefined ? [] : [["Repository", repository] as const]),
    ...(file === undefined ? [] : [["Workflow filename", file] as const]),
    ...(environment === undefined
      ? []
      : [["Environment", environment === "" ? "(empty: the job has none)" : environment] as const]),
  ];
}

function dispatchOf(publishes: readonly Publish[]): boolean | undefined {
  const all = publishes.map((publish) => triggersOf(publish)?.some(({ value }) => value === "workflow_dispatch"));
  return all.length === 0 || all.includes(undefined) ? undefined : all.includes(true);
}
