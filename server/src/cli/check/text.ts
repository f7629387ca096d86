import { counted } from "../../editor/words.ts";
import type { Statement, Verdict } from "../../report/parts.ts";
import type { JudgedPublish, PublishReport, Report, RepositoryReport } from "../../report/report.ts";
import { groupsOf, titleOf, whyOf, type PackageGroup } from "../../report/groups.ts";
import { verdictsIn, verdictSigns, verdictWords } from "../../report/verdicts.ts";
import { registryLines } from "./registry-text.ts";
import { columns, printable, styled, wrap, type Style, type Terminal } from "../terminal.ts";

interface Shown {
  readonly quiet: boolean;
  readonly verbose: boolean;
}

/** The report for a person: a verdict for each package, what stops it in order, and what is left to do. */
export function checkText(report: Report, screen: Terminal, shown: Shown): string {
  const terminal = { ...screen, width: Math.min(screen.width, widest) };
  const several = report.repositories.length > 1;
  const blocks = report.repositories.flatMap((repository) => repositoryLines(repository, several, terminal, shown));
  const registry = registryLines(report.registry, terminal, shown);
  const summary = report.repositories.length === 0 ? [] : summaryLines(report, terminal);
  const stopped = report.registry?.packages.some(({ stops }) => stops) === true ? [report.exit.reason] : [];
  return `${[...blocks, ...registry, ...summary, ...stopped].join("\n")}\n`;
}

const widest = 100;

const verdictStyles: Readonly<Record<Verdict, Style>> = {
  ready: "green",
  blocked: ["red", "bold"],
  unknown: "yellow",
  person: "cyan",
};

function repositoryLines(
  repository: RepositoryReport,
  several: boolean,
  terminal: Terminal,
  shown: Shown,
): readonly string[] {
  const groups = groupsOf(repository.packages).filter(([first]) => !shown.quiet || first.verdict === "blocked");
  const head = headOf(repository, several);
  return [
    ...(head === "" || shown.quiet ? [] : [styled(terminal, "dim", printable(head)), ""]),
    ...groups.flatMap((group) => [...packageLines(group, terminal, shown), ""]),
    ...(shown.quiet ? [] : otherLines(repository, terminal, shown)),
    ...errorLines(repository, terminal),
    ...(shown.quiet ? [] : noteLines(repository, terminal)),
  ];
}

/** `acme/widgets · main at 1a2b3c4, 2 files changed`. */
function headOf({ folder, repository, commit }: RepositoryReport, several: boolean): string {
  const changed = commit === null || !commit.dirty ? "" : `, ${counted(commit.changed.length, "file")} changed`;
  return [
    ...(several ? [folder] : []),
    ...(repository === null ? [] : [repository.text]),
    ...(commit === null ? [] : [`${commit.branch ?? "detached"} at ${commit.id.slice(0, 7)}${changed}`]),
  ].join(" · ");
}

const named = 3;

function packageLines(group: PackageGroup, terminal: Terminal, { verbose }: Shown): readonly string[] {
  const [{ verdict, publishes, asks }] = group;
  const title = titleOf(group, (name) => name);
  const seen = new Set<string>();
  return [
    verdictLine(verdict, title, terminal),
    ...publishes.flatMap((publish) => judgedLines(publish, seen, terminal, verbose)),
    ...(asks.length === 0 ? [] : whoLines(publishes, terminal)),
    ...(verbose ? asks : asks.filter(({ id }) => !id.startsWith("npm-package:"))).flatMap(
      ({ why, command, address, done }) =>
        done === true ? [] : todoLines(whyOf(why, group), command ?? address, terminal),
    ),
  ];
}

/** A publish, what stops it, if that wasn't shown before, and how it ends. */
function judgedLines(
  publish: JudgedPublish,
  seen: Set<string>,
  terminal: Terminal,
  verbose: boolean,
): readonly string[] {
  const { obstacles, outcome, unknown } = publish;
  const label = (name: string, style: Style, text: string): readonly string[] =>
    labelled(name, style, printable(text), terminal);
  const fresh = obstacles.filter(({ rule, place }) => {
    const key = JSON.stringify([rule, place]);
    return !seen.has(key) && seen.add(key);
  });
  return [
    ...publishLines(publish, terminal, verbose),
    ...fresh.flatMap(({ rule, certain, place, message, fix }) => [
      ...label(certain ? "✗" : "?", certain ? ["red", "bold"] : "yellow", `${place.path}:${place.line}  ${rule ?? ""}`),
      ...label("", "dim", message),
      ...(fix === null ? [] : label("fix", "green", fix.title)),
    ]),
    ...(unknown === null ? label("→", "dim", told(outcome)) : []),
  ];
}

/** A token publishes for whoever has it, so this is of interest only where npm is asked to trust a workflow. */
function whoLines(publishes: readonly JudgedPublish[], terminal: Terminal): readonly string[] {
  const who = [...new Set(publishes.flatMap(({ whoCanPublish }) => whoCanPublish?.text ?? []))];
  return who.length === 0 ? [] : labelled("who", "dim", printable(`can publish: ${who.join("; or ")}`), terminal);
}

