import fc from "fast-check";
import { mutated, mutations } from "../fuzz/mutations.ts";
import { spellRegistry } from "../pages/registry.ts";
import { sampled } from "../pages/sample.ts";
import { everyExample, type Named } from "../snapshot/examples.ts";
import { memoryHost } from "./memory.ts";
import { checkoutOf, diskOf, saidOf } from "./repositories.ts";

/** What lint says of the examples after a change of one of its files; `before` lints it as it is first. */
export async function saidAfterChange(before: boolean): Promise<readonly string[]> {
  const said: string[] = [];
  for (const { named, path, text } of sampled(changes())) {
    const files = checkoutOf(named.example, memoryHost(diskOf(named)));
    if (before) await files.settle();
    files.open(path, text);
    said.push(saidOf(named.name, await files.settle()));
  }
  return said;
}

/** The seed is fixed, so that two processes make the same changes. */
function changes(): readonly { readonly named: Named; readonly path: string; readonly text: string }[] {
  const examples = everyExample();
  const texts = examples.flatMap(({ example }) => example.files.map(({ text }) => text));
  const samples = fc.sample(fc.record({ at: fc.nat(), changed: mutations }), { numRuns: examples.length, seed: 7 });
  return examples.flatMap((named, index) => {
    const { files } = named.example;
    const { at, changed } = samples[index] ?? { at: 0, changed: [] };
    const file = files[at % files.length];
    if (file === undefined) return [];
    return { named, path: file.path, text: spellRegistry(mutated(file.text, changed, texts)) };
  });
}
