import { droppedOptions } from "./options.ts";

/** What a key of `.npmrc` does to a publish. Backquotes hold code. */
export interface NpmrcKey {
  /** As it is written; `HOST` and `@scope` stand for what the file names. */
  readonly key: string;
  /** The values that it takes, where these are few; the first is what a publish through OIDC most likely wants. */
  readonly values?: readonly string[];
  readonly says: string;
  /** A section of docs/facts/. */
  readonly fact: string;
}

/** The keys that matter to a publish, those that people look for first. */
export const npmrcKeys: readonly NpmrcKey[] = [
  {
    key: "registry",
    says: "Where packages are installed from and published to, unless a scope, `publishConfig` or the command line says otherwise. A publish through OIDC goes to npm's own registry.",
    fact: "docs/facts/npm.md#the-registry",
  },
  {
    key: "@scope:registry",
    says: "The registry of the packages of one scope. It counts before `registry`, and before a `--registry` for a package of this scope.",
    fact: "docs/facts/npm.md#the-registry",
  },
  {
    key: "//HOST/:_authToken",
    says: "The token for a registry. In a publish through OIDC npm asks for its own token first, and goes on with this one if that is refused. Write a variable, `${NPM_TOKEN}`, never the token itself; one that isn't set stays as it is written.",
    fact: "docs/facts/npm.md#tokens",
  },
  {
    key: "access",
    values: ["public", "restricted"],
    says: "Who can see a package that is published. A scoped package is restricted by default when it is first published.",
    fact: "docs/facts/npm.md#first-publish",
  },
  {
    key: "provenance",
    values: ["true", "false"],
    says: "Whether npm signs where a package comes from. After an exchange it does so by itself where repository and package are public: `true` demands it, and needs `id-token: write`; `false` turns it off.",
    fact: "docs/facts/npm.md#provenance",
  },
  {
    key: "tag",
    says: "The dist-tag of what is published, `latest` if there is none. From npm 11 on a prerelease needs one.",
    fact: "docs/facts/npm.md#prereleases",
  },
  {
    key: "_authToken",
    says: "Without a host before it (`//HOST/:_authToken`) npm ends every command that reads its settings with ERR_INVALID_AUTH.",
    fact: "docs/facts/npm.md#credentials",
  },
  {
    key: "_auth",
    says: "User and password in Base64. Without a host before it (`//HOST/:_auth`) npm ends every command that reads its settings with ERR_INVALID_AUTH.",
    fact: "docs/facts/npm.md#credentials",
  },
  {
    key: "email",
    says: "Without a host before it npm 12 refuses it, and npm 11 warns.",
    fact: "docs/facts/npm.md#credentials",
  },
];

/** What is known of a key as a file writes it; undefined for one that doesn't matter to a publish. */
export function npmrcKeyOf(written: string): NpmrcKey | undefined {
  if (droppedOptions.has(written))
    return {
      key: written,
      says: "npm has dropped this setting: the line does nothing, and npm 11 and 12 warn about it.",
      fact: "docs/facts/npm.md#dropped-settings",
    };
  const name = written
    .replace(/^@[^:\s]+:registry$/, "@scope:registry")
    .replace(/^\/\/.*:(_auth(?:Token)?)$/, (_, part: string) =>
      part === "_auth" ? "//HOST/:_auth" : "//HOST/:_authToken",
    );
  if (name === "//HOST/:_auth")
    return {
      key: name,
      says: "User and password in Base64 for a registry. npm still asks for a token through OIDC first.",
      fact: "docs/facts/npm.md#credentials",
    };
  return npmrcKeys.find(({ key }) => key === name);
}
