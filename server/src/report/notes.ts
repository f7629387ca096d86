import { code } from "../editor/words.ts";
import type { Package } from "../repository/package/package.ts";
import type { Repository } from "../repository/repository.ts";
import { declaredIdentity, gitHubName } from "../repository/settings/identity.ts";
import { publishersOf, publishersPath, type Publishers } from "../repository/settings/publishers.ts";
import type { Located } from "../text.ts";
import { runningRepository } from "../trust/running-repository.ts";
import type { Commit, Source, Statement } from "./parts.ts";
import type { RepositoryReport } from "./report.ts";
import { fileSource, sentence, type Voice } from "./statement.ts";

/** Where `owner/name` was said, if not in the repository. */
export type NamedBy = "--repo" | "GITHUB_REPOSITORY";

/** The repository's name with its source; null where nothing says it. */
export function identityStatement(repository: Repository, namedBy: NamedBy, voice: Voice): Statement | null {
  const name = runningRepository(repository);
  return name === undefined ? null : sentence(name, identitySource(repository, name, namedBy), voice);
}

function identitySource(repository: Repository, name: string, namedBy: NamedBy): Source {
  const { github, remotes } = repository.input;
  if (github === undefined && declaredIdentity(repository) === name)
    return { kind: "file", path: publishersPath, line: 1, column: 1 };
  if (github !== undefined) return { kind: namedBy === "--repo" ? "option" : "environment", name: namedBy };
  const remote = remotes.find(({ url }) => gitHubName(url) === name);
  return { kind: "git", name: `remote ${remote?.name ?? ""}` };
}

export function recordState(repository: Repository): RepositoryReport["record"]["state"] {
  const file = repository.file(publishersPath);
  if (file === "absent") return "absent";
  return publishersOf(repository)?.sound === true ? "read" : "unreadable";
}

/** What a person should know of the repository before they read the rest, one sentence each. */
export function notesOf(
  repository: Repository,
  packages: readonly Package[],
  commit: Commit | null,
  voice: Voice,
): readonly Statement[] {
  const git = (text: string, name: string): Statement => sentence(text, { kind: "git", name }, voice);
  return [
    ...remoteNotes(repository, packages, git),
    ...(commit?.branch === null ? [git(`HEAD is detached at ${commit.id.slice(0, 7)}, on no branch.`, "HEAD")] : []),
    ...recordNotes(repository, voice),
    ...sameNames(packages, voice),
  ];
}

function remoteNotes(
  repository: Repository,
  packages: readonly Package[],
  git: (text: string, name: string) => Statement,
): readonly Statement[] {
  const { github, remotes } = repository.input;
  const name = runningRepository(repository);
  if (name === undefined)
    return [
      git(
        remotes.length === 0
          ? "No git remote says which repository this is, so nothing is compared with its name: --repo OWNER/NAME says it."
          : "No git remote is on github.com, so nothing is compared with the repository's name: --repo OWNER/NAME says it.",
        "remotes",
      ),
    ];
  if (github !== undefined || declaredIdentity(repository) !== undefined) return [];
  const named = remotes.flatMap((remote) => {
    const own = gitHubName(remote.url);
    return own === undefined ? [] : [{ own, remote: remote.name }];
  });
  const [first] = packages.flatMap(({ repository: field }) => (field.kind === "url" ? field.url : []));
  const written = first && gitHubName(first.value);
  const taken = named.find(({ own }) => own === name);
  return [
    ...(new Set(named.map(({ own }) => own)).size > 1
      ? [
          git(
            `The git remotes name several repositories (${named.map(({ own, remote }) => `${own} as ${remote}`).join(", ")}): ${name} is taken for this one; --repo says another.`,
            "remotes",
          ),
        ]
      : []),
    ...(written !== undefined && taken !== undefined && named.every(({ own }) => own !== written)
      ? [
          git(
            `The git remote ${taken.remote} is ${name}, and package.json names ${written}: if this is a fork's clone, pass --repo ${written}.`,
            `remote ${taken.remote}`,
          ),
        ]
      : []),
  ];
}

/** npm takes ten trusted publishers for a package (docs/facts/github.md#trusted-publishers). */
const mostPublishers = 10;

function recordNotes(repository: Repository, voice: Voice): readonly Statement[] {
  const at: Source = { kind: "file", path: publishersPath, line: 1, column: 1 };
  if (recordState(repository) === "unreadable")
    return [
      sentence(
        `${code(publishersPath)} can't be read: it is no JSON object without errors. Nothing in it counts.`,
        at,
        voice,
      ),
    ];
  const record = publishersOf(repository);
  if (record === undefined) return [];
  const strange = [
    ...unknownKeys(record.root, recordKeys),
    ...record.packages.flatMap(({ publishers }) => publishers.flatMap(({ block }) => unknownKeys(block, entryKeys))),
  ].map((key) =>
    sentence(`Nothing reads the key ${code(key.value)} in ${code(publishersPath)}.`, fileSource(key.span), voice),
  );
  const full = record.packages.flatMap(({ name, publishers }) =>
    publishers.length < mostPublishers
      ? []
      : sentence(
          `${code(name.value)} has ${publishers.length} trusted publishers in ${code(publishersPath)}, and npm takes ${mostPublishers}: one must go before another can be added.`,
          fileSource(name.span),
          voice,
        ),
  );
  return [...strange, ...full];
}

const recordKeys: ReadonlySet<string> = new Set(["$schema", "packages", "environments"]);
const entryKeys: ReadonlySet<string> = new Set([
  "type",
  "id",
  "repository",
  "file",
  "environment",
  "permissions",
  "addedAt",
]);

function unknownKeys({ entries }: Publishers["root"], keys: ReadonlySet<string>): readonly Located<string>[] {
  return entries.flatMap(({ key }) => (keys.has(key.value) ? [] : [key]));
}

function sameNames(packages: readonly Package[], voice: Voice): readonly Statement[] {
  const byName = new Map<string, Package[]>();
  for (const each of packages) {
    const { name } = each;
    if (name === undefined || each.private) continue;
    byName.set(name.value, [...(byName.get(name.value) ?? []), each]);
  }
  return [...byName].flatMap(([name, [first, ...others]]) =>
    first === undefined || others.length === 0
      ? []
      : sentence(
          `Packages of the same name, ${code(name)}: ${[first, ...others].map(({ file }) => file.path).join(" and ")}. npm holds one of that name.`,
          fileSource(first.span),
          voice,
        ),
  );
}
