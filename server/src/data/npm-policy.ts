/** What npm changed, or has announced, for a day. What such a day changes is a row here, not code. */
export interface PolicyChange {
  /** `YYYY-MM-DD`: the first day on which it holds; of a month without a day its first. */
  readonly from: string;
  /** The day as people read it: `January 2027`. */
  readonly said: string;
  /** Where npm says so. */
  readonly source: string;
}

/**
 * Direct publishes with tokens that bypass 2FA, as a token in CI has to, end: announced on 2026-09-18 as a target, without a day.
 * Trusted publishing and `npm stage publish` stay (docs/facts/npm.md#tokens).
 */
export const directTokenPublishEnds: PolicyChange = {
  from: "2027-01-01",
  said: "January 2027",
  source: "https://github.com/orgs/community/discussions/201329",
};

/** `npm stage publish` with a session or granular token creates a package that doesn't exist (docs/facts/npm.md#first-publish). */
export const stagingCreatesPackages: PolicyChange = {
  from: "2026-10-02",
  said: "October 2, 2026",
  source: "https://docs.npmjs.com/trusted-publishers",
};

/** A publisher through which nothing was published or staged expires after 48 hours (docs/facts/github.md#trusted-publishers). */
export const unusedPublisherExpires: PolicyChange & { readonly hours: number } = {
  from: "2026-10-02",
  said: "October 2, 2026",
  hours: 48,
  source: "https://docs.npmjs.com/trusted-publishers",
};

/** Whether a change holds on a day, `YYYY-MM-DD`. */
export function holds({ from }: PolicyChange, today: string): boolean {
  return today >= from;
}
