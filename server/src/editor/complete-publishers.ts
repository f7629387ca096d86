import { startedWorkflow } from "../publish/auth/call-path.ts";
import { possibleValues } from "../publish/fact.ts";
import { publishesOf } from "../publish/find/publishes.ts";
import { packageIn } from "../repository/package/package.ts";
import { fileName } from "../repository/paths.ts";
import type { Repository } from "../repository/repository.ts";
import { publisherPlaceAt, type PublisherPlace } from "../repository/settings/publisher-places.ts";
import { publishersOf, publishersPath } from "../repository/settings/publishers.ts";
import { refFiltersOf } from "../repository/workflow/ref-filters.ts";
import { workflowsOf } from "../repository/workflow/workflows.ts";
import type { Span } from "../text.ts";
import { surroundingsOf } from "../trust/surroundings.ts";

/** What may be at a place of `.github/trusted-publishers.json`, the likeliest first. */
export interface Completion {
  /** As it is written into the file is JSON. */
  readonly value: string;
  /** What it is, in a few words. */
  readonly detail: string;
}

/** What of this repository belongs at an offset of the record, and the text that it takes the place of. */
export function completionsAt(
  repository: Repository,
  offset: number,
): { readonly span: Span; readonly items: readonly Completion[] } | undefined {
  const file = repository.file(publishersPath);
  const place = typeof file === "string" ? undefined : publisherPlaceAt(file, offset);
  if (place === undefined) return undefined;
  const items = candidates[place.kind](repository);
  return { span: place.span, items: [...new Map(items.map((item) => [item.value, item])).values()] };
}

const candidates: Readonly<Record<PublisherPlace["kind"], (repository: Repository) => readonly Completion[]>> = {
  package: packagesOf,
  repository: (repository) => {
    const { name } = surroundingsOf(repository);
    return name === undefined ? [] : [{ value: name, detail: "this repository" }];
  },
  file: workflowFiles,
  environment: environmentsOf,
  "environment rules": environmentsOf,
  permission: () => [
    { value: "createPackage", detail: "npm publish" },
    { value: "createStagedPackage", detail: "npm stage publish" },
  ],
  ref: refsOf,
};

/** The packages that are published, or may be, those that aren't declared yet first. */
function packagesOf(repository: Repository): readonly Completion[] {
  const record = publishersOf(repository);
  const declared = new Set(record?.packages.map(({ name }) => name.value));
  const published = publishesOf(repository).publishes.flatMap(({ packages }) =>
    possibleValues(packages)
      .flat()
      .flatMap((each) => possibleValues(each.name).flatMap((name) => name?.value ?? [])),
  );
  const root = packageIn(repository, "");
  const own = typeof root === "string" || root.private ? [] : [root.name?.value ?? ""];
  return [...new Set([...published, ...own])]
    .filter((name) => name !== "")
    .toSorted((a, b) => Number(declared.has(a)) - Number(declared.has(b)) || (a < b ? -1 : 1))
    .map((value) => ({ value, detail: published.includes(value) ? "is published here" : "package.json" }));
}

/** The workflows that GitHub starts, those that publish first; never one that only others call. */
function workflowFiles(repository: Repository): readonly Completion[] {
  const publishing = new Set(
    publishesOf(repository).publishes.map((publish) => fileName(startedWorkflow(publish).file.path)),
  );
  return workflowsOf(repository)
    .filter(({ triggers }) => triggers?.every(({ value }) => value === "workflow_call") !== true)
    .map(({ file }) => fileName(file.path))
    .map((value) => ({ value, detail: publishing.has(value) ? "publishes" : "publishes nothing that is known" }))
    .toSorted((a, b) => Number(publishing.has(b.value)) - Number(publishing.has(a.value)));
}

/** The environments in which jobs run, as they are written there. */
function environmentsOf(repository: Repository): readonly Completion[] {
  const jobs = workflowsOf(repository).flatMap(({ file, jobs: all }) => all.map((job) => ({ job, file })));
  const used = jobs.flatMap(({ job, file }) =>
    typeof job.environment === "object" && !job.environment.value.includes("${{")
      ? [{ value: job.environment.value, detail: `job ${job.id.value} of ${fileName(file.path)}` }]
      : [],
  );
  const declared = publishersOf(repository)?.environments ?? [];
  return [...used, ...declared.map(({ name }) => ({ value: name.value, detail: "declared in this file" }))].filter(
    ({ value }) => value !== "",
  );
}

/** The default branch, and what the workflows' own filters let in, in the words of an environment's rules. */
function refsOf(repository: Repository): readonly Completion[] {
  const { defaultBranch } = surroundingsOf(repository);
  const filters = workflowsOf(repository).flatMap((workflow) => {
    const { branches, tags } = refFiltersOf(workflow, "push");
    const ofKind = (prefix: string, patterns: readonly string[] = []): readonly Completion[] =>
      patterns
        .filter((pattern) => !/[?+[\]!\\]|\*\*/.test(pattern))
        .map((pattern) => ({ value: prefix + pattern, detail: `starts ${fileName(workflow.file.path)}` }));
    return [...ofKind("refs/heads/", branches?.patterns), ...ofKind("refs/tags/", tags?.patterns)];
  });
  return [
    ...filters,
    { value: `refs/heads/${defaultBranch}`, detail: "the default branch, most likely" },
    { value: "refs/pull/*/merge", detail: "pull requests, after their merge too" },
  ];
}
