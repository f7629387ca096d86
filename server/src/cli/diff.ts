import { hunks, linesOf, type Hunk } from "../hunks.ts";
import { printable, styled, type Style, type Terminal } from "./terminal.ts";

/** What changes in a file, as `diff -u` says it, without line ends; `before` is undefined for a new file. */
export function diffLines(
  path: string,
  before: string | undefined,
  after: string,
  terminal: Terminal,
): readonly string[] {
  const [old, fresh] = [before === undefined ? [] : linesOf(before), after === "" ? [] : linesOf(after)];
  const line = (style: Style | undefined, sign: string, text: string): string => {
    const shown = sign + printable(text.replace(/\r?\n$/, ""));
    return style === undefined ? shown : styled(terminal, style, shown);
  };
  const head = [line("bold", "--- ", before === undefined ? "/dev/null" : path), line("bold", "+++ ", path)];
  const body = together(hunks(old, fresh)).flatMap((group) => {
    const [first, last] = [group[0], group.at(-1)];
    if (first === undefined || last === undefined) return [];
    const from = Math.max(0, first.from - around);
    const freshFrom = first.freshFrom - (first.from - from);
    const to = Math.min(old.length, last.to + around);
    const freshTo = last.freshTo + (to - last.to);
    const lines = [line("cyan", "", `@@ -${range(from, to)} +${range(freshFrom, freshTo)} @@`)];
    let at = from;
    for (const hunk of group) {
      lines.push(...old.slice(at, hunk.from).map((text) => line(undefined, " ", text)));
      lines.push(...old.slice(hunk.from, hunk.to).map((text) => line("red", "-", text)));
      lines.push(...fresh.slice(hunk.freshFrom, hunk.freshTo).map((text) => line("green", "+", text)));
      at = hunk.to;
    }
    return [...lines, ...old.slice(at, to).map((text) => line(undefined, " ", text))];
  });
  return [...head, ...body];
}

/** How many lines are shown around a change. */
const around = 3;

/** Changes whose surroundings meet are shown in one piece. */
function together(all: readonly Hunk[]): readonly (readonly Hunk[])[] {
  const groups: Hunk[][] = [];
  for (const hunk of all) {
    const last = groups.at(-1);
    const before = last?.at(-1);
    if (last !== undefined && before !== undefined && hunk.from - before.to <= 2 * around) last.push(hunk);
    else groups.push([hunk]);
  }
  return groups;
}

function range(from: number, to: number): string {
  const count = to - from;
  return count === 1 ? `${from + 1}` : `${count === 0 ? from : from + 1},${count}`;
}
