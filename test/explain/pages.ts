import { causes, type CauseId } from "../../server/src/data/log/causes.ts";
import { experiments } from "../../server/src/data/log/experiments.ts";
import { fallacies } from "../../server/src/data/log/fallacies.ts";
import type { Failure } from "../../server/src/data/log/failure.ts";
import { failures, type FailureId } from "../../server/src/data/log/failures.ts";
import { named } from "../../server/src/explain/rank.ts";
import { signatures } from "../../server/src/explain/reading.ts";
import type { Rule } from "../../server/src/rule.ts";
import { failureIds, type Excerpt } from "./excerpts.ts";
import { explained } from "./explained.ts";

export function pageOf(id: FailureId): string {
  const { page, code }: Failure = failures[id];
  return page ?? code;
}

/** The page of a failure, drawn from the tables and an excerpt of each of its failures. */
export function drawnPage(page: string, excerpts: ReadonlyMap<FailureId, Excerpt>): string {
  const ids = failureIds.filter((id) => pageOf(id) === page);
  const written = new Set<string>();
  const sections = ids.map((id) => sectionOf(id, excerpts.get(id), written));
  const log = ids.every((id) => isWithoutLog(failures[id]))
    ? []
    : ["A whole log tells more: `gh run view ID --log | npx trusted-publishing explain`."];
  return `${[`# ${page}`, drawn, ...sections, ...log].join("\n\n")}\n`;
}

function isWithoutLog(failure: Failure): boolean {
  return failure.withoutLog === true;
}

const drawn = "<!-- Drawn from server/src/data/log by UPDATE=1 npm test -- explain. -->";

/** One failure, without what the page says `written` before of a cause or an experiment. */
function sectionOf(id: FailureId, excerpt: Excerpt | undefined, written: Set<string>): string {
  const failure: Failure = failures[id];
  const { title, notIt = [], experiment } = failure;
  const said =
    excerpt?.run === undefined
      ? "As users reported it"
      : `Printed by ${excerpt.run.client} in the test scenario \`${excerpt.run.scenario}\``;
  const rows = causesOf(failure, excerpt).map((cause, index) => {
    const { says, confirm, fix, rules } = causes[cause];
    if (isWritten(cause, written)) return `${index + 1}. **${named(says, "")}** See above.`;
    const links = rules.slice(0, 3).map((rule) => ` [\`${rule}\`](../rules/${rule}.md)`);
    const lines = [
      `${index + 1}. **${named(says, "")}**`,
      `- How to tell: ${named(confirm, "")}`,
      `- Fix: ${named(fix, "")}${links.join("")}`,
    ];
    return lines.join("\n   ");
  });
  return [
    `## ${title}`,
    ...(isWithoutLog(failure)
      ? [`No log says so: \`npx trusted-publishing explain ${failure.code}\` looks at the files.`]
      : [`${said}:`, `\`\`\`text\n${(excerpt?.lines ?? []).join("\n")}\n\`\`\``]),
    rows.length > 1 ? "Causes, most likely first:" : "The cause:",
    rows.join("\n"),
    ...(notIt.length === 0 ? [] : ["What it is not:", notIt.map((each) => `- ${linked(fallacies[each])}`).join("\n")]),
    ...(experiment === undefined
      ? []
      : [
          `To find out: ${named(experiments[experiment].says, "")}`,
          isWritten(experiment, written)
            ? "The outcomes mean the same as above."
            : experiments[experiment].outcomes
                .map(([seen, means]) => `- ${named(seen, "")}: ${named(means, "")}`)
                .join("\n"),
        ]),
  ].join("\n\n");
}

function linked(text: string): string {
  return text.replaceAll(/ \(docs\/(facts\/[\w.-]+#[\w-]+)\)/g, " ([source](../$1))");
}

/** docs/index.md: the pages by what a log says, and by what a file should hold. */
export function drawnIndex(rules: readonly Rule[]): string {
  const log = signatures.flatMap(({ says, failure }) =>
    failure === undefined ? [] : [[says, pageOf(failure)] as const],
  );
  const silent = failureIds
    .filter((id) => failures[id].withoutLog === true)
    .map((id) => `| nothing: ${failures[id].title} | [${pageOf(id)}](errors/${pageOf(id)}.md) |`);
  const escaped = (text: string): string => text.replaceAll("|", "\\|");
  return [
    "# Index",
    "",
    "<!-- Drawn by UPDATE=1 npm test -- generated. -->",
    "",
    "## What the log says",
    "",
    "| The log says | Page |",
    "| --- | --- |",
    ...log.map(([says, page]) => `| \`${escaped(says.replaceAll("`", "'"))}\` | [${page}](errors/${page}.md) |`),
    ...silent,
    "",
    "## What the files hold",
    "",
    "| Rule | Page |",
    "| --- | --- |",
    ...rules.map(({ id, summary }) => `| ${escaped(summary)} | [${id}](rules/${id}.md) |`),
    "",
  ].join("\n");
}

/** The first cause that explain names for the log on the page, then the common ones, then those that need a special sign. */
function causesOf({ causes: rows }: Failure, excerpt: Excerpt | undefined): readonly CauseId[] {
  const [shown] = explained((excerpt?.lines ?? []).join("\n"))?.failures ?? [];
  const often = rows.filter((row) => row.if === undefined);
  return [
    ...new Set([
      ...(shown?.causes ?? []).slice(0, 1).map(({ id }) => id),
      ...[...often, ...rows].map(({ cause }) => cause),
    ]),
  ];
}

function isWritten(id: string, written: Set<string>): boolean {
  const before = written.has(id);
  written.add(id);
  return before;
}
