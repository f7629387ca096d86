/** A range of a page's lines. */
export interface Part {
  readonly start: number;
  end: number;
  /** Undefined for prose. */
  readonly title: string | undefined;
  readonly reported: boolean | undefined;
}

/** The sections whose `###` are examples, and whether these are reported. */
const holdingExamples = new Map([
  ["Reported", true],
  ["Not reported", false],
  ["When it stays silent", false],
]);

/**
 * A rule's page has one drawn example, which goes from `## Example` to the end of `## How to fix it`.
 * All other examples of a rule begin at `###` under a section that holds examples, those of cases at `##`.
 * A heading ends the part before it.
 */
export function split(lines: readonly string[], cases: boolean, problems: string[]): readonly Part[] {
  const parts: Part[] = [{ start: 0, end: lines.length, title: undefined, reported: undefined }];
  let reported: boolean | undefined;
  for (let index = 0; index < lines.length; index++) {
    if (opening.test(lines[index] ?? "")) {
      const end = closing(lines, index);
      if (end === lines.length) problems.push(`line ${index + 1}: the fence is never closed`);
      index = end;
      continue;
    }
    const [, marks = "", title = ""] = /^(##|###) (.*)$/.exec(lines[index] ?? "") ?? [];
    if (marks === "" || (cases && marks === "###")) continue;
    const last = parts.at(-1);
    const drawnOne = !cases && marks === "##" && title === "Example";
    if (!cases && title === "How to fix it" && last?.title === "Example") continue;
    if (marks === "##") reported = drawnOne ? true : holdingExamples.get(title);
    const example = cases || drawnOne || (marks === "###" && reported !== undefined);
    if (last !== undefined) last.end = index;
    parts.push({
      start: index,
      end: lines.length,
      title: example ? title : undefined,
      reported: cases ? undefined : reported,
    });
  }
  return parts;
}

/** A line that opens a fence: its backquotes and its language. */
export const opening = /^(`{3,})([\w-]*) *$/;

/** The line that closes the fence opened at `index`; the number of lines where nothing does. */
export function closing(lines: readonly string[], index: number): number {
  const ticks = opening.exec(lines[index] ?? "")?.[1] ?? "";
  const end = lines.findIndex((line, at) => at > index && /^`{3,} *$/.test(line) && line.trim().length >= ticks.length);
  return end < 0 ? lines.length : end;
}
