/**
 * A tenth of the examples, for what takes long with each: every tenth from the SEED-th on, which `test/run.mjs` chooses anew each
 * time, so that ten runs see all. All of them where there is no SEED: in CI, and where one rule is tried.
 */
export function sampled<T>(examples: readonly T[]): readonly T[] {
  const seed = process.env["SEED"];
  return seed === undefined ? examples : examples.filter((_, index) => index % 10 === Number(seed) % 10);
}

/**
 * A quarter of the places of an example, or of other inputs that take long: the SEED's tens say which. Together with `sampled`, forty
 * seeds see all. All of them where there is no SEED.
 */
export function sampledPlaces<T>(places: readonly T[]): readonly T[] {
  const seed = process.env["SEED"];
  return seed === undefined ? places : places.filter((_, index) => index % 4 === Math.floor(Number(seed) / 10) % 4);
}
