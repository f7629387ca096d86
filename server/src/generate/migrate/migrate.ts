import type { Fix } from "../../finding.ts";
import { fixAll } from "../../lint/fix.ts";
import { defaultConfig } from "../../lint/present.ts";
import { exchangeOf } from "../../publish/exchange.ts";
import { certain } from "../../publish/fact.ts";
import { packagesWithoutRepository, repositoryEdits } from "../../publish/missing-repository.ts";
import { sortedPublishes } from "../../publish/find/sorted.ts";
import { usesOidc } from "../../publish/mode.ts";
import type { Publish } from "../../publish/publish.ts";
import { refusedCalls } from "../../publish/refused-calls.ts";
import { sendsTokenFirst, lacksOf } from "../../publish/tool/oidc.ts";
import { withFiles } from "../../repository/input.ts";
import { applyDots } from "../../repository/paths.ts";
import type { Repository } from "../../repository/repository.ts";
import { identityOf } from "../../repository/settings/identity.ts";
import type { Rule, RuleFinding } from "../../rule.ts";
import { rules } from "../../rules/index.ts";
import type { Edit, SourceFile } from "../../text.ts";
import { assumptionsOf, installAfter, publishersOf, unnamed } from "./about.ts";
import type { Assumption } from "./assume.ts";
import {
  candidatesOf,
  chosenAt,
  holdsToken,
  isInJobs,
  keyOf,
  needsMigration,
  topOf,
  type Candidate,
} from "./chosen.ts";
import { caveats, manualStepsOf } from "./manual.ts";
import { editsForOidc } from "./obstacle.ts";
import type { ManualStep } from "./manual-step.ts";
import { secretEdits, secretsGiven, usesOf, type Secrets } from "./secret.ts";
import { stepsOf } from "./tasks.ts";
import { installAssumptions } from "./private-installs.ts";
import { leftoverEdits, tokenEdits, variableOfTool } from "./token.ts";
import { namesOf } from "../names.ts";
import { splitJobs } from "../split/split.ts";
import { publishersChange, type FileChange } from "../publishers.ts";
import type { Task } from "../settings.ts";

/** What turns a release by token into one by OIDC. */
export interface Migration {
  /** To be written together; empty where nothing changes. */
  readonly files: readonly FileChange[];
  /** What isn't proven, and must be so for the release to work. */
  readonly assumptions: readonly Assumption[];
  /** What is left to a person, in the files as they are then. */
  readonly manualSteps: readonly ManualStep[];
  /** What a person does then, in the order in which every release on the way works. */
  readonly tasks: readonly Task[];
  /** Whether a token still reaches a publish that could do without. */
  readonly hasToken: boolean;
}

/** The workflows of a repository that may be migrated. */
export function migratable(repository: Repository): readonly Candidate[] {
  return candidatesOf(repository);
}

/**
 * Migrates the workflow at `path`. At first the token stays, to publish with until npmjs.com trusts the workflow, and if ever it
 * doesn't; with `removeToken` it goes. What can't be migrated isn't touched.
 */
export function migrate(start: Repository, path: string, removeToken: boolean): Migration {
  const before = chosenAt(start, path);
  if (!before.publishes.some((publish) => needsMigration(publish, before.publishes)))
    return {
      files: [],
      assumptions: assumptionsOf(before),
      manualSteps: manualStepsOf(start, before, new Set(), removeToken),
      tasks: [],
      hasToken: false,
    };
  const secrets = secretsGiven(before.publishes);
  const { jobs, files: all } = whole(start, path, secrets);
  const done = changed(start, all);
  // With a tool that sends a token first, all of it is one step.
  const waiting = removeToken ? [] : before.publishes.filter(sendsFirst).map(keyOf);
  const first = new Set([...jobs].filter((key) => !waiting.includes(key)));
  const files = removeToken ? all : filesOf(start, path, first, undefined);
  const repository = changed(start, files);
  const chosen = chosenAt(repository, path);
  const found = new Set(chosen.publishes.map(keyOf));
  // A token is what a guess was by: without it nothing is seen there any more.
  const gone = before.publishes.filter((publish) => jobs.has(keyOf(publish)) && !found.has(keyOf(publish)));
  const own = [...chosen.publishes.filter((publish) => jobs.has(keyOf(publish))), ...gone];
  const hasToken = chosen.publishes.some(
    (publish) => jobs.has(keyOf(publish)) && holdsToken(publish, chosen.publishes),
  );
  const going = {
    path,
    writes: files.size > 0,
    removeToken,
    hasToken,
    tokenFirst: own.find(sendsFirst)?.tool.name,
    publishers: publishersOf(repository, own),
    secrets: usesOf(done, secrets.stored),
    install: installAfter(start, before.publishes, files),
    canSplit: splitJobs(repository, path).some((each) => !("problem" in each)),
  };
  return {
    files: [...files.values()].map(({ path: own, text }) => {
      const old = start.file(own);
      return { path: own, before: typeof old === "object" ? old : undefined, text };
    }),
    assumptions: [
      ...assumptionsOf(chosen, jobs),
      ...assumptionsOf({ ...before, publishes: gone }, jobs),
      ...(removeToken ? before.publishes : []).flatMap((each) =>
        jobs.has(keyOf(each)) ? installAssumptions(start, each) : [],
      ),
    ],
    manualSteps: [
      ...caveats(repository, before.publishes, chosen.publishes, jobs),
      ...manualStepsOf(repository, chosen, jobs, removeToken),
    ],
    tasks: files.size > 0 || hasToken ? stepsOf(going) : [],
    hasToken,
  };
}

