import type { ManualStep } from "../../generate/migrate/manual-step.ts";
import type { Migration } from "../../generate/migrate/migrate.ts";
import { withoutSecrets } from "../../lint/secrets.ts";
import type { Span } from "../../text.ts";
import { diffLines } from "../diff.ts";
import { positionOf } from "../../report/position.ts";
import { taskLine } from "../preview.ts";
import { shownPath } from "../report.ts";
import { printable, styled, wrap, type Terminal } from "../terminal.ts";

/** What a migration changes, what it leaves to a person, and how to go on. */
export function migrationText(
  { files, assumptions, manualSteps, tasks }: Migration,
  path: string,
  target: { readonly folder: string },
  secrets: readonly string[],
  terminal: Terminal,
): string {
  const width = Math.min(terminal.width, 120);
  const shownText = (text: string): string => printable(withoutSecrets(text, secrets));
  const hidden = (text: string): string => withoutSecrets(text, secrets);
  const shown = shownPath(target, path);
  const indented = (text: string, first: string, rest: string): readonly string[] =>
    wrap(shownText(text), width - rest.length).map((line, index) => (index === 0 ? first : rest) + line);
  const diffs = files.map(({ path: own, before, text }) =>
    diffLines(shownPath(target, own), before && hidden(before.text), hidden(text), terminal),
  );
  const placed = ({ file, start }: Span, texts: readonly (string | undefined)[]): readonly string[] => {
    const { line } = positionOf(file, start);
    const where = styled(terminal, "bold", `${shownPath(target, file.path)}:${line}`);
    return [where, ...texts.flatMap((text) => (text === undefined ? [] : indented(text, "  ", "  ")))];
  };
  const assumed = assumptions.map(({ span, what }) => placed(span, [what]));
  const byHand = alike(manualSteps).map(([first, ...others]) => {
    const own = first.span.file.path;
    const what = others.length === 0 ? first.what : first.what.replaceAll(own, "each of these files");
    const places = others.map(({ span }) => placed(span, [])).flat();
    const [where = "", ...texts] = placed(first.span, [what, first.instead]);
    return [where, ...places, ...texts];
  });
  const steps = tasks.map(({ title, lines }, index) => {
    const number = `${index + 1}. `;
    const blank = " ".repeat(number.length);
    return [
      ...indented(title, styled(terminal, "bold", number), blank),
      ...lines.map((line) => blank + "  " + taskLine(shownText(line), terminal)),
    ];
  });
  const section = (title: string, blocks: readonly (readonly string[])[]): readonly string[] =>
    blocks.length === 0 ? [] : [styled(terminal, "underline", title), ...blocks.flat(), ""];
  const lines = [
    ...diffs.flatMap((diff) => [...diff, ""]),
    ...section("Assumed, because the files don't prove it", assumed),
    ...section(files.length + tasks.length === 0 ? `${shown} can't be migrated` : "Left to you", byHand),
    ...section("How to go on", steps),
  ];
  return lines.length === 0 ? `No publish to npm was found in ${shown}.\n` : `${lines.join("\n").trimEnd()}\n`;
}

/** What differs in the file that it is about alone, together. */
function alike(steps: Migration["manualSteps"]): readonly (readonly [ManualStep, ...ManualStep[]])[] {
  const groups = new Map<string, [ManualStep, ...ManualStep[]]>();
  for (const step of steps) {
    const key = `${step.what.replaceAll(step.span.file.path, "\0")}\n${step.instead ?? ""}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [step]);
    else group.push(step);
  }
  return [...groups.values()];
}
