import { describedPublishes, unclearPublishes, type DescribedPublish } from "../editor/describe.ts";
import { registryIn, code } from "../editor/words.ts";
import { present, type Config } from "../lint/present.ts";
import type { Linted } from "../lint/run.ts";
import { withTeam } from "../lint/team.ts";
import { certain, possibleValues } from "../publish/fact.ts";
import { publishesOf } from "../publish/find/publishes.ts";
import type { Publish } from "../publish/publish.ts";
import type { Reason } from "../reason.ts";
import type { RepositoryInput } from "../repository/input.ts";
import { monorepoPackages } from "../repository/package/monorepo.ts";
import type { Package } from "../repository/package/package.ts";
import { repositoryOf } from "../repository/repository.ts";
import { declaredPackages, publishersPath } from "../repository/settings/publishers.ts";
import type { RuleFinding } from "../rule.ts";
import { surroundingsOf } from "../trust/surroundings.ts";
import { identityStatement, notesOf, recordState, type NamedBy } from "./notes.ts";
import { packageReport, type PublishOf } from "./package.ts";
import { publishReport } from "./publish.ts";
import type { Commit, FindingReport, Source, Statement } from "./parts.ts";
import type { RepositoryReport } from "./report.ts";
import { recordEntries } from "./trust.ts";
import { placeOf, sentence, fileSource, shown, type Voice } from "./statement.ts";

/** A repository that was read and linted, and what its files don't say. */
export interface Linting {
  /** As a person would type it. */
  readonly folder: string;
  readonly input: RepositoryInput;
  readonly linted: Linted;
  readonly config: Config;
  readonly commit: Commit | null;
  /** What said `input.github`. */
  readonly namedBy: NamedBy;
  /** The names of the packages to report; empty for all. */
  readonly packages: readonly string[];
}

export function repositoryReport(linting: Linting): RepositoryReport {
  const { folder, input, linted, commit, namedBy } = linting;
  const config = withTeam(linting.config, linted.team);
  const repository = repositoryOf(input);
  const voice: Voice = { secrets: linted.secrets, today: input.today };
  const surroundings = surroundingsOf(repository);
  const found = publishesFound(linting, voice);
  const listed = monorepoPackages(repository, "") ?? [];
  const manifests = manifestsIn(listed, found);
  const chosen = ({ name }: Package): boolean =>
    linting.packages.length === 0 || (name !== undefined && linting.packages.includes(name.value));
  const own = (manifest: Package) => found.filter(({ described }) => isPublishedBy(manifest, described.publishes));
  const [released, rest] = [new Set<Package>(), new Set<Package>()];
  for (const each of manifests.filter(chosen)) (own(each).some(isToNpm) ? released : rest).add(each);
  const away = [...rest].filter((each) => own(each).length > 0);
  return {
    folder,
    repository: identityStatement(repository, namedBy, voice),
    commit,
    record: {
      path: publishersPath,
      state: recordState(repository),
      entries: recordEntries(declaredPackages(repository), voice),
    },
    notes: [
      ...notesOf(repository, manifests, commit, voice),
      ...awayNotes(
        away.map((each) => ({ manifest: each, publishes: own(each) })),
        voice,
      ),
    ],
    packages: Array.from(released, (each) =>
      packageReport(each, own(each).filter(isToNpm), { ...linting, config, voice, surroundings }),
    ),
    others: found
      .filter((each) => isToNpm(each) && possibleManifests(each.described.publishes).length === 0)
      .map(({ report }) => report),
    unpublished: [...rest]
      .filter((each) => !each.private && !away.includes(each))
      .map(({ name, file }) => ({ name: shown(name?.value ?? file.path, voice), path: file.path })),
    findings: present(linted.findings, config).map((finding) => findingReport(finding, voice)),
    problems: linted.team.problems,
    failures: linted.failures.map(({ what, error }) => `${what} failed, something may be missing: ${error}`),
  };
}

/** Every command that publishes, or may, in the order of the files. */
function publishesFound({ input, linted }: Linting, voice: Voice): readonly PublishOf[] {
  const repository = repositoryOf(input);
  const all = publishesOf(repository).publishes;
  const numbers = new Map<string, number>();
  const commands: readonly (DescribedPublish & { readonly reason?: Reason })[] = [
    ...describedPublishes(repository),
    ...unclearPublishes(repository),
  ];
  const place = ({ description: { spans } }: DescribedPublish): string =>
    `${spans[0].file.path}:${String(spans[0].start).padStart(9, "0")}`;
  const ordered = commands.toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
  return ordered.map((described) => {
    const [first] = described.publishes;
    const job = `${first.workflow.file.path} ${first.job.id.value}`;
    const number = (numbers.get(job) ?? 0) + 1;
    numbers.set(job, number);
    return {
      described,
      report: publishReport(described, number, described.reason, voice),
      linted: described.publishes.flatMap((publish) => linted.publishes[all.indexOf(publish)] ?? []),
    };
  });
}

function isToNpm({ described }: PublishOf): boolean {
  return described.description.kind !== "elsewhere";
}

/** The packages that are listed, and those that something publishes. */
function manifestsIn(listed: readonly Package[], found: readonly PublishOf[]): readonly Package[] {
  const published = found.flatMap(({ described }) => possibleManifests(described.publishes));
  const all = new Map([...listed, ...published].map((each) => [each.file.path, each]));
  return [...all.values()].toSorted((a, b) => (a.file.path < b.file.path ? -1 : 1));
}

/** Those that are, or may be, published: a package that is known to be private isn't, unless nothing else is. */
function possibleManifests(publishes: readonly Publish[]): readonly Package[] {
  const all = publishes.flatMap(({ packages }) => possibleValues(packages).flat());
  const open = all.filter((each) => certain(each.private) !== true);
  return (open.length > 0 ? open : all).map(({ manifest }) => manifest);
}

function isPublishedBy(manifest: Package, publishes: readonly Publish[]): boolean {
  return possibleManifests(publishes).some(({ file }) => file.path === manifest.file.path);
}

/** One sentence for each registry, and for packages that are private. */
function awayNotes(
  away: readonly { readonly manifest: Package; readonly publishes: readonly PublishOf[] }[],
  voice: Voice,
): readonly Statement[] {
  const byRegistry = new Map<string, { readonly source: Source; readonly names: string[] }>();
  for (const { manifest, publishes } of away) {
    const [registry] = publishes.flatMap(({ described }) => described.publishes.flatMap(registryIn));
    const to = registry?.text ?? "";
    const same = byRegistry.get(to) ?? { source: fileSource(registry?.span ?? manifest.span), names: [] };
    same.names.push(code(manifest.name?.value ?? manifest.file.path));
    byRegistry.set(to, same);
  }
  return Array.from(byRegistry, ([to, { source, names }]) => {
    const many = names.length > 1;
    const shownNames =
      names.length > 3 ? `${names.slice(0, 2).join(", ")} and ${names.length - 2} more` : names.join(", ");
    return sentence(
      to === ""
        ? `${shownNames} ${many ? "are" : "is"} private, so nothing is published.`
        : `${shownNames} ${many ? "go" : "goes"} to ${to}, not to npm's registry: nothing is said of ${many ? "them" : "it"}.`,
      source,
      voice,
    );
  });
}

function findingReport({ rule, severity, message, span }: RuleFinding, voice: Voice): FindingReport {
  return { rule: rule.id, severity, message: shown(message, voice), place: placeOf(span) };
}
