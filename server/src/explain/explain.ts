import { experiments } from "../data/log/experiments.ts";
import { fallacies, onlyWith } from "../data/log/fallacies.ts";
import type { Failure } from "../data/log/failure.ts";
import { failures, type FailureId } from "../data/log/failures.ts";
import type { Clue } from "../data/log/clue.ts";
import { withoutSecrets } from "../lint/secrets.ts";
import { registryHost } from "../npm-host.ts";
import { afterwardsOf } from "./afterwards.ts";
import type { Explanation, ExplainedFailure, LogPlace } from "./explanation.ts";
import { evidenceOf, type Checkout } from "./files.ts";
import { observedIn } from "./observed.ts";
import { cluesOf, named, noEvidence, rank } from "./rank.ts";
import { publishSkipped } from "./skipped.ts";
import type { JobReading, Reading, Seen, Segment } from "./reading.ts";

/** What is known of a run besides its log. */
export interface About {
  /** The event that started it. */
  readonly event?: string;
  /** The full name of its commit. */
  readonly commit?: string;
  readonly checkout?: Checkout;
  /** The jobs that were skipped, named as GitHub shows them. */
  readonly skipped?: readonly string[];
}

/** Why the run failed, by its log; undefined where nothing in it is a known failure of publishing to npm. */
export function explain(reading: Reading, about: About = {}): Explanation | undefined {
  const found = reading.jobs.flatMap((job) =>
    job.segments.flatMap((segment) =>
      withoutExplained(segment, job).map(([id, seen]) => explainOne(id, seen, job, segment, reading, about)),
    ),
  );
  const merged = new Map<string, ExplainedFailure>();
  for (const each of found) {
    const key = `${each.place?.job ?? ""} ${each.id} ${each.causes[0]?.id ?? ""}`;
    const before = merged.get(key);
    const packages = [...new Set([...(before?.packages ?? []), ...each.packages])];
    merged.set(key, { ...(before ?? each), packages });
  }
  const [first, ...others] = merged.values();
  if (first === undefined) {
    const { skipped = [], checkout } = about;
    return checkout && publishSkipped(skipped, checkout.repository) ? explainCode("skipped", about) : undefined;
  }
  return { failures: [first, ...others], notes: notesOf(reading, about) };
}

/** A failure as its code stands for it, without a log; undefined where no failure has it. */
export function explainCode(code: string, about: About = {}): Explanation | undefined {
  const wanted = code.toUpperCase();
  const ids = (Object.keys(failures) as FailureId[]).filter((id) =>
    [id, failures[id].code, failures[id].page].some((name) => name?.toUpperCase() === wanted),
  );
  const job: JobReading = {
    name: undefined,
    clues: new Set(),
    segments: [],
    versions: new Map(),
    published: new Set(),
    hasPermissions: true,
  };
  const segment: Segment = { failures: new Map(), clues: new Set(), client: undefined };
  const [first, ...others] = ids.map((id): ExplainedFailure => ({
    ...explainOne(id, undefined, job, segment, { jobs: [job], lines: 0, commit: undefined }, about),
    observed: [],
  }));
  return first === undefined ? undefined : { failures: [first, ...others], notes: [] };
}

/** The failures of one command, without those that another one explains and those that prove not to be one. */
function withoutExplained(
  { failures: seen, clues }: Segment,
  job: JobReading,
): readonly (readonly [FailureId, Seen])[] {
  const explained = new Set(
    [...seen.keys()].flatMap((id): readonly string[] => {
      const { explains = [] }: Failure = failures[id];
      return explains;
    }),
  );
  return [...seen].filter(
    ([id]) =>
      !explained.has(id) &&
      // It went on with a token, and published.
      !(id === "exchange-refused" && job.clues.has("published")) &&
      !(alsoElsewhere.has(id) && clues.has("installs") && !clues.has("publishes")) &&
      !(onlyInPublish.has(id) && (!clues.has("publishes") || clues.has("installs"))),
  );
}

