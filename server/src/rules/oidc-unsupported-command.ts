import { removeLine } from "../edit/line.ts";
import { publishesOf } from "../publish/publishes.ts";
import { withoutOidc, type WithoutOidc } from "../publish/without-oidc.ts";
import type { Fix, Rule } from "../rule.ts";
import { lineStart, textOf, type Edit } from "../text.ts";

export const oidcUnsupportedCommand: Rule = {
  id: "oidc-unsupported-command",
  severities: ["error"],
  summary: "A job that has no login but OIDC runs only commands of npm that use it.",
  *check(repository) {
    for (const publish of publishesOf(repository).publishes)
      for (const found of withoutOidc(repository, publish)) {
        const edits = found.name === "whoami" ? withoutGuard(found) : undefined;
        const fix: Fix | undefined = edits && { title: "Remove `npm whoami`", kind: "review", edits };
        yield {
          severity: "error",
          span: found.command.span,
          message: messageOf(found, publish.job.id.value),
          related: [{ span: publish.command.span, message: "The package is published here, through OIDC." }],
          fixes: fix === undefined ? [] : [fix],
        };
      }
  },
};

function messageOf({ name, before }: WithoutOidc, job: string): string {
  const does = name.startsWith("dist-tag")
    ? `\`npm ${name}\` uses OIDC from npm 11.21.0 and 12.2.0 on`
    : `\`npm ${name}\` doesn't use OIDC`;
  return `${does}, and no token reaches it here: it fails, and job "${job}" ends ${before ? "before the package is published" : "with an error"}.`;
}

/** A line of its own among others, or the first part of `npm whoami && …`. */
function withoutGuard({ command }: WithoutOidc): readonly Edit[] | undefined {
  const { file, start, end } = command.span;
  if (command.path.length > 0) return undefined;
  const behind = /^ && (?=\S)/.exec(file.text.slice(end));
  if (behind !== null) return [{ span: { file, start, end: end + behind[0].length }, text: "" }];
  const from = lineStart(file.text, start);
  const next = file.text.indexOf("\n", start);
  const line = file.text.slice(from, next < 0 ? undefined : next);
  const before = file.text.slice(0, from).trimEnd();
  const indentation = /^ */.exec(line)?.[0] ?? "";
  const followed = file.text.slice(next + 1).startsWith(indentation) && indentation !== "";
  const alone = line.trim() === textOf(command.span) && (followed || !/[|>][-+]?$/.test(before));
  return alone ? removeLine(command.span) : undefined;
}
