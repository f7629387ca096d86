/**
 * npm's releases from 8 on with the day of each. Those of 2024 and before count as there from the start.
 * Source: npm's changelog to 11.12.0, later the public registry's `time` of the package npm, which `npm run data` reads. It has later
 * days for versions that were stored anew: 11.5.0, for one, came right before 11.5.1.
 */
const published = `
11.0.0 2024-12-16, 11.1.0 2025-01-29, 11.2.0 2025-03-05, 11.3.0 2025-04-08, 11.4.0 2025-05-15, 11.4.1 2025-05-21,
11.4.2 2025-06-11, 10.9.3 2025-06-29, 11.5.0 2025-07-24, 11.5.1 2025-07-24, 11.5.2 2025-07-30, 11.6.0 2025-09-03,
11.6.1 2025-09-23, 10.9.4 2025-10-01, 11.6.2 2025-10-08, 11.6.3 2025-11-19, 11.6.4 2025-11-25, 11.7.0 2025-12-09,
11.8.0 2026-01-21, 11.9.0 2026-02-04, 11.10.0 2026-02-11, 11.10.1 2026-02-19, 11.11.0 2026-02-25, 10.9.5 2026-03-07,
11.11.1 2026-03-10, 10.9.6 2026-03-13, 11.12.0 2026-03-18, 10.9.7 2026-03-18, 11.12.1 2026-03-26, 10.9.8 2026-03-27,
11.13.0 2026-04-22, 11.14.0 2026-05-06, 11.14.1 2026-05-08, 11.15.0 2026-05-20, 11.16.0 2026-05-27, 11.17.0 2026-06-11,
11.18.0 2026-06-29, 12.0.0 2026-07-08, 12.0.1 2026-07-10, 10.9.9 2026-07-29, 11.19.0 2026-07-29, 12.0.2 2026-07-29,
11.19.1 2026-08-26, 11.20.0 2026-09-22, 12.1.0 2026-09-22, 11.21.0 2026-09-30, 12.2.0 2026-09-30, 11.21.1 2026-10-15,
12.2.1 2026-10-15, 11.21.2 2026-11-04, 12.2.2 2026-11-04`;

/** By major version: minor and patch. */
const older: Readonly<Record<number, string>> = {
  8: `0.0 1.0 1.1 1.2 1.3 1.4 2.0 3.0 3.1 3.2 4.0 4.1 5.0 5.1 5.2 5.3 5.4 5.5 6.0 7.0 8.0 9.0 10.0 11.0 12.0 12.1 12.2
    13.0 13.1 13.2 14.0 15.0 15.1 16.0 17.0 18.0 19.0 19.1 19.2 19.3 19.4`,
  9: `0.0 0.1 1.0 1.1 1.2 1.3 2.0 3.0 3.1 4.0 4.1 4.2 5.0 5.1 6.0 6.1 6.2 6.3 6.4 6.5 6.6 6.7 7.0 7.1 7.2 8.0 8.1
    9.0 9.1 9.2 9.3 9.4`,
  10: `0.0 1.0 2.0 2.1 2.2 2.3 2.4 2.5 3.0 4.0 5.0 5.1 5.2 6.0 7.0 8.0 8.1 8.2 8.3 9.0 9.1 9.2`,
};

export interface NpmRelease {
  readonly version: string;
  /** `YYYY-MM-DD`, or empty for those before 2025. */
  readonly day: string;
}

let releases: readonly NpmRelease[] | undefined;

export function npmReleases(): readonly NpmRelease[] {
  releases ??= [
    ...Object.entries(older).flatMap(([major, rest]) =>
      rest.split(/\s+/).map((minor) => ({ version: `${major}.${minor}`, day: "" })),
    ),
    ...published
      .trim()
      .split(/,\s+/)
      .map((release) => release.split(" "))
      .map(([version = "", day = ""]) => ({ version, day })),
  ];
  return releases;
}

/** The day up to which npm's releases were read. */
export const npmAsOf = "2026-12-01";

/** The Node versions that each major of npm runs on. Source: `engines` of the newest version of each. */
export const npmEngines: Readonly<Record<number, string>> = {
  8: "^12.13.0 || ^14.15.0 || >=16.0.0",
  9: "^14.17.0 || ^16.13.0 || >=18.0.0",
  10: "^18.17.0 || >=20.5.0",
  11: "^20.17.0 || >=22.9.0",
  12: "^22.22.2 || ^24.15.0 || >=26.0.0",
};

/** First npm whose `npm publish` is documented to exchange an OIDC token (docs/facts/npm.md#the-exchange). */
export const firstToExchange = "11.5.1";

/** First npm with `npm stage` (docs/facts/npm.md#staging). */
export const firstToStage = "11.15.0";

/** Take an empty token of the project's `.npmrc` for the one they exchanged (docs/facts/npm.md#empty-project-tokens). */
export const blockedByEmpty = ">=11.5.0 <11.21.0 || >=12.0.1 <12.2.0";

/** Shipped without a module it needs, so that it publishes nothing at all (docs/facts/npm.md#the-exchange). */
export const brokenNpm = "12.0.0";

/** npm `from`, which Node 22.22.2 brings, fails when it replaces itself by npm `to` or later (docs/facts/npm.md#installing-npm). */
export const brokenUpgrade: { readonly from: string; readonly to: string } = { from: "10.9.7", to: "11.12.0" };
