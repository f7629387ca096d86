// `npm run growth`: how the CPU of one lint grows with each thing of which a repository may have many. Words choose dimensions.
import { ratio, table } from "../bench/measure.ts";
import { dimensions } from "./dimensions.ts";
import { exponentOf, pointOf, type Point } from "./measure.ts";

const doublings = 5;
/** A power of the length that isn't much more than in proportion to it. */
const most = 1.3;
/** No further doubling is tried after a lint that took so many milliseconds. */
const longest = 10_000;

const wanted = process.argv.slice(2);
const chosen = dimensions.filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)));
const [first] = dimensions;
// What runs first pays for the program's start.
if (first !== undefined) for (let round = 0; round < 10; round++) pointOf(first, 8);
const rows = [["dimension", "sizes", "kB", "parse ms", "lint ms", "lint", "exponent", "capped by"]];
for (const dimension of chosen) {
  const points: Point[] = [];
  // What seems to grow too fast is followed further: it may come to a limit.
  for (let doubling = 0; doubling <= doublings || (exponentOf(points) > most && doubling < doublings + 4); doubling++) {
    const point = pointOf(dimension, dimension.from * 2 ** doubling);
    points.push(point);
    if (point.lint > longest) break;
  }
  const [last] = points.slice(-1);
  if (last === undefined) continue;
  const exponent = exponentOf(points);
  const why = [...new Set([...last.unknown, ...last.failures])].join("; ").slice(0, 60);
  rows.push([
    dimension.name,
    `${dimension.from}…${last.size}`,
    (last.length / 1_000).toFixed(1),
    last.parse.toFixed(1),
    last.lint.toFixed(0),
    ratio(last.lint, last.parse),
    exponent.toFixed(2),
    why,
  ]);
  console.error(rows.at(-1)?.join(" | "));
  if (exponent > most || last.failures.length > 0) process.exitCode = 1;
}
console.log(table(rows));
