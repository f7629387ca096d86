import type { Package } from "../repository/package/package.ts";
import type { Repository } from "../repository/repository.ts";
import { declaredIdentity, declaredNames, gitHubName, identityOf } from "../repository/settings/identity.ts";
import type { Text } from "../repository/value.ts";
import { runsIn } from "../repository/workflow/guard.ts";
import { memo, type Located } from "../text.ts";
import { certain } from "./fact.ts";
import { attestedPackages } from "./missing-repository.ts";
import type { Publish } from "./publish.ts";

/** A published package whose `repository` names another than the one that is linted. */
export interface OtherRepository {
  readonly package: Package;
  readonly url: Text;
  /** `owner/name` as it is written, or the whole text where that names another host. */
  readonly named: string;
  /** The repository that is linted; undefined where it isn't known. */
  readonly identity: string | undefined;
  /**
   * - `placeholder`: what a template says before it is filled in.
   * - `certain`: two of GITHUB_REPOSITORY, a condition of the publish, the declared publishers and the remotes agree.
   * - `likely`: only `witness` says so; a clone may be a fork, and a repository may have been renamed.
   * - `fork`: only a remote says so, and only the owner differs: so does a fork's clone.
   * - `case`: the two differ in upper and lower case alone; a remote may be written in either.
   */
  readonly proof: "placeholder" | "certain" | "likely" | "fork" | "case";
  /** What says first that the repository is `identity`. */
  readonly witness: "declared" | "environment" | "remote";
  /** The condition that keeps the publish out of the repository that package.json names. */
  readonly guard: Located<string> | undefined;
}

/**
 * The packages of a publish for which the registry would see another repository than the one that runs the workflow.
 * None where anything agrees with package.json, and for addresses that npm doesn't turn into https
 * (docs/facts/npm.md#the-repository-field).
 */
export function otherRepositoriesOf(repository: Repository, publish: Publish): readonly OtherRepository[] {
  const packages = attestedPackages(publish);
  if (packages.length === 0) return [];
  const own = namesOf(repository);
  return packages.flatMap(
    ({ repository: field, manifest }) =>
      (certain(field) === undefined ? undefined : otherRepository(own, publish, manifest)) ?? [],
  );
}

/** The names of the repository that is linted, by where they come from. */
function namesOf(repository: Repository) {
  const { github, remotes } = repository.input;
  const onRemotes = remotes.flatMap((remote) => gitHubName(remote.url) ?? []);
  const declared = declaredIdentity(repository);
  const names = new Set([...declaredNames(repository), ...(github === undefined ? [] : [github]), ...onRemotes]);
  const urls = new Set(remotes.map(({ url }) => plain(url)));
  const witness = declared !== undefined ? "declared" : github !== undefined ? "environment" : "remote";
  return { github, onRemotes, declared, names, urls, identity: identityOf(repository), witness } as const;
}

/** What a package.json names: `owner/name` on GitHub, else the whole text where it is another host's. */
const namedBy = memo(({ repository }: Package) => {
  if (repository.kind !== "url") return undefined;
  const text = repository.url.value.trim();
  const onGitHub = gitHubName(text);
  const named = onGitHub ?? (otherHost.test(text) ? text : undefined);
  if (named === undefined || /^git:/i.test(text)) return undefined;
  // Of these forms of the right name it isn't known that the registry minds them.
  const ssh = /^(?:git@|(?:git\+)?ssh:)/i.test(text);
  return {
    url: repository.url,
    text,
    ssh,
    onGitHub,
    named,
    placeholder: onGitHub !== undefined && isPlaceholder(onGitHub),
  };
});

function otherRepository(
  { github, onRemotes, declared, names, urls, identity, witness }: ReturnType<typeof namesOf>,
  publish: Publish,
  found: Package,
): OtherRepository | undefined {
  const said = namedBy(found);
  if (said === undefined || names.has(said.named)) return undefined;
  const { url, text, ssh, onGitHub, named, placeholder } = said;
  if (ssh && [...names].some((name) => same(name, named))) return undefined;
  if (onGitHub === undefined && urls.has(plain(text))) return undefined;
  const result = { package: found, url, named, identity, witness, guard: undefined } as const;
  if (same(github, named)) return { ...result, identity: github, proof: "certain" };
  if ([...names].some((name) => same(name, named))) return { ...result, proof: "case" };
  if (placeholder) return { ...result, proof: "placeholder" };
  if (identity === undefined) return undefined;
  const guard = onGitHub === undefined ? undefined : guardAgainst(publish, named);
  const keptOut = guardAgainst(publish, identity) !== undefined;
  if (keptOut && guard === undefined) return undefined;
  const counted = keptOut ? undefined : guard;
  const onRemote = onRemotes.some((name) => same(name, identity));
  // In a fork's own CI both the remote and GITHUB_REPOSITORY name the fork.
  const onlyOwner = same(projectOf(named), projectOf(identity));
  const mayBeFork = declared === undefined && counted === undefined && onlyOwner;
  if (mayBeFork) return { ...result, proof: witness === "remote" ? "fork" : "likely" };
  const others = [
    counted !== undefined,
    onRemote && witness !== "remote",
    witness === "declared" && same(github, identity),
  ];
  // Of an owner that was renamed, GitHub still knows the old name.
  const mayBeRenamed = onlyOwner && witness === "remote";
  const proof = others.includes(true) && !ssh && !mayBeRenamed ? "certain" : "likely";
  return { ...result, proof, guard: counted };
}

/** https to another host, and npm's shorthands for those. */
const otherHost =
  /^(?:(?:git\+)?https?:\/\/(?!(?:[^@/]*@)?(?:www\.)?github\.com(?:[/:]|$))|(?:gitlab|bitbucket|gist):)/i;

/** What generators and templates write: whole words of theirs, or a variable that nobody filled in. */
function isPlaceholder(name: string): boolean {
  const [owner = "", project = ""] = name.split("/");
  return (
    /[<>{}$%[\]]/.test(name) ||
    /^GIT_(?:USER|REPO)_ID$/.test(owner) ||
    /^your[-_]?(?:github[-_]?)?(?:user|username|org|organization|name|account|handle)(?:[-_]?(?:name|here))?$/i.test(
      owner,
    ) ||
    (/^(?:owner|user|username|org|organization)$/i.test(owner) &&
      /^(?:my[-_]?)?(?:repo|repository|project|package)(?:[-_]?name)?$/i.test(project))
  );
}

/** The first condition on the way to a publish that doesn't hold in a repository. */
function guardAgainst({ job, step, callPath }: Publish, name: string): Located<string> | undefined {
  const conditions = [job.if, step.if, ...callPath.calls.map((call) => call.job.if)];
  return conditions.find(
    (condition): condition is Text => typeof condition === "object" && runsIn(condition, name) === false,
  );
}

function projectOf(name: string): string {
  return name.slice(name.indexOf("/") + 1);
}

function same(one: string | undefined, other: string): boolean {
  return one?.toLowerCase() === other.toLowerCase();
}

/** Host and path alone. */
function plain(url: string): string {
  return url
    .toLowerCase()
    .replace(/^(?:git\+)?\w+:\/\/|^git@/, "")
    .replace(/^[^/]*@/, "")
    .replace(/(?:\.git)?(?<!\/)\/*$/, "")
    .replace(":", "/");
}
