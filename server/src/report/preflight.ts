/** What npm said of each package when it was asked, in a job, for an exchange. */
export interface PreflightReport {
  readonly packages: readonly PreflightRow[];
}

interface PreflightRow {
  /** With the version that was asked about, where one was. */
  readonly name: string;
  readonly answer: PreflightAnswer;
  /** Why, or what to do: a sentence's end. */
  readonly why: string;
}

const answers = [
  "accepted",
  "refused",
  "client too old",
  "not on npm",
  "published already",
  "couldn't be asked",
] as const;

export type PreflightAnswer = (typeof answers)[number];

/** The rows of the table that the step's program prints; what isn't a row is left out. */
export function preflightReport(table: string): PreflightReport {
  const packages = table.split("\n").flatMap((line): readonly PreflightRow[] => {
    const [, name, said, why] = /^\| (\S+) \| ([^|]+) \| ([^|]*) \|$/.exec(line) ?? [];
    const answer = answers.find((each) => each === said);
    const text = why?.replaceAll("&#124;", "|");
    return name === undefined || answer === undefined || text === undefined ? [] : [{ name, answer, why: text }];
  });
  return { packages };
}

/** How the command ends: 1 where one is refused, 3 where one couldn't be asked, and why. */
export function preflightExit({ packages }: PreflightReport): { readonly code: 0 | 1 | 3; readonly reason: string } {
  const count = (...wanted: readonly PreflightAnswer[]): number =>
    packages.filter(({ answer }) => wanted.includes(answer)).length;
  const [refused, unasked] = [count("refused", "client too old", "not on npm"), count("couldn't be asked")];
  if (refused > 0) return { code: 1, reason: `npm would not take ${refused} of ${packages.length}.` };
  if (unasked > 0 || packages.length === 0)
    return { code: 3, reason: `${unasked} of ${packages.length} couldn't be asked.` };
  return { code: 0, reason: "npm knows this workflow." };
}
