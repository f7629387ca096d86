/** The lines that differ, each with the lines around it: `-` stands only in the first text, `+` only in the second. */
export function difference(first: string, second: string): string {
  const [a, b] = [first.split("\n"), second.split("\n")];
  const drawn = walk(a, b, common(a, b));
  const near = drawn.map((_, index) =>
    drawn.slice(Math.max(0, index - 2), index + 3).some((line) => !line.startsWith(" ")),
  );
  return drawn
    .flatMap((line, index) => (near[index] === true ? [line] : near[index - 1] === true ? ["  …"] : []))
    .join("\n");
}

/** `lengths[i][j]`: how many lines the ends of both texts have in common, from `i` and `j` on. */
function common(a: readonly string[], b: readonly string[]): readonly (readonly number[])[] {
  const lengths = Array.from({ length: a.length + 1 }, () => Array.from({ length: b.length + 1 }, () => 0));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const row = lengths[i];
      if (row !== undefined)
        row[j] = a[i] === b[j] ? at(lengths, i + 1, j + 1) + 1 : Math.max(at(lengths, i + 1, j), at(lengths, i, j + 1));
    }
  return lengths;
}

function walk(a: readonly string[], b: readonly string[], lengths: readonly (readonly number[])[]): readonly string[] {
  const drawn: string[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      drawn.push(`  ${a[i] ?? ""}`);
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && at(lengths, i + 1, j) >= at(lengths, i, j + 1)))
      drawn.push(`- ${a[i++] ?? ""}`);
    else drawn.push(`+ ${b[j++] ?? ""}`);
  }
  return drawn;
}

function at(lengths: readonly (readonly number[])[], i: number, j: number): number {
  return lengths[i]?.[j] ?? 0;
}
