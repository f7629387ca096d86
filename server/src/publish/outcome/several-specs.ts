import type { Publish } from "../publish.ts";

type Word = Publish["command"]["words"][number];

/**
 * The words that name what is published, where there is more than one of them: npm takes one and stops with EUSAGE
 * (docs/facts/npm.md#one-package). Empty where there is one, where a tool that isn't npm publishes, and for words that aren't constant.
 */
export function severalSpecs({ tool, options }: Publish): readonly Word[] {
  if (tool.isNpm !== true) return [];
  const { positionals } = options;
  const specs = positionals.slice(positionals[0]?.value === "stage" ? 2 : 1);
  return specs.length > 1 && specs.every(({ value }) => value !== undefined && value !== "") ? specs : [];
}
