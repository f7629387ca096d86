import type { Fix } from "../finding.ts";
import { newerTool } from "../fixes/newer-tool.ts";
import { admits, npmFor, replaceNpm } from "../fixes/other-npm.ts";
import { located } from "../publish/fact.ts";
import { inWords } from "../publish/outcome/outcome.ts";
import { refusedOptions, type RefusedOption } from "../publish/outcome/refused-options.ts";
import type { Publish } from "../publish/publish.ts";
import type { Rule } from "../rule.ts";
import { textOf, type Edit, type Span } from "../text.ts";

export const npmUnknownOption: Rule<"publish"> = {
  id: "npm-unknown-option",
  stops: "client",
  severities: ["error"],
  summary: "npm 12 gets only options that it knows.",
  about: "publish",
  needs: { client: "likely" },
  *check(publish, { repository }) {
    for (const found of refusedOptions(publish)) {
      const { word } = found.argument;
      yield {
        severity: "error",
        span: word === undefined ? publish.command.span : publish.command.wordSpan(word),
        message: messageOf(publish, found),
        fixes: fixesOf(publish, found, repository.input.today),
      };
    }
  },
};

function messageOf({ given }: Publish, { argument, refused }: RefusedOption): string {
  const stops = `npm 12 ${inWords("EUNKNOWNCONFIG") ?? "stops"} before it sends anything`;
  const { shown } = refused;
  const added = argument.addedBy === undefined ? "" : `, which ${argument.addedBy} adds,`;
  if (given?.by !== undefined) {
    const { name, version } = given.by;
    const one = hasSpace(shown) ? " as one argument" : "";
    return `${name} ${version.value.shown} passes \`${shown}\`${added} on to npm${one}: ${stops}.`;
  }
  if (added !== "") return `npm doesn't know the option \`${shown}\`${added.slice(0, -1)}: ${stops}.`;
  if (refused.kind === "short")
    return `npm 12 no longer takes \`${shown}\` for \`${refused.meant}\`: it stops before it sends anything.`;
  if (hasSpace(shown)) return `\`${shown}\` is written as one argument, and npm knows no such option: ${stops}.`;
  return `npm doesn't know the option \`${shown}\`: ${stops}.`;
}

function hasSpace(shown: string): boolean {
  return /\s/.test(shown);
}

function fixesOf(publish: Publish, found: RefusedOption, today: string): readonly Fix[] {
  const { given } = publish;
  const own = given?.by === undefined ? ownFix(publish, found) : undefined;
  if (own !== undefined) return [own];
  const by = given?.by;
  const newer =
    by?.until === undefined
      ? undefined
      : newerTool({ kind: "too-old", of: by.name, version: by.version, minimum: by.until, ends: "" });
  const older = olderNpm(publish, today);
  return [newer, older].filter((fix) => fix !== undefined);
}

/** Another option in its place, or none: npm 11 ignores it. */
function ownFix({ command }: Publish, { argument, refused, value }: RefusedOption): Fix | undefined {
  const { word } = argument;
  if (word === undefined) return undefined;
  const span = command.wordSpan(word);
  const written = textOf(span);
  if (refused.kind === "short") {
    const name = refused.shown.replace(/=.*$/s, "");
    if (!written.startsWith(name)) return undefined;
    const edits = [{ span: { ...span, end: span.start + name.length }, text: refused.meant }];
    return { title: `Write \`${refused.meant}\``, kind: "safe", edits };
  }
  if (hasSpace(refused.shown)) {
    const inner = /^(["'])(--[\w-]+ [^\s"'$]+)\1$/.exec(written)?.[2];
    return inner === undefined
      ? undefined
      : { title: "Write it as two arguments", kind: "review", edits: [{ span, text: inner }] };
  }
  if (value !== undefined && value.word === undefined) return undefined;
  const end = value?.word === undefined ? span : command.wordSpan(value.word);
  const edits = without(span, end);
  const title = `Remove \`${refused.shown}\``;
  return edits && { title, kind: value === undefined ? "safe" : "review", edits };
}

/** Takes words out, with the blank before them. */
function without({ file, start }: Span, { end }: Span): readonly Edit[] | undefined {
  const before = /[^\S\n]+$/.exec(file.text.slice(0, start))?.[0].length ?? 0;
  const text = file.text.slice(start, end);
  return before === 0 || /\n/.test(text) || !text.startsWith("-")
    ? undefined
    : [{ span: { file, start: start - before, end }, text: "" }];
}

/** npm 11 warns, and publishes. */
function olderNpm(publish: Publish, today: string): Fix | undefined {
  const client = publish.npm && located(publish.npm);
  if (client === undefined || !("installed" in client.value.from)) return undefined;
  const { installed, on } = client.value.from;
  const other = npmFor(publish);
  if (on === undefined || !admits(on, other, today)) return undefined;
  const edits = replaceNpm(publish, client.span, installed, other);
  return edits && { title: `Use \`${other}\``, kind: "review", edits };
}
