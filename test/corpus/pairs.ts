/** For each dimension the index of a value. */
export type Combination = readonly number[];

/**
 * Combinations in which every value of each dimension meets every value of each other one: not the fewest, but always the same.
 * `sizes`: how many values each dimension has.
 */
export function pairwise(sizes: readonly number[]): readonly Combination[] {
  const open = new Map<string, Pair>();
  sizes.forEach((size, first) => {
    for (let second = first + 1; second < sizes.length; second++)
      for (let value = 0; value < size; value++)
        for (let other = 0; other < (sizes[second] ?? 0); other++) {
          const pair: Pair = { first, value, second, other };
          open.set(keyOf(pair), pair);
        }
  });
  const combinations: Combination[] = [];
  for (const pair of open.values()) {
    const combination = sizes.map((_, dimension) =>
      dimension === pair.first ? pair.value : dimension === pair.second ? pair.other : undefined,
    );
    sizes.forEach((size, dimension) => {
      if (combination[dimension] !== undefined) return;
      const gains = Array.from({ length: size }, (_, value) => gain(open, combination, dimension, value));
      combination[dimension] = gains.indexOf(Math.max(...gains));
    });
    const full = combination.map((value) => value ?? 0);
    for (const key of keysOf(full)) open.delete(key);
    combinations.push(full);
  }
  return combinations;
}

interface Pair {
  readonly first: number;
  readonly value: number;
  readonly second: number;
  readonly other: number;
}

function keyOf({ first, value, second, other }: Pair): string {
  return `${first}.${value} ${second}.${other}`;
}

/** How many pairs that are still open a value closes with those already chosen. */
function gain(
  open: ReadonlyMap<string, Pair>,
  chosen: readonly (number | undefined)[],
  dimension: number,
  value: number,
): number {
  return chosen.filter((other, index) => {
    if (other === undefined) return false;
    const pair =
      index < dimension
        ? { first: index, value: other, second: dimension, other: value }
        : { first: dimension, value, second: index, other };
    return open.has(keyOf(pair));
  }).length;
}

/** The keys of all pairs in a combination. */
export function keysOf(combination: Combination): readonly string[] {
  return combination.flatMap((value, first) =>
    combination.slice(first + 1).map((other, index) => keyOf({ first, value, second: first + 1 + index, other })),
  );
}
