/** A tool that a person starts to set versions and push tags, and that leaves the publishing to what the tags start. */
export interface VersionTool {
  readonly name: string;
  /** The package that people install. */
  readonly package: string;
  /** What sets the version, tags and pushes, and publishes nothing. */
  readonly commands: readonly string[];
  /** Its file of settings in the root; where `key` is one, package.json may hold them as well. */
  readonly files: readonly string[];
  readonly key: string | undefined;
  /** The settings that name the form of its tags, each with what comes before and after its value: the first that is there counts. */
  readonly tag: readonly { readonly path: readonly string[]; readonly suffix: string }[];
  /** The pattern of its tags by default; undefined where it goes on with the form of those that there are. */
  readonly pattern: string | undefined;
  /** The setting whose value gives each package a version of its own, and the pattern of the tags then. */
  readonly independent:
    | { readonly path: readonly string[]; readonly value: string; readonly pattern: string }
    | undefined;
}

/**
 * Sources, November 2026: lerna's "version" command (`tagVersionPrefix`, `independent`), nx's "Configure Release" (`releaseTagPattern`,
 * `projectsRelationship`), release-it's "Git" (`tagName`), bumpp's README (tags are `v%s`).
 */
export const versionTools: readonly VersionTool[] = [
  {
    name: "lerna",
    package: "lerna",
    commands: ["npx lerna version"],
    files: ["lerna.json"],
    key: undefined,
    tag: [
      { path: ["command", "version", "tagVersionPrefix"], suffix: "{version}" },
      { path: ["tagVersionPrefix"], suffix: "{version}" },
    ],
    pattern: "v*",
    independent: { path: ["version"], value: "independent", pattern: "**@*" },
  },
  {
    name: "nx release",
    package: "nx",
    commands: ["npx nx release --skip-publish", "git push --follow-tags"],
    files: ["nx.json"],
    key: undefined,
    tag: [
      { path: ["release", "releaseTag", "pattern"], suffix: "" },
      { path: ["release", "releaseTagPattern"], suffix: "" },
    ],
    pattern: "v*",
    independent: { path: ["release", "projectsRelationship"], value: "independent", pattern: "**@*" },
  },
  {
    name: "release-it",
    package: "release-it",
    commands: ["npx release-it --no-npm.publish"],
    files: [".release-it.json"],
    key: "release-it",
    tag: [{ path: ["git", "tagName"], suffix: "" }],
    pattern: undefined,
    independent: undefined,
  },
  {
    name: "bumpp",
    package: "bumpp",
    commands: ["npx bumpp"],
    files: [],
    key: undefined,
    tag: [],
    pattern: "v*",
    independent: undefined,
  },
];
