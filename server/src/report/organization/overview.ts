import { codeSpan, inertMarkdown } from "../../editor/markdown.ts";
import { counted } from "../../editor/words.ts";
import { footer, paragraphs } from "../markdown.ts";
import { tokensEnd } from "../registry/registry.ts";
import type { PackageReport, Report, RepositoryReport } from "../report.ts";

/**
 * One page about many repositories, as Markdown: which packages are still published with a token, which through OIDC, which can't be
 * yet, and why. A row stands for the packages of one workflow of which the same is true.
 */
export function overviewMarkdown(report: Report): string {
  const rows = report.repositories.flatMap(rowsOf);
  const of = (state: State): readonly Row[] => rows.filter((row) => row.state === state);
  const { repositories } = report;
  const silent = repositories.filter(({ packages, others }) => packages.length === 0 && others.length === 0);
  const broken = repositories.filter(
    ({ failures, problems, record }) => failures.length + problems.length > 0 || record.state === "unreadable",
  );
  const nameless = rows.filter(({ packages }) => packages.length === 0).length;
  const count = (state: State): string => `${packagesIn(of(state))} ${words[state]}`;
  return paragraphs([
    "# npm releases",
    `**${counted(packagesIn(rows), "package")} in ${counted(repositories.length, "repository", "repositories")}**: ${states.map(count).join(", ")}${nameless === 0 ? "" : `, and ${counted(nameless, "workflow")} whose packages aren't known`}.`,
    section("Still on a token", "What stops it today", of("token"), [
      `${tokensEnd}. \`trusted-publishing migrate\` changes the workflow.`,
    ]),
    section("Through OIDC", "Outcome", of("oidc")),
    section("Can't publish through OIDC yet", "Why", of("not yet")),
    section("Not known", "Why", of("unknown")),
    silent.length === 0 ? "" : `Nothing publishes to npm in ${named(silent.map(nameOf))}.`,
    broken.length === 0 ? "" : `Not all is known of ${named(broken.map(nameOf))}: \`check\` says why.`,
    footer(report),
  ]);
}

/** `not yet`: something stops it from publishing through OIDC. */
type State = "token" | "oidc" | "not yet" | "unknown";

const states: readonly State[] = ["token", "oidc", "not yet", "unknown"];

const words: Readonly<Record<State, string>> = {
  token: "still on a token",
  oidc: "through OIDC",
  "not yet": "can't yet",
  unknown: "not known",
};

interface Row {
  readonly state: State;
  readonly repository: string;
  readonly workflow: string;
  readonly packages: readonly string[];
  readonly note: string;
}

function rowsOf(repository: RepositoryReport): readonly Row[] {
  const rows = new Map<string, Row>();
  const add = (row: Row): void => {
    const key = JSON.stringify([row.state, row.workflow, row.note]);
    const packages = [...(rows.get(key)?.packages ?? []), ...row.packages];
    rows.set(key, { ...row, packages });
  };
  const name = nameOf(repository);
  for (const each of repository.packages)
    add({ ...stateOf(each), repository: name, workflow: each.publishes[0]?.workflow ?? "", packages: [each.name] });
  for (const { workflow, unknown } of repository.others)
    add({
      state: "unknown",
      repository: name,
      workflow,
      packages: [],
      note: unknown?.text ?? "which packages isn't known",
    });
  return [...rows.values()];
}

/** The gravest of a package's publishes decides. */
function stateOf({ publishes, verdict, outcome, obstacles }: PackageReport): Pick<Row, "state" | "note"> {
  const [impossible] = publishes.flatMap(({ withoutOidc }) => withoutOidc ?? []);
  if (impossible !== undefined) return { state: "not yet", note: impossible.text };
  if (publishes.some(({ authentication }) => authentication.startsWith("token"))) {
    const [first] = obstacles;
    return { state: "token", note: first?.certain === true ? first.message : "" };
  }
  if (verdict === "blocked") return { state: "not yet", note: obstacles[0]?.message ?? outcome.text };
  const unclear = publishes.find(({ authentication, unknown }) => authentication === "unknown" || unknown !== null);
  if (unclear !== undefined) return { state: "unknown", note: unclear.unknown?.text ?? unclear.mode };
  const [without] = publishes.filter(({ authentication }) => authentication === "none");
  if (without !== undefined || publishes.length === 0) return { state: "not yet", note: outcome.text };
  if (verdict === "unknown") {
    const doubts = publishes.flatMap(({ facts }) => facts.flatMap(({ statements }) => statements));
    const reason = outcome.known ? doubts.find(({ known }) => !known)?.text : outcome.text;
    return { state: "oidc", note: reason === undefined ? outcome.text : `not known because of ${reason}` };
  }
  const fallback = publishes.some(({ authentication }) => authentication === "oidc-with-fallback");
  return { state: "oidc", note: fallback ? "falls back to a token" : "" };
}

function packagesIn(rows: readonly Row[]): number {
  return rows.reduce((sum, { packages }) => sum + packages.length, 0);
}

function section(title: string, column: string, rows: readonly Row[], about: readonly string[] = []): string {
  if (rows.length === 0) return "";
  const lines = rows.map(
    ({ repository, workflow, packages, note }) =>
      `| ${cell(repository)} | ${codeSpan(workflow.replace(/^\.github\/workflows\//, ""))} | ${packages.length === 0 ? "not known" : cell(named(packages))} | ${cell(note)} |`,
  );
  return [
    `## ${title}${packagesIn(rows) === 0 ? "" : ` (${packagesIn(rows)})`}`,
    ...about.flatMap((text) => ["", text]),
    "",
    `| Repository | Workflow | Packages | ${column} |`,
    "| --- | --- | --- | --- |",
    ...lines,
  ].join("\n");
}

/** So many names are shown. */
const mostNames = 5;

function named(names: readonly string[]): string {
  const shown = names.slice(0, mostNames).join(", ");
  return names.length > mostNames ? `${shown} and ${names.length - mostNames} more` : shown;
}

/** As GitHub calls it, else its folder. */
function nameOf({ repository, folder }: RepositoryReport): string {
  return repository?.known === true ? repository.text : folder;
}

function cell(text: string): string {
  return inertMarkdown(text).replaceAll("|", String.raw`\|`);
}
