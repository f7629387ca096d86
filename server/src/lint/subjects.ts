import type { Finding } from "../finding.ts";
import { possibleValues } from "../publish/fact.ts";
import type { Publish } from "../publish/publish.ts";
import { workflowsOf } from "../repository/workflow/workflows.ts";
import type { About, Context, Subjects } from "../rule.ts";
import { memo, type Span } from "../text.ts";

/** Everything that the rules about it judge, in the order of the files. */
export function subjectsOf<A extends About>(about: A, context: Context): readonly Subjects[A][] {
  return subjects[about](context);
}

/** The publishes of such a subject. */
export function publishesIn(subject: Subjects[About], { publishes, elsewhere }: Context): readonly Publish[] {
  if ("registry" in subject) return [subject];
  if ("publishes" in subject) return [...subject.publishes, ...subject.elsewhere];
  return [...publishes, ...elsewhere];
}

const subjects: { readonly [A in About]: (context: Context) => readonly Subjects[A][] } = {
  publish: ({ publishes }) => publishes,
  job: memo((context) =>
    workflowsIn(context).flatMap(({ workflow, publishes, elsewhere }) => {
      const [own, others] = [byKey(publishes, ({ job }) => job), byKey(elsewhere, ({ job }) => job)];
      return workflow.jobs.map((job) => ({
        workflow,
        job,
        publishes: own.get(job) ?? [],
        elsewhere: others.get(job) ?? [],
      }));
    }),
  ),
  workflow: (context) => workflowsIn(context),
  repository: ({ repository }) => [repository],
};

const workflowsIn = memo(({ repository, publishes, elsewhere }: Context): readonly Subjects["workflow"][] => {
  const [own, others] = [byKey(publishes, ({ workflow }) => workflow), byKey(elsewhere, ({ workflow }) => workflow)];
  return workflowsOf(repository).map((workflow) => ({
    workflow,
    publishes: own.get(workflow) ?? [],
    elsewhere: others.get(workflow) ?? [],
  }));
});

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
