import type { Finding } from "../finding.ts";
import { possibleValues } from "../publish/fact.ts";
import type { Publish } from "../publish/publish.ts";
import { workflowsOf } from "../repository/workflow/workflows.ts";
import type { About, Context, Needs, Rule, Subjects } from "../rule.ts";
import { memo, type Span } from "../text.ts";

/** Everything that a rule judges, in the order of the files. */
export function subjectsOf<A extends About>({ about, needs }: Rule<A>, context: Context): readonly Subjects[A][] {
  return subjects[about](context, needs);
}

/** The publishes of which such a subject's findings may speak: its own first. */
export function publishesFor(subject: Subjects[About], context: Context): readonly Publish[] {
  const own = "registry" in subject ? [subject] : "publishes" in subject ? allOf(subject) : [];
  return [...own, ...allOf(context)];
}

const subjects: { readonly [A in About]: (context: Context, needs: Needs) => readonly Subjects[A][] } = {
  publish: (context, { registry }) => (registry === undefined ? allOf(context) : context.publishes),
  job: (context) => jobsIn(context),
  workflow: (context) => workflowsIn(context),
  repository: ({ repository }) => [repository],
};

type Lists = Pick<Context, "publishes" | "elsewhere" | "unsure">;

function allOf({ publishes, elsewhere, unsure }: Lists): readonly Publish[] {
  return [...publishes, ...elsewhere, ...unsure];
}

const jobsIn = memo((context: Context): readonly Subjects["job"][] => {
  const own = listsBy(context, ({ job }) => job);
  return workflowsOf(context.repository).flatMap((workflow) =>
    workflow.jobs.map((job) => ({ workflow, job, ...own(job) })),
  );
});

const workflowsIn = memo((context: Context): readonly Subjects["workflow"][] => {
  const own = listsBy(context, ({ workflow }) => workflow);
  return workflowsOf(context.repository).map((workflow) => ({ workflow, ...own(workflow) }));
});

/** The publishes of each job, or workflow. */
function listsBy<K>({ publishes, elsewhere, unsure }: Lists, keyOf: (publish: Publish) => K): (key: K) => Lists {
  const [npm, others, unknown] = [byKey(publishes, keyOf), byKey(elsewhere, keyOf), byKey(unsure, keyOf)];
  return (key) => ({
    publishes: npm.get(key) ?? [],
    elsewhere: others.get(key) ?? [],
    unsure: unknown.get(key) ?? [],
  });
}

/**
 * The publishes that a finding is about: of its subject's, those whose command or package.json it points to, else all. None where
 * the subject is the repository.
 */
export function publishesAt({ span }: Finding, subject: Subjects[About]): readonly Publish[] {
  if ("command" in subject) return [subject];
  if (!("publishes" in subject)) return [];
  const all = [...subject.publishes, ...subject.elsewhere];
  const pointed = all.filter(
    ({ command, packages }) =>
      [...command.path, command.span].some((place) => overlap(place, span)) ||
      possibleValues(packages).some((each) => each.some(({ manifest }) => manifest.file === span.file)),
  );
  return pointed.length > 0 ? pointed : all;
}

function overlap(a: Span, b: Span): boolean {
  return a.file === b.file && a.start < b.end && b.start < a.end;
}

function byKey<K>(publishes: readonly Publish[], keyOf: (publish: Publish) => K): ReadonlyMap<K, readonly Publish[]> {
  const groups = new Map<K, Publish[]>();
  for (const publish of publishes) {
    const key = keyOf(publish);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [publish]);
    else group.push(publish);
  }
  return groups;
}
