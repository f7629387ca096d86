/**
 * The Node that GitHub's runner images bring without setup-node, by label: its major version from each day on, `?` while
 * it changes and where it isn't known. Once Node 22 has ended (2027-04-30) the images that have it will bring another.
 * Source: the images' readmes in actions/runner-images, read through their history (to 2026-08-21), later by `npm run data`.
 */
const images: Readonly<Record<string, string>> = {
  "ubuntu-22.04": "2025-06-12 20, 2026-05-18 ?, 2026-06-03 22, 2027-04-30 ?",
  "ubuntu-22.04-arm": "2026-06-03 22, 2027-04-30 ?",
  "ubuntu-24.04": "2024-06-05 20, 2026-05-18 ?, 2026-06-03 22, 2027-04-30 ?",
  "ubuntu-24.04-arm": "2026-06-03 22, 2027-04-30 ?",
  "ubuntu-26.04": "2026-06-11 24",
  "ubuntu-26.04-arm": "2026-06-11 24",
  "ubuntu-slim": "2025-12-12 24",
  "windows-2022": "2025-06-12 20, 2026-05-18 ?, 2026-06-03 22, 2027-04-30 ?",
  "windows-2025": "2024-12-19 22, 2027-04-30 ?",
  "windows-11-arm": "2026-04-22 24",
  "macos-14": "2024-06-07 20, 2026-05-18 ?, 2026-06-03 22, 2027-04-30 ?",
  "macos-15": "2024-09-25 22, 2027-04-30 ?",
  "macos-26": "2025-09-11 24",
  "xcode-27": "2026-07-14 24",
};

/**
 * What the moving labels mean from each day on, `?` while they move.
 * Source: the readme of actions/runner-images through its history, and its issues 12520, 14167 and 14748.
 */
const moving: Readonly<Record<string, string>> = {
  "ubuntu-latest": "2025-01-17 ubuntu-24.04, 2026-10-19 ?, 2026-11-20 ubuntu-26.04",
  "windows-latest": "2022-03-01 windows-2022, 2025-09-02 ?, 2025-10-01 windows-2025",
  "macos-latest": "2024-04-29 macos-14, 2025-08-04 ?, 2025-09-02 macos-15, 2026-06-15 ?, 2026-07-22 macos-26",
};

/** The major version of an image's own Node; undefined for labels that aren't GitHub's, and where it isn't known. */
export function imageNode(label: string, today: string): number | undefined {
  // Larger machines of a kind run the same image.
  const name = label.toLowerCase().replace(/^((?:macos|xcode)-\w+)-(?:large|xlarge|intel)$|-vs2026(?=-arm$|$)/, "$1");
  const image = Object.hasOwn(moving, name) ? onDay(moving[name], today) : name;
  const major = image !== undefined && Object.hasOwn(images, image) ? onDay(images[image], today) : undefined;
  return major === undefined ? undefined : Number(major);
}

/**
 * Labels of machines that aren't GitHub's, by how they begin: they come to a job as self-hosted ones, which its OIDC token says.
 * Source: GitHub's documentation of labels, and those of Blacksmith, Depot, BuildJet, Namespace, WarpBuild, Ubicloud and RunsOn (2026).
 */
const foreign =
  /^(?:self-hosted$|(?:depot|nscloud|warp)-(?:ubuntu|windows|macos)-|(?:blacksmith|buildjet)-\d+vcpu-|namespace-profile-|ubicloud(?:$|-(?:standard|premium)-)|runs-on[=/])/i;

/** Whether a label, or the part of it before an expression, is that of a machine which isn't GitHub's; false where that isn't known. */
export function isForeignRunner(label: string): boolean {
  return foreign.test(label);
}

function onDay(rows: string | undefined, today: string): string | undefined {
  const row = rows?.split(", ").findLast((each) => each.slice(0, 10) <= today);
  return row === undefined || row.endsWith("?") ? undefined : row.slice(11);
}
