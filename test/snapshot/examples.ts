import fc from "fast-check";
import { rules } from "../../server/src/rules/index.ts";
import { exampleOf, releases } from "../corpus/repository.ts";
import { keptRepositories } from "../fuzz/kept.ts";
import { mutated, mutations } from "../fuzz/mutations.ts";
import { caseFiles } from "../migrate/read.ts";
import { clientsOf, scenarios } from "../npm/scenarios.ts";
import { repositoryOf as scenarioRepository } from "../npm/workflow.ts";
import { readPages } from "../pages/all.ts";
import type { Example } from "../pages/read.ts";
import { spellRegistry } from "../pages/registry.ts";
import type { Texts } from "../pages/trial.ts";

/** An example of any kind, with other texts for some of its files. */
export interface Named {
  readonly name: string;
  readonly example: Example;
  readonly texts?: Texts;
}

const pages = readPages(rules).flatMap(({ path, examples }) => examples.map((example) => ({ path, example })));

/** Every example that there is: those of pages and cases, right releases, what the real npm did, and what fuzzing found. */
export function everyExample(): readonly Named[] {
  return [
    ...pages.map(({ path, example }) => ({ name: `${path} # ${example.title}`, example })),
    ...releases()
      .map(exampleOf)
      .map((example) => ({ name: `corpus # ${example.title}`, example })),
    ...caseFiles().flatMap(({ path, cases }) =>
      cases.map(({ example }) => ({ name: `${path} # ${example.title}`, example })),
    ),
    ...scenarios.flatMap((scenario) =>
      clientsOf(scenario).map((client) => {
        const example = scenarioRepository(scenario, client);
        return { name: `npm # ${example.title}`, example };
      }),
    ),
    ...keptRepositories.map(({ example, texts }, index) => {
      const whole = { title: "", reported: undefined, written: "", parts: [], ...example };
      return { name: `fuzz, kept # ${index}`, example: whole, texts: new Map(Object.entries(texts)) };
    }),
  ];
}

/** So many examples of pages with a few random changes in one of their files; the seed is fixed. */
export function changedExamples(count: number): readonly Named[] {
  const files = pages.flatMap(({ path, example }) => example.files.map((file) => ({ path, example, file })));
  const texts = files.map(({ file }) => file.text);
  const samples = fc.sample(fc.record({ at: fc.nat(files.length - 1), changes: mutations }), {
    numRuns: count,
    seed: 20261130,
  });
  return samples.flatMap(({ at, changes }, index) => {
    const chosen = files[at];
    if (chosen === undefined) return [];
    const { path, example, file } = chosen;
    const text = spellRegistry(mutated(file.text, changes, texts));
    return { name: `fuzz ${index} # ${path} # ${example.title}`, example, texts: new Map([[file.path, text]]) };
  });
}
