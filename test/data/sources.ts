import semver from "semver";
import { registryHost } from "../../server/src/npm-host.ts";

/** Where the tables come from, each without a slash at its end. */
export interface Sources {
  /** nodejs.org's `dist`. */
  readonly node: string;
  readonly registry: string;
  readonly github: string;
  /** Files of GitHub's repositories, as they are. */
  readonly raw: string;
}

export const realSources: Sources = {
  node: "https://nodejs.org/dist",
  registry: `https://${registryHost}`,
  github: "https://github.com",
  raw: "https://raw.githubusercontent.com",
};

export interface NodeRelease {
  readonly version: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly npm: string;
  /** Lower case, from the line's first LTS release on. */
  readonly codename: string | undefined;
}

/** The releases from Node 18 on, oldest first. */
export async function nodeReleases({ node }: Sources): Promise<readonly NodeRelease[]> {
  const list: unknown = JSON.parse(await fetched(`${node}/index.json`));
  if (!Array.isArray(list)) throw new Error(`${node}/index.json isn't a list`);
  const releases = list.map((each: unknown): NodeRelease => {
    const { version, date, npm, lts } = each as Readonly<Record<string, unknown>>;
    const codename = typeof lts === "string" ? lts.toLowerCase() : undefined;
    return {
      version: text(version).replace(/^v/, ""),
      date: text(date),
      npm: npm === undefined ? "" : text(npm),
      codename,
    };
  });
  return releases
    .filter(({ version }) => semver.major(version) >= 18)
    .toSorted((one, other) => semver.compare(one.version, other.version));
}

export interface Npm {
  /** `YYYY-MM-DD` by version, prereleases left out. */
  readonly days: ReadonlyMap<string, string>;
  /** `engines.node` of the newest version, by major. */
  readonly engines: ReadonlyMap<number, string>;
}

export async function npmVersions({ registry }: Sources): Promise<Npm> {
  const { time, versions } = JSON.parse(await fetched(`${registry}/npm`)) as {
    readonly time: Readonly<Record<string, string>>;
    readonly versions: Readonly<Record<string, { readonly engines?: { readonly node?: string } }>>;
  };
  const stable = Object.keys(versions)
    .filter((version) => semver.prerelease(version) === null)
    .toSorted(semver.compare);
  const engines = new Map(stable.map((version) => [semver.major(version), versions[version]?.engines?.node]));
  return {
    days: new Map(stable.map((version) => [version, text(time[version]).slice(0, 10)])),
    engines: new Map([...engines].map(([major, range]) => [major, text(range)])),
  };
}

/** The commits that a repository's tags name, as `git ls-remote` prints them: of annotated tags the commit they point to. */
export async function tagsOf({ github }: Sources, repository: string): Promise<ReadonlyMap<string, string>> {
  const answer = await fetched(`${github}/${repository}.git/info/refs?service=git-upload-pack`);
  const tags = new Map<string, string>();
  // Each line has its length before it, and the first the server's abilities after a NUL. A tag's commit follows the tag.
  for (const [, commit = "", tag = ""] of answer.matchAll(/([\da-f]{40}) refs\/tags\/([^\s^\0]+)(?:\^\{\})?[\n\0]/g))
    tags.set(tag, commit);
  if (tags.size === 0) throw new Error(`${repository} has no tags`);
  return tags;
}

export interface RunnerImage {
  readonly labels: readonly string[];
  /** The Node on the PATH. */
  readonly node: string;
  /** The versions of Node in the tool cache; empty for an image without one. */
  readonly cached: readonly string[];
}

/** The images that GitHub lists, with what their own readmes say. */
export async function runnerImages({ raw }: Sources): Promise<readonly RunnerImage[]> {
  const root = `${raw}/actions/runner-images/main`;
  const list = await fetched(`${root}/README.md`);
  const paths = new Map(
    [...list.matchAll(/^\[([^\]]+)\]: \S+?\/blob\/main\/(\S+)/gm)].map(([, name = "", path = ""]) => [name, path]),
  );
  const rows = [...list.matchAll(/^\|.*\| *([^|]*`[^|]*) *\| *\[([^\]]+)\] *\|/gm)];
  if (rows.length === 0) throw new Error(`${root}/README.md lists no images`);
  return Promise.all(
    rows.map(async ([, labels = "", name = ""]) => {
      const path = `${root}/${text(paths.get(name))}`;
      const readme = await fetched(path);
      const node = /^- Node(?:\.js)? (\d+\.\d+\.\d+)/m.exec(readme)?.[1];
      if (node === undefined) throw new Error(`${path} names no Node`);
      const cache = /^#+ Node\.js\r?\n((?:- \d.*\r?\n)+)/m.exec(readme)?.[1] ?? "";
      return {
        labels: [...labels.matchAll(/`([^`]+)`/g)].map(([, label = ""]) => label),
        node,
        cached: [...cache.matchAll(/\d+\.\d+\.\d+/g)].map(([version]) => version),
      };
    }),
  );
}

async function fetched(url: string): Promise<string> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.text();
}

function text(value: unknown): string {
  if (typeof value !== "string") throw new Error(`${JSON.stringify(value)} isn't text`);
  return value;
}
