import type { Fix } from "../../server/src/finding.ts";

/** What "How it speaks" asks of a message; `summary` of a rule as well. */
export function messageProblems(message: string): readonly string[] {
  const plain = withoutQuotes(message);
  return [
    ...textProblems(message),
    ...problem(!/^(?:[A-Z`"]|\d)/.test(message) && !codeWord.test(message), "starts with a small letter"),
    ...problem(!message.endsWith("."), "doesn't end with a full stop"),
    ...problem(message.length > 320, `has ${message.length} characters: 320 is the limit`),
    ...problem((plain.match(/[.?](?=\s|$)/g) ?? []).length > 3, "has more than three sentences"),
  ].map((what) => `the message ${what}: ${message}`);
}

export function titleProblems({ title, kind }: Fix): readonly string[] {
  return [
    ...textProblems(title),
    ...problem(title.endsWith("."), "ends with a full stop"),
    ...problem(title.length > 100, `has ${title.length} characters: 100 is the limit`),
    ...problem(
      !verbs.has(title.split(" ", 1)[0] ?? ""),
      "doesn't start with one of the verbs in test/pages/wording.ts",
    ),
    ...problem(kind === "manual" && !/ \([^()]+\)$/.test(title), "says nothing in brackets of what to check first"),
  ].map((what) => `the title ${what}: ${title}`);
}

/** What holds for every text that a user reads, the messages of related places included. */
export function textProblems(text: string): readonly string[] {
  const plain = withoutQuotes(text);
  return [
    ...problem(text.trim() === "", "is empty"),
    ...problem(text !== text.trim() || / {2}|[\t\r\n]/.test(text), "has stray white space"),
    ...problem(text.split("`").length % 2 === 0, "leaves a backquote open"),
    ...problem(text.replaceAll(/`[^`]*`/g, "").split('"').length % 2 === 0, "leaves a quote open"),
    ...problem(/[‘’“”]/.test(text), "has curly quotes"),
    ...problem(plain.includes("!"), "shouts"),
    ...problem(/\b(?:please|sorry|oops|unfortunately)\b/i.test(plain), "is polite instead of plain"),
    ...problem(/\bundefined\b|\bNaN\b|\[object /.test(plain), "shows a missing value"),
  ];
}

/** A file, a command or an action may begin a message: `package.json names no …`, `npm publishes …`. */
const codeWord = /^(?:npm|npx|pnpm|yarn|bun|lerna|nx|np|semantic-release|\S*[./@_-]\S*)[\s,:]/;

const verbs = new Set(
  "Add Allow Ask Change Copy Drop Give Ignore Install Keep Let Make Move Name Pin Publish Put Quote Remove Rename Replace Run Set Split Stop Take Turn Update Upgrade Use Write".split(
    " ",
  ),
);

/** The text without code and quotations, whose words and dots aren't ours. */
function withoutQuotes(text: string): string {
  return text.replaceAll(/`[^`]*`/g, "code").replaceAll(/"[^"]*"/g, "quote");
}

function problem(holds: boolean, what: string): readonly string[] {
  return holds ? [what] : [];
}
