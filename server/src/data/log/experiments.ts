import type { ExperimentId } from "./failure.ts";

/** What tells apart what a log can't, without publishing anything (docs/facts/npm.md#without-an-id-token). */
export const experiments: Readonly<
  Record<ExperimentId, { readonly says: string; readonly outcomes: readonly (readonly [string, string])[] }>
> = {
  "dry-run": {
    says: "Run `npm publish --dry-run --loglevel silly` in the same job, started in the same way. It publishes nothing, but it makes the exchange. In the same job, `npx trusted-publishing preflight` makes it for every package.",
    outcomes: [
      ["`oidc Successfully retrieved and set token`", "npm trusts this run now."],
      [
        "`OIDC token exchange error - package not found`",
        "no trusted publisher of the package fits the run, or it isn't on npm.",
      ],
      ["`Skipped because incorrect permissions for id-token`", "the job has no `id-token: write`."],
      ["no line with `oidc`", "npm is older than 11.5."],
    ],
  },
  "view-version": {
    says: "Ask the registry: `npm view {package} versions`. It needs no login.",
    outcomes: [
      [
        "the version is listed",
        "it is published: go on with the packages that aren't, and don't publish this one again.",
      ],
      [
        "it isn't listed",
        "nothing was published, or it is staged: look at the package's page on npmjs.com, then run the job again.",
      ],
    ],
  },
  "view-package": {
    says: "Ask the registry: `npm view {package} version`. It needs no login.",
    outcomes: [
      ["a version", "the package exists: check its name for a typing error."],
      ["E404", "publish it once with your own login, then add the trusted publisher."],
    ],
  },
  "stage-list": {
    says: "With your own login, run `npm stage list`.",
    outcomes: [
      ["the version is listed", "approve it on npmjs.com or with `npm stage approve ID`."],
      ["it isn't listed", "it was approved or rejected: `npm view {package} versions` tells which."],
    ],
  },
};
