/** What the server reports of a repository, as far as the view shows it (`schemas/report.json`). */
export interface RepositoryReport {
  readonly packages: readonly PackageReport[];
  readonly others: readonly PublishReport[];
}

export interface PackageReport {
  readonly name: string;
  readonly version: string | null;
  readonly path: string;
  readonly verdict: Verdict;
  readonly outcome: Statement;
  readonly publishes: readonly PackagePublish[];
  readonly obstacles: readonly Obstacle[];
  readonly asks: readonly Ask[];
}

/** A publish as it is for one of its packages. */
export interface PackagePublish extends PublishReport {
  readonly verdict: Verdict;
  readonly outcome: Statement;
}

type Verdict = "ready" | "blocked" | "unknown" | "person";

interface Statement {
  readonly text: string;
}

/** Lines and columns count from 1. */
export interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

interface PublishReport {
  readonly command: string;
  readonly place: Place;
  readonly triggers: readonly { readonly event: string }[];
  readonly unknown: Statement | null;
}

export interface Obstacle {
  readonly certain: boolean;
  readonly message: string;
  readonly place: Place;
  readonly fix: { readonly title: string } | null;
}

export interface Ask {
  readonly id: string;
  readonly why: string;
  readonly command: string | null;
  readonly address: string | null;
  readonly done: boolean | null;
}

/** Words without the backquotes that only Markdown draws. */
export function plain(text: string): string {
  return text.replaceAll("`", "");
}

const marks = { ready: "✓", blocked: "✗", unknown: "?", person: "✓" } as const;

/** The report as a list in Markdown: what stops each package, and boxes to tick. */
export function markdownOf({ packages, others }: RepositoryReport): string {
  const lines = packages.flatMap(({ name, version, verdict, outcome, obstacles, asks }) => [
    `- ${marks[verdict]} **${name}**${version === null ? "" : ` ${version}`}: ${outcome.text}`,
    ...obstacles.map(({ message, place }) => `  - ✗ ${message} (${place.path}:${place.line})`),
    ...asks.map(({ why, command, done }) => {
      const how = command === null ? "" : ` \`${command}\``;
      return `  - [${done === true ? "x" : " "}] ${why}${how}`;
    }),
  ]);
  const unclear = others.map(
    ({ command, place, unknown }) =>
      `- ? ${command} (${place.path}:${place.line}): ${unknown?.text ?? "the package isn't known"}`,
  );
  return `${[...lines, ...unclear].join("\n")}\n`;
}
