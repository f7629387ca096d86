import { explain, type About } from "../../server/src/explain/explain.ts";
import type { Explanation } from "../../server/src/explain/explanation.ts";
import { logReader } from "../../server/src/explain/reading.ts";
import { spellRegistry } from "../pages/registry.ts";

/** What is said of a log, in which `//REGISTRY` is npm's. */
export function explained(log: string, about: About = {}): Explanation | undefined {
  const reader = logReader();
  reader.add(spellRegistry(log));
  return explain(reader.end(), about);
}
