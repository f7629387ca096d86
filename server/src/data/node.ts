/** A release line of Node, by its major version. */
export interface NodeLine {
  readonly major: number;
  /** `YYYY-MM-DD`, of its first release. */
  readonly released: string;
  /** From when `lts/*` may mean it, and its lower-case codename, as in `lts/jod`. */
  readonly lts: { readonly since: string; readonly codename: string } | undefined;
  /** Later releases may bring another npm than the table knows; not those of Node 22, which stays with npm 10 to its end. */
  readonly open: boolean;
}

/**
 * The npm that a release of Node brings, from each release on to the next one named, oldest first.
 * Source: "deps: upgrade npm to" in the release posts of nodejs/nodejs.org (2026-08-22);
 * 24.20 from Node's changelog; 26.0.0 approximate; nothing is known of 24.22 and of 26.8 and later.
 * `npm run data` writes this and the lines from nodejs.org's `dist/index.json`.
 */
export const bundledNpm: readonly (readonly [node: string, npm: string])[] = [
  ["18.0.0", "8.6.0"],
  ["18.1.0", "8.8.0"],
  ["18.2.0", "8.9.0"],
  ["18.3.0", "8.11.0"],
  ["18.4.0", "8.12.1"],
  ["18.6.0", "8.13.2"],
  ["18.7.0", "8.15.0"],
  ["18.8.0", "8.18.0"],
  ["18.9.0", "8.19.1"],
  ["18.10.0", "8.19.2"],
  ["18.13.0", "8.19.3"],
  ["18.14.0", "9.3.1"],
  ["18.14.2", "9.5.0"],
  ["18.16.0", "9.5.1"],
  ["18.17.0", "9.6.7"],
  ["18.18.0", "9.8.1"],
  ["18.19.0", "10.2.3"],
  ["18.19.1", "10.2.4"],
  ["18.20.0", "10.5.0"],
  ["18.20.3", "10.7.0"],
  ["18.20.5", "10.8.2"],
  ["19.0.0", "8.19.2"],
  ["19.1.0", "8.19.3"],
  ["19.3.0", "9.2.0"],
  ["19.5.0", "9.3.1"],
  ["19.6.0", "9.4.0"],
  ["19.7.0", "9.5.0"],
  ["19.8.0", "9.5.1"],
  ["19.9.0", "9.6.3"],
  ["20.0.0", "9.6.4"],
  ["20.2.0", "9.6.6"],
  ["20.3.0", "9.6.7"],
  ["20.4.0", "9.7.2"],
  ["20.5.0", "9.8.0"],
  ["20.6.0", "9.8.1"],
  ["20.7.0", "10.1.0"],
  ["20.10.0", "10.2.3"],
  ["20.11.0", "10.2.4"],
  ["20.12.0", "10.5.0"],
  ["20.13.0", "10.5.2"],
  ["20.14.0", "10.7.0"],
  ["20.16.0", "10.8.1"],
  ["20.17.0", "10.8.2"],
  ["21.0.0", "10.2.0"],
  ["21.2.0", "10.2.3"],
  ["21.3.0", "10.2.4"],
  ["21.7.0", "10.5.0"],
  ["22.0.0", "10.5.1"],
  ["22.1.0", "10.7.0"],
  ["22.3.0", "10.8.1"],
  ["22.5.0", "10.8.2"],
  ["22.9.0", "10.8.3"],
  ["22.10.0", "10.9.0"],
  ["22.13.0", "10.9.2"],
  ["22.18.0", "10.9.3"],
  ["22.21.0", "10.9.4"],
  ["22.22.2", "10.9.7"],
  ["22.22.3", "10.9.8"],
  ["23.0.0", "10.9.0"],
  ["23.4.0", "10.9.2"],
  ["24.0.0", "11.3.0"],
  ["24.3.0", "11.4.2"],
  ["24.5.0", "11.5.1"],
  ["24.8.0", "11.6.0"],
  ["24.10.0", "11.6.1"],
  ["24.11.1", "11.6.2"],
  ["24.13.1", "11.8.0"],
  ["24.14.0", "11.9.0"],
  ["24.14.1", "11.11.0"],
  ["24.15.0", "11.12.1"],
  ["24.16.0", "11.13.0"],
  ["24.18.0", "11.16.0"],
  ["24.19.0", "11.17.0"],
  ["24.20.0", "11.19.0"],
  ["25.0.0", "11.6.2"],
  ["25.4.0", "11.7.0"],
  ["25.5.0", "11.8.0"],
  ["25.6.1", "11.9.0"],
  ["25.7.0", "11.10.1"],
  ["25.8.0", "11.11.0"],
  ["25.8.2", "11.11.1"],
  ["25.9.0", "11.12.1"],
  ["26.0.0", "11.12.1"],
  ["26.1.0", "11.13.0"],
  ["26.3.0", "11.16.0"],
  ["26.4.0", "11.17.0"],
  ["26.6.0", "11.18.0"],
  ["26.7.0", "11.19.0"],
];

/** Node 17 and older: nothing later than the last npm 8 of Node 16. */
export const beforeNode18: { readonly lowest: string; readonly highest: string } = {
  lowest: "1.0.0",
  highest: "8.19.4",
};

/** The lines, oldest first. Dates: the release posts, and `node-releases` 2.0.65 for LTS. */
export const nodeLines: readonly NodeLine[] = [
  { major: 18, released: "2022-04-19", lts: { since: "2022-10-25", codename: "hydrogen" }, open: false },
  { major: 19, released: "2022-10-18", lts: undefined, open: false },
  { major: 20, released: "2023-04-18", lts: { since: "2023-10-24", codename: "iron" }, open: false },
  { major: 21, released: "2023-10-17", lts: undefined, open: false },
  { major: 22, released: "2024-04-24", lts: { since: "2024-10-29", codename: "jod" }, open: false },
  { major: 23, released: "2024-10-16", lts: undefined, open: false },
  { major: 24, released: "2025-05-06", lts: { since: "2025-10-28", codename: "krypton" }, open: true },
  { major: 25, released: "2025-10-15", lts: undefined, open: false },
  { major: 26, released: "2026-05-05", lts: { since: "2026-10-28", codename: "lithium" }, open: true },
];

/** The day up to which the lines' releases were read. */
export const nodeAsOf = "2026-11-17";

/**
 * The tool cache of GitHub's images: of each line that it holds, the oldest release that any image still had from that day on.
 * When Node 22 has ended it will be replaced, by what isn't known.
 * Source: the images' readmes in actions/runner-images, read through their history (to 2026-08-21), later by `npm run data`.
 */
export const toolCache: readonly { readonly since: string; readonly oldest: readonly string[] }[] = [
  { since: "2025-01-01", oldest: ["18.20.5", "20.18.0", "22.11.0"] },
  { since: "2025-11-10", oldest: ["20.19.5", "22.21.1", "24.11.0"] },
  { since: "2026-02-26", oldest: ["20.20.0", "22.22.0", "24.13.1"] },
  { since: "2026-05-27", oldest: ["22.22.3", "24.15.0"] },
  { since: "2026-08-21", oldest: ["22.23.1", "24.18.0"] },
  { since: "2027-04-30", oldest: [] },
];