/** An install ends in the same way, for other reasons. */
const alsoElsewhere: ReadonlySet<FailureId> = new Set<FailureId>(["EUNKNOWNCONFIG", "not-a-path", "ERR_INVALID_AUTH"]);

/** These are failures of a publish only where the log shows its command. */
const onlyInPublish: ReadonlySet<FailureId> = new Set<FailureId>(["ENOENT", "bare-word"]);

function explainOne(
  id: FailureId,
  seen: Seen | undefined,
  job: JobReading,
  segment: Segment,
  reading: Reading,
  { event, commit, checkout }: About,
): ExplainedFailure {
  const failure: Failure = failures[id];
  const packages = [...(seen?.packages ?? [])];
  const clues = withEvent(cluesOf(job, segment), job, event);
  const files = checkout && evidenceOf(checkout, packages, isSame(commit ?? reading.commit, checkout.commit) !== false);
  const name = packages.length === 1 ? (packages[0] ?? "") : "";
  const { causes, ruledOut } = rank(id, clues, files ?? noEvidence, name);
  const [first] = causes;
  const isCertain = first?.certainty === "certain";
  const experiment = isCertain || failure.experiment === undefined ? undefined : experiments[failure.experiment];
  const secrets = checkout?.linted.secrets ?? [];
  const hide = (text: string): string => withoutSecrets(text, secrets);
  return {
    id,
    code: failure.code,
    page: failure.page ?? failure.code,
    title: failure.title,
    place: seen && placeOf(seen, job),
    packages: packages.map(hide),
    observed: observedIn(id, clues, job, segment),
    causes: causes.map((cause) => ({
      ...cause,
      says: hide(cause.says),
      compare: cause.compare.map(([field, value]) => [field, hide(value)] as const),
    })),
    ruledOut,
    notIt: (failure.notIt ?? [])
      .filter((each) => each !== "signed" || clues.has("signed"))
      .filter((each) => onlyWith[each]?.some((cause) => causes.some(({ id: own }) => own === cause)) !== false)
      .map((each) => fallacies[each]),
    experiment: experiment && {
      says: named(experiment.says, name),
      outcomes: experiment.outcomes.map(([what, means]) => [named(what, name), named(means, name)] as const),
    },
    afterwards: afterwardsOf(first?.where ?? "unknown", {
      dispatch: files?.dispatch,
      published: [...job.published].map(hide),
    }),
  };
}

function placeOf({ line, step, says }: Seen, { name }: JobReading): LogPlace {
  return { line, job: name, step, says: says.replaceAll("REGISTRY", registryHost) };
}

/** The clues, with what the job published elsewhere, and what the event says. */
function withEvent(clues: ReadonlySet<Clue>, { published }: JobReading, event: string | undefined): ReadonlySet<Clue> {
  const all = new Set(clues);
  if (published.size > 0) all.add("published");
  if (event === "pull_request_target" || event === "issue_comment") all.add("refused-event");
  else if (event !== undefined) all.add("other-event");
  return all;
}

/** Whether a log and a checkout are of one commit; undefined where one isn't known. */
function isSame(log: string | undefined, own: string | undefined): boolean | undefined {
  return log === undefined || own === undefined ? undefined : log === own;
}

function notesOf(reading: Reading, { commit, checkout }: About): readonly string[] {
  const lacks = reading.jobs.every(({ hasPermissions }) => !hasPermissions);
  const [log, own] = [commit ?? reading.commit, checkout?.commit];
  return [
    ...(lacks
      ? [
          "The log lacks *Set up job*, which lists the job's permissions: `gh run view ID --log` has it, `--log-failed` doesn't.",
        ]
      : []),
    ...(isSame(log, own) === false
      ? [
          `The log is of commit ${log?.slice(0, 7)}, and the checkout is at ${own?.slice(0, 7)}: its files may have changed since, so they rule nothing out.`,
        ]
      : []),
  ];
}
