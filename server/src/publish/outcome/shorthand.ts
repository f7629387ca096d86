import { textOf, type Span } from "../../text.ts";
import { readNpmCommand } from "../job/npm-command.ts";
import type { Publish } from "../publish.ts";

interface Shorthand {
  readonly path: string;
  readonly span: Span;
  /** Where `./` makes a path of it; undefined where the text can't be edited cleanly. */
  readonly insertAt: Span | undefined;
}

/**
 * What `npm publish` is given of the form `owner/name`, which npm takes for a repository on GitHub: one slash,
 * neither first nor last, no dot at the start, no `@`, `:` or space (docs/facts/npm.md#paths), for tarballs and folders alike.
 */
export function shorthandOf({ tool, command }: Publish): Shorthand | undefined {
  if (tool.isNpm !== true) return undefined;
  const start = command.words.findIndex(({ value }) => /(?:^|\/)npm(?:@[^/]*)?$/.test(value ?? ""));
  const { positionals } = readNpmCommand(command.words.slice(start + 1));
  const word = positionals[positionals[0]?.value === "stage" ? 2 : 1];
  // The shell writes a pattern out to a path of the same form.
  const path = word?.value ?? (/[*?]/.test(word?.text ?? "") ? word?.text : undefined);
  if (start < 0 || word === undefined || path === undefined || !/^[\w-][\w.*?-]*\/[\w.*?-]+$/.test(path))
    return undefined;
  const span = command.wordSpan(word);
  const written = textOf(span);
  const quotes = /^["']?/.exec(written)?.[0].length ?? 0;
  const at = { ...span, start: span.start + quotes, end: span.start + quotes };
  return { path, span, insertAt: written.slice(quotes).startsWith(path) ? at : undefined };
}
