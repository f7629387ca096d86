import type { ExplainedCause, ExplainedFailure, Explanation } from "../../explain/explanation.ts";
import { pageUrl } from "../../product.ts";
import { positionOf } from "../../report/position.ts";
import { bullet, labelled, section, widest, wrapped } from "../formats/sections.ts";
import { printable, styled, withoutCommands, type Style, type Terminal } from "../terminal.ts";

/** An explanation for a person who looks at a terminal. */
export function explanationText({ failures, notes }: Explanation, screen: Terminal): string {
  const terminal = { ...screen, width: Math.min(screen.width, widest) };
  const lines = [
    ...failures.flatMap((failure, index) => [...(index > 0 ? [""] : []), ...failureLines(failure, terminal)]),
    ...section("More", [...new Set(failures.map(({ page }) => `  ${pageUrl(`docs/errors/${page}.md`)}`))], terminal),
    ...section(
      "Note",
      notes.flatMap((note) => bullet(note, terminal)),
      terminal,
    ),
  ];
  return withoutCommands(`${lines.map((line) => line.trimEnd()).join("\n")}\n`);
}

function failureLines(failure: ExplainedFailure, terminal: Terminal): readonly string[] {
  const { code, title, place, packages, observed, causes, ruledOut, notIt, experiment, afterwards } = failure;
  return [
    ...labelled("", `${code}  `, "red", title, terminal),
    ...(place === undefined ? [] : labelled("", " ".repeat(code.length + 2), "dim", placeText(place), terminal)),
    ...(packages.length === 0
      ? []
      : labelled("", " ".repeat(code.length + 2), "dim", `package ${packages.join(", ")}`, terminal)),
    ...section(
      "What happened",
      observed.flatMap(({ label, text }) => labelled("  ", label.padEnd(12), "dim", text, terminal)),
      terminal,
    ),
    ...section(
      "Why",
      causes.flatMap((cause, index) => causeLines(cause, index + 1, terminal)),
      terminal,
    ),
    ...section(
      "What it is not",
      [...ruledOut, ...notIt].flatMap((text) => bullet(text, terminal)),
      terminal,
    ),
    ...section(
      "To find out",
      experiment === undefined
        ? []
        : [
            ...wrapped("  ", experiment.says, terminal),
            ...experiment.outcomes.flatMap(([seen, means]) => bullet(`${seen}: ${means}`, terminal)),
          ],
      terminal,
    ),
    ...section(
      "After the fix",
      afterwards.flatMap((text) => wrapped("  ", text, terminal)),
      terminal,
    ),
  ];
}

function placeText({ line, job, step, says }: NonNullable<ExplainedFailure["place"]>): string {
  const where = [
    `line ${line}`,
    ...(job === undefined ? [] : [`job ${job}`]),
    ...(step === undefined ? [] : [`step ${step}`]),
  ];
  return `${printable(where.join(", "))}: ${says}`;
}

const certainties: Readonly<Record<ExplainedCause["certainty"], Style>> = {
  certain: "red",
  likely: "yellow",
  possible: "dim",
};

function causeLines(
  { says, certainty, confirm, rulesOut, fix, changes, compare }: ExplainedCause,
  number: number,
  terminal: Terminal,
): readonly string[] {
  const indent = " ".repeat(5);
  const label = (name: string, style: Style, text: string): readonly string[] =>
    labelled(indent, name.padEnd(labelColumns), style, text, terminal);
  const width = Math.max(0, ...compare.map(([field]) => field.length));
  return [
    ...labelled("", `  ${number}  `, certainties[certainty], `${certainty}: ${says}`, terminal),
    ...changes.flatMap(({ span, message, fixes = [] }) => [
      ...label(
        "change",
        "cyan",
        `${printable(span.file.path)}:${positionOf(span.file, span.start).line}  ${printable(message)}`,
      ),
      ...(fixes[0] === undefined ? [] : label("fix", "green", printable(fixes[0].title))),
    ]),
    ...(changes.length > 0 ? [] : label("fix", "green", fix)),
    ...compare.map(
      ([field, value]) =>
        `${indent}${styled(terminal, "dim", "npmjs.com".padEnd(labelColumns))}${field.padEnd(width)}  ${printable(value)}`,
    ),
    ...(certainty === "certain" ? [] : [...label("true if", "dim", confirm), ...label("not if", "dim", rulesOut)]),
  ];
}

const labelColumns = "npmjs.com".length + 2;
