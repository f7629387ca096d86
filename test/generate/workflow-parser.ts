import { NoOperationTraceWriter, parseWorkflow } from "@actions/workflow-parser";

/** What GitHub's own reader of workflows says against a text. */
export function parserProblems(text: string): readonly string[] {
  const { context } = parseWorkflow({ name: "release.yml", content: text }, new NoOperationTraceWriter());
  return context.errors.getErrors().map(({ message }) => message);
}