function verdictLine(verdict: Verdict, title: string, terminal: Terminal): string {
  const style = verdictStyles[verdict];
  const word = verdictWords[verdict];
  const lines = wrap(printable(title), Math.max(20, terminal.width - 5 - columns(word)));
  const sign = styled(terminal, style, verdictSigns[verdict]);
  const titled = lines.map((line, index) => `${index === 0 ? sign : " "} ${styled(terminal, "bold", line)}`);
  return `${titled.join("\n")}   ${styled(terminal, style, word)}`;
}

/** What a person is to do, and below it the command or the address, which are copied and so aren't broken. */
function todoLines(why: string, line: string | null, terminal: Terminal): readonly string[] {
  return [
    ...labelled("☐", "cyan", printable(why), terminal),
    ...(line === null ? [] : [" ".repeat(gutter) + styled(terminal, "dim", printable(line))]),
  ];
}

function publishLines(publish: PublishReport, terminal: Terminal, verbose: boolean): readonly string[] {
  const { place, command, mode, triggers, facts, unknown } = publish;
  const events = [...new Set(triggers.map(({ event }) => event))].join(", ");
  const parts =
    unknown === null ? [command, mode, ...(events === "" ? [] : [`on ${events}`])] : [command, unknown.text];
  const lines = [
    `${place.path}:${place.line}  ${parts.join(" · ")}`,
    ...(verbose ? facts.map(({ name, statements }) => `${name}: ${statements.map(told).join(", ")}`) : []),
  ];
  return lines.flatMap((line) =>
    wrap(printable(line), terminal.width - 4).map(
      (each, index) => (index > 0 ? "    " : "  ") + styled(terminal, "dim", each),
    ),
  );
}

function told({ text, known }: Statement): string {
  return known ? text : `not known because of ${text}`;
}

const gutter = 8;

function labelled(label: string, style: Style, text: string, terminal: Terminal): readonly string[] {
  const first = `  ${styled(terminal, style, label)}${" ".repeat(Math.max(1, gutter - 2 - columns(label)))}`;
  const lines = wrap(text, Math.max(20, terminal.width - gutter));
  return lines.map((line, index) => (index === 0 ? first : " ".repeat(gutter)) + line);
}

const mostOthers = 5;

function otherLines(
  { others, unpublished, packages }: RepositoryReport,
  terminal: Terminal,
  { verbose }: Shown,
): readonly string[] {
  const names = unpublished.slice(0, named).map(({ name }) => name);
  const more = unpublished.length - names.length;
  const listed = verbose ? others : others.slice(0, mostOthers);
  const nothing = packages.length === 0 && others.length === 0;
  return [
    ...(others.length === 0
      ? []
      : [
          verdictLine(
            "unknown",
            counted(others.length, "publish of unknown packages", "publishes of unknown packages"),
            terminal,
          ),
          ...listed.flatMap((publish) => publishLines(publish, terminal, verbose)),
          ...(others.length > listed.length ? [`  and ${others.length - listed.length} more, see --verbose`] : []),
          "",
        ]),
    ...(names.length === 0
      ? []
      : wrap(
          `No workflow is known to publish ${printable(names.join(", "))}${more > 0 ? ` and ${more} more` : ""}.`,
          terminal.width,
        )),
    ...(nothing && names.length > 0 ? ["`trusted-publishing init` writes a workflow that does, without a token."] : []),
  ];
}

/** The errors that stop no publish, or none that is known. */
function errorLines({ packages, findings }: RepositoryReport, terminal: Terminal): readonly string[] {
  const shown = new Set(
    packages.flatMap(({ obstacles }) => obstacles.map(({ rule, place }) => JSON.stringify([rule, place]))),
  );
  const errors = findings.filter(
    ({ severity, rule, place }) => severity === "error" && !shown.has(JSON.stringify([rule, place])),
  );
  const lines = errors.flatMap(({ rule, place, message }) => [
    ...labelled("✗", ["red", "bold"], printable(`${place.path}:${place.line}  ${rule}`), terminal),
    ...labelled("", "dim", printable(message), terminal),
  ]);
  return lines.length === 0 ? [] : ["Besides:", ...lines, ""];
}

function noteLines({ notes }: RepositoryReport, terminal: Terminal): readonly string[] {
  return notes.flatMap(({ text }) =>
    wrap(printable(text), terminal.width - 2).map((line, index) => (index === 0 ? "- " : "  ") + line),
  );
}

function summaryLines({ counts, exit }: Report, terminal: Terminal): readonly string[] {
  const parts = verdictsIn(counts).map(([verdict, count]) =>
    styled(terminal, verdictStyles[verdict], `${count} ${verdictWords[verdict]}`),
  );
  if (parts.length === 0) {
    if (exit.code !== 0) return [exit.reason];
    return [counts.publishes > 0 ? "No package is known to be published to npm." : "Nothing here publishes to npm."];
  }
  return [`${counted(counts.packages, "package")}: ${parts.join(", ")}`];
}