/** All of it, with the jobs that can be migrated: one whose publishes can't all be is left as it is, and what was written may show that. */
function whole(start: Repository, path: string, { given }: Secrets) {
  let jobs: ReadonlySet<string> = new Set(chosenAt(start, path).publishes.map(keyOf));
  for (;;) {
    const files = filesOf(start, path, jobs, given);
    const repository = changed(start, files);
    const { publishes } = chosenAt(repository, path);
    const bad = new Set(publishes.flatMap((each) => (isReady(repository, each) ? [] : [keyOf(each)])));
    const good = new Set([...jobs].filter((key) => !bad.has(key)));
    if (good.size === jobs.size) return { jobs, files };
    jobs = good;
  }
}

/** Whether a publish's tool, or the version of it that OIDC takes, sends a token that it is given and asks for none by OIDC. */
function sendsFirst(publish: Publish): boolean {
  const lacks = lacksOf(publish);
  const first =
    lacks?.kind === "too-old"
      ? lacks.of === "yarn"
      : sendsTokenFirst(publish) || publish.tool.oidcVariable !== undefined;
  return first && certain(publish.credential)?.kind === "token";
}

/** The repository with other texts for some of its files. */
function changed(repository: Repository, files: ReadonlyMap<string, SourceFile>): Repository {
  const { input } = repository;
  return {
    input: { ...input, reader: withFiles(input.reader, files) },
    file: (path) => files.get(applyDots(path) ?? path) ?? repository.file(path),
    directory: (path) => repository.directory(path),
  };
}

/** Whether OIDC is in place, and nothing else in the way. */
function isReady(repository: Repository, publish: Publish): boolean {
  const ready = certain(publish.idToken)?.granted === true && exchangeOf(publish) === "yes";
  const stopped = refusedCalls(repository, publish.workflow).length > 0;
  return ready && !stopped && !("what" in editsForOidc(repository, publish));
}

/** The rules whose fixes belong to a migration, in the jobs that are migrated. */
const first: ReadonlySet<string> = new Set([
  "npm-upgrade-refused",
  "npm-upgrade-undone",
  "node-version-number",
  "oidc-unsupported-command",
]);
const last = "unread-token";

/** The changes, to the fixpoint: one may be needed for the next to be seen. */
function filesOf(
  start: Repository,
  path: string,
  jobs: ReadonlySet<string>,
  secrets: readonly string[] | undefined,
): ReadonlyMap<string, SourceFile> {
  const wanted = secrets === undefined ? first : new Set([...first, last]);
  const step = ruleOf((repository) => {
    const own = chosenAt(repository, path).publishes.filter((publish) => jobs.has(keyOf(publish)));
    const preparing = own.flatMap((publish) => [
      editsForOidc(repository, publish),
      repositoryOfPackages(repository, publish),
    ]);
    if (secrets === undefined || !own.every((publish) => isReady(repository, publish))) return preparing;
    return [
      ...preparing,
      ...own.map(variableOfTool),
      ...own.map((publish) => tokenEdits(repository, publish, jobs)),
      ...own.map((publish) => leftoverEdits(repository, publish, jobs, secrets)),
      ...own.map((publish) => secretEdits(repository, publish, secrets)),
    ];
  });
  const accept = ({ kind }: Fix, { rule, span }: RuleFinding): boolean =>
    rule === step || (kind !== "manual" && isInJobs(span, jobs));
  const files = new Map(
    fixAll(start.input, defaultConfig, accept, [step, ...rules.filter(({ id }) => wanted.has(id))]),
  );
  if (secrets === undefined) return files;
  const repository = changed(start, files);
  const [old, { publishes, assumptions }] = [chosenAt(start, path).publishes, chosenAt(repository, path)];
  // What may publish something else is trusted by a person, not by a list that is written here.
  const isGuess = (publish: Publish): boolean =>
    assumptions.get(publish)?.some(({ about }) => about === "publish") === true;
  const held = new Set(old.filter((publish) => holdsToken(publish, old)).map(keyOf));
  const own = publishes.filter(
    (publish) =>
      jobs.has(keyOf(publish)) && held.has(keyOf(publish)) && !holdsToken(publish, publishes) && !isGuess(publish),
  );
  const names = new Set(namesOf(start, own));
  // The list is complete for a package that it names: others that publish it through OIDC belong there as well.
  const others =
    own.length === 0
      ? []
      : sortedPublishes(repository).publishes.filter((each) => usesOidc(each) && topOf(each) !== path);
  for (const { names: all, trusted } of publishersOf(start, [...own, ...others])) {
    const listed = all.filter((name) => names.has(name));
    if (trusted.repository === unnamed || listed.length === 0) continue;
    const written = publishersChange(changed(start, files), listed, trusted);
    if (typeof written === "object") files.set(written.path, { path: written.path, text: written.text });
  }
  return files;
}

/** A rule whose findings are the edits that a migration makes next; what is left to a person makes none. */
function ruleOf(next: (repository: Repository) => readonly (readonly Edit[] | ManualStep)[]): Rule<"repository"> {
  return {
    id: "migrate",
    severities: ["info"],
    summary: "",
    about: "repository",
    needs: {},
    *check(repository) {
      for (const edits of next(repository)) {
        const [edit] = "what" in edits ? [] : edits;
        if (edit === undefined || "what" in edits) continue;
        yield { severity: "info", span: edit.span, message: "", fixes: [{ title: "", kind: "manual", edits }] };
      }
    },
  };
}

function repositoryOfPackages(repository: Repository, publish: Publish): readonly Edit[] {
  const identity = identityOf(repository);
  if (identity === undefined) return [];
  return packagesWithoutRepository(publish).flatMap((each) => repositoryEdits(each, identity) ?? []);
}
