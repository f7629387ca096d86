import { doubtAbout, type Fact } from "../../server/src/publish/fact.ts";
import { manifestsOf } from "../../server/src/publish/tool/published.ts";
import { wordsOf } from "../../server/src/reason-words.ts";
import type { Section } from "./sections.ts";
import type { Seen } from "./seen.ts";
import type { Way } from "./way.ts";

const head = `# What is understood

<!-- generated: by \`UPDATE=1 npm test\`, from the ways that \`test/coverage/\` lists and the examples of all pages and cases. -->

Each way in which repositories publish, with an example that is linted whenever the tests run.
What isn't understood is said so, and no rule reports anything of it.
`;

/** The page: of the examples that show a way, the one that `links` has for it, else the plainest. */
export function drawCoverage(
  sections: readonly Section[],
  seen: readonly Seen[],
  links: ReadonlyMap<string, string>,
): string {
  const others = crowd(sections, seen);
  const plainest = (a: Seen, b: Seen): number =>
    Number(isHidden(a)) - Number(isHidden(b)) ||
    a.findings - b.findings ||
    others(a) - others(b) ||
    lengthOf(a) - lengthOf(b);
  const tables = sections.map(({ title, ways }) => {
    const rows = ways.flatMap((way) => {
      const fitting = seen.filter(way.is);
      const kept = fitting.find((each) => linkOf(each) === links.get(`${title} › ${way.title}`));
      const chosen = kept ?? fitting.toSorted(plainest)[0];
      if (chosen === undefined) return [];
      const cells = [way.title, answerOf(chosen, way), `[${chosen.example.title}](${linkOf(chosen)})`];
      return [`| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`];
    });
    return `\n## ${title}\n\n| Way | Understood | Example |\n| --- | --- | --- |\n${rows.join("\n")}\n`;
  });
  return head + tables.join("");
}

/** The example that a written page has for each way, by section and title. */
export function linksIn(page: string): ReadonlyMap<string, string> {
  let section = "";
  const links = new Map<string, string>();
  for (const line of page.split("\n")) {
    section = /^## (.*)$/.exec(line)?.[1] ?? section;
    const [, title = "", link = ""] = /^\| (.*?) \| [^[]*\[.*\]\((\S+)\) \|$/.exec(line) ?? [];
    if (link !== "") links.set(`${section} › ${title.replaceAll("\\|", "|")}`, link);
  }
  return links;
}

/** From `docs/` to an example's heading, as GitHub names it. */
export function linkOf({ page, example }: Pick<Seen, "page" | "example">): string {
  const path = page.path.startsWith("docs/") ? page.path.slice("docs/".length) : `../${page.path}`;
  const anchor = example.title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(" ", "-");
  return `${path}#${anchor}`;
}

/** How many ways an example shows: one that shows few is plain. */
function crowd(sections: readonly Section[], seen: readonly Seen[]): (seen: Seen) => number {
  const ways = sections.flatMap((section) => section.ways);
  const shown = new Map<Seen["example"], Set<string>>();
  for (const each of seen) {
    const own = shown.get(each.example) ?? new Set();
    shown.set(each.example, own);
    for (const { title, is } of ways) if (!own.has(title) && is(each)) own.add(title);
  }
  return ({ example }) => shown.get(example)?.size ?? 0;
}

function answerOf(seen: Seen, { hides }: Way): string {
  const { kind, why } = seen;
  switch (kind) {
    case "publish": {
      const hidden = hides?.(seen) ?? unknownIn(seen);
      return hidden === undefined ? "yes" : `yes, but for ${hidden}`;
    }
    case "elsewhere":
      return "yes: not to npm";
    case "unreachable":
      return "yes: never runs";
    case "silent":
      return "no publish";
    case "unclear":
      return `no: ${why}`;
  }
}

function isHidden(seen: Seen): boolean {
  return seen.kind === "unclear" || unknownIn(seen) !== undefined;
}

/** Why a part of a publish isn't known: the first such part. */
function unknownIn({ publish }: Seen): string | undefined {
  if (publish === undefined) return undefined;
  const { idToken, credential, npm, packages, environment } = publish;
  const facts: readonly (Fact<unknown> | undefined)[] = [idToken, credential, npm, manifestsOf(packages), environment];
  const reason = facts.flatMap((fact) => (fact && doubtAbout(fact)?.reason) ?? [])[0];
  return reason && wordsOf(reason);
}

function lengthOf({ example }: Seen): number {
  return example.written.length;
}
