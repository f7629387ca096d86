import { codeBlock, codeSpan, inertMarkdown } from "./markdown.ts";

/** Something that a person does outside of the repository: a sentence, and addresses, commands and fields, each in one line. */
interface Step {
  readonly title: string;
  readonly lines: readonly string[];
}

/** What is left to a person, as Markdown without a title; `notes` are sentences about what isn't as it should be. */
export function nextSteps(steps: readonly Step[], notes: readonly string[]): string {
  const numbered = steps.map(({ title, lines }, index) => {
    const number = `${index + 1}. `;
    const blank = " ".repeat(number.length);
    return [`${number}${inertMarkdown(title)}`, ...linesOf(lines).map((line) => line && blank + line)].join("\n");
  });
  return [
    ...(notes.length === 0 ? [] : ["## To look at", notes.map((note) => `- ${inertMarkdown(note)}`).join("\n")]),
    ...(numbered.length === 0 ? [] : ["## Next steps", ...numbered]),
    "",
  ].join("\n\n");
}

/** What a person can copy of a step, and where it can be opened; null where there is nothing. */
export function partsOf({ title, lines }: Step): {
  readonly title: string;
  readonly command: string | null;
  readonly address: string | null;
} {
  const commands = lines.filter((line) => kindOf(line) === "command");
  const [address] = lines.flatMap((line) => ownAddress.exec(line)?.[0] ?? []);
  return { title, command: commands.length === 0 ? null : commands.join("\n"), address: address ?? null };
}

/** Commands in fences, to be copied; fields of a form as a table; addresses as links. */
function linesOf(lines: readonly string[]): readonly string[] {
  const shown: string[] = [];
  for (let at = 0; at < lines.length;) {
    const line = lines[at] ?? "";
    const kind = kindOf(line);
    const end = lines.findIndex((each, index) => index > at && kindOf(each) !== kind);
    const own = lines.slice(at, end < 0 ? lines.length : end);
    shown.push("");
    if (kind === "command") shown.push(...codeBlock("sh", own));
    else if (kind === "field") shown.push("| Field | Value |", "| --- | --- |", ...own.map(row));
    else if (kind === "again") shown.push("Run **Trusted Publishing: Migrate This Workflow** on it again.");
    else shown.push(...own.flatMap((each, index) => [...(index > 0 ? [""] : []), withLink(each)]));
    at += own.length;
  }
  return shown;
}

function kindOf(line: string): "command" | "field" | "again" | "address" {
  if (field.test(line)) return "field";
  if (line.startsWith("trusted-publishing migrate ")) return "again";
  return /^(?:or |https:)/.test(line) ? "address" : "command";
}

const field = /^ {2}([^:]+): (.*)$/;

function row(line: string): string {
  const [, name = "", value = ""] = field.exec(line) ?? [];
  return `| ${inertMarkdown(name)} | ${codeSpan(value).replaceAll("|", "\\|")} |`;
}

const ownAddress = /https:\/\/(?:www\.npmjs\.com|github\.com)\/[^\s<>:]*/;

/** Our own addresses are the only links. */
function withLink(line: string): string {
  const [address = ""] = ownAddress.exec(line) ?? [];
  if (address === "") return inertMarkdown(line);
  const at = line.indexOf(address);
  return `${inertMarkdown(line.slice(0, at))}<${address}>${inertMarkdown(line.slice(at + address.length))}`;
}
