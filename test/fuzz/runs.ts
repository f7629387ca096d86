import test from "node:test";
import fc from "fast-check";

/** What is tried on anything. */
interface Fuzzed<T> {
  readonly input: fc.Arbitrary<T>;
  /** How often without FUZZ. */
  readonly runs: number;
  /** Inputs that failed once: they come first. */
  readonly kept: readonly T[];
  check(input: T): void;
}

/** `FUZZ=60`: each test goes on for so many seconds, with another seed each time. */
const seconds = Number(process.env["FUZZ"] ?? 0);
const seed = seconds > 0 ? Date.now() % 2 ** 31 : 20261121;

/** A test that tries what was kept and then many other inputs, tells how many, and the longest that one took. */
export function fuzz<T>(name: string, { input, runs, kept, check }: Fuzzed<T>): void {
  test(name, (context) => {
    let count = 0;
    let slowest = 0;
    const timed = (value: T): void => {
      const begun = performance.now();
      check(value);
      slowest = Math.max(slowest, performance.now() - begun);
      count++;
    };
    const begun = performance.now();
    kept.forEach(timed);
    const limit = { interruptAfterTimeLimit: seconds * 1_000, markInterruptAsFailure: false };
    fc.assert(fc.property(input, timed), {
      seed,
      includeErrorInReport: true,
      numRuns: seconds > 0 ? Number.MAX_SAFE_INTEGER : runs,
      ...(seconds > 0 ? limit : {}),
    });
    const took = ((performance.now() - begun) / 1_000).toFixed(1);
    context.diagnostic(`seed ${seed}: ${count} runs in ${took} s, the longest ${slowest.toFixed(0)} ms`);
  });
}
