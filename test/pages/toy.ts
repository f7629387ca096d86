import type { Fix, Finding } from "../../server/src/finding.ts";
import type { Rule } from "../../server/src/rule.ts";
import type { SourceFile, Span } from "../../server/src/text.ts";
import { redrawn } from "./all.ts";
import { laws } from "./laws.ts";
import { readPage, type Page } from "./read.ts";
import { tryOut } from "./trial.ts";

/** The rule of this page: every `old` must go. It keeps all laws, and tests break it where they want. */
export const toyPage = `# toy

## What it reports

Old words.

## Why

They are old.

## Example

\`release.yml\`:

\`\`\`yaml
on: push
first: old # stays
second: "old"
\`\`\`

## How to fix it

Write \`new\`.

## When it stays silent

### No such word

\`release.yml\`:

\`\`\`yaml
on: push
\`\`\`
`;

/** The sound toy rule, with what a test puts in place of its parts. */
export function toy(
  parts: { readonly finding?: (span: Span) => Partial<Finding>; readonly fix?: (span: Span) => Partial<Fix> } = {},
): Rule<"repository"> {
  return toyOf((file) =>
    spansOf(file, /\bold\b/g).map((span) => ({
      severity: "error",
      span,
      message: "The word `old` is out of date.",
      fixes: [{ title: "Use `new`", kind: "safe", edits: [{ span, text: "new" }], ...parts.fix?.(span) }],
      ...parts.finding?.(span),
    })),
  );
}

/** A rule over one file, `release.yml`. */
export function toyOf(check: (file: SourceFile) => Iterable<Finding>, id = "toy"): Rule<"repository"> {
  return {
    id,
    severities: ["error"],
    summary: "No word is `old`.",
    about: "repository",
    needs: {},
    *check(repository) {
      const file = repository.file("release.yml");
      if (typeof file !== "string") yield* check(file);
    },
  };
}

export function spansOf(file: SourceFile, word: RegExp): readonly Span[] {
  return [...file.text.matchAll(word)].map((match) => ({
    file,
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** The page drawn by these rules, so that whatever law is broken, it isn't that of the marks. */
export function drawnToy(rules: readonly Rule[], page = toyPage): Page {
  const path = "docs/rules/toy.md";
  return readPage(path, redrawn(readPage(path, page), rules));
}

/** Which laws the page's examples break, such as `8: toy: a span …`. */
export function breaches(rules: readonly Rule[], page = drawnToy(rules)): readonly string[] {
  return page.examples.flatMap((example) => {
    const trial = tryOut(example, rules);
    return laws.flatMap((law) => law.check(trial).map((problem) => `${law.number}: ${problem}`));
  });
}
