import { setValue } from "../edit/edit.ts";
import { inMessage, type Fix } from "../finding.ts";
import { declareEdits } from "../fixes/declare-publisher.ts";
import { startedWorkflow } from "../publish/auth/call-path.ts";
import { originOf } from "../publish/declared.ts";
import { modeOf } from "../publish/mode.ts";
import type { Publish } from "../publish/publish.ts";
import { publishedHere } from "../publish/published-here.ts";
import { fileName } from "../repository/paths.ts";
import type { Repository } from "../repository/repository.ts";
import { publishersOf, publishersPath, type Publisher } from "../repository/settings/publishers.ts";
import type { Rule } from "../rule.ts";
import { asksNpm, fileRefusals, wantedEntry, type Refusal } from "../trust/refusals.ts";

export const workflowNotTrusted: Rule<"publish"> = {
  id: "workflow-not-trusted",
  stops: "exchange",
  severities: ["error", "warning"],
  summary: "The package's trusted publishers name the workflow file that GitHub starts.",
  about: "publish",
  needs: {
    registry: "likely",
    idToken: "likely",
    credential: "likely",
    provenance: "likely",
    packages: "likely",
    name: "likely",
  },
  *check(publish, { repository, publishes }) {
    const [refusal] = asksNpm(publish) ? fileRefusals(publish) : [];
    if (refusal === undefined) return;
    const { callPath, job, command } = publish;
    yield {
      severity: modeOf(publish) === "oidc-only" ? "error" : "warning",
      span: (callPath.calls.at(-1)?.job ?? job).id.span,
      message: messageOf(publish, refusal),
      related: [
        ...refusal.publishers.flatMap(({ file }) =>
          typeof file === "object" ? [{ span: file.span, message: "npm trusts this file." }] : [],
        ),
        publishedHere(command.span),
      ],
      fixes: fixesOf(repository, publish, refusal, publishes),
    };
  },
};

function messageOf(publish: Publish, { declared, publishers }: Refusal): string {
  const file = inMessage(originOf(publish).file);
  const named = namesOf(publishers);
  const shown = named.slice(0, named.length > 3 ? 2 : 3).map((name) => `\`${inMessage(name)}\``);
  const more = named.length > shown.length ? [`${named.length - shown.length} more`] : [];
  const [last = "", ...others] = [...shown, ...more].toReversed();
  const list = others.length === 0 ? last : `${others.toReversed().join(", ")} and ${last}`;
  const trusted = `\`${publishersPath}\` says npm trusts ${list} for ${inMessage(declared.name.value)}`;
  return `${trusted}, but ${whatNpmSees(publish, file, named)}: the exchange will be refused.`;
}

/** The difference, as exactly as it is known. */
function whatNpmSees(publish: Publish, file: string, named: readonly string[]): string {
  const [only = ""] = named;
  if (named.includes(fileName(publish.workflow.file.path)))
    return `npm sees the workflow that GitHub starts, \`${file}\`, which calls it`;
  if (named.length > 1) return `npm sees \`${file}\``;
  if (only.toLowerCase() === file.toLowerCase())
    return `the file is \`${file}\`, and npm compares upper and lower case`;
  if (withoutEnding(only) === withoutEnding(file)) return `the file is \`${file}\``;
  return `npm sees \`${file}\``;
}

function withoutEnding(name: string): string {
  return name.replace(/\.ya?ml$/, "");
}

function namesOf(publishers: readonly Publisher[]): readonly string[] {
  return [...new Set(publishers.flatMap(({ file }) => (typeof file === "object" ? file.value : [])))];
}

/** What the file should say, if npmjs.com does: another file in an entry that serves no other publish, or one more entry. */
function fixesOf(
  repository: Repository,
  publish: Publish,
  { declared, publishers: [publisher] }: Refusal,
  publishes: readonly Publish[],
): readonly Fix[] {
  const { file } = originOf(publish);
  const { file: written } = publisher;
  const used = publishes.some((each) => typeof written === "object" && originOf(each).file === written.value);
  const changed = typeof written === "object" && !used ? setValue(written.node, file) : undefined;
  const record = publishersOf(repository);
  const entry = wantedEntry(publish);
  const added =
    record === undefined || entry === undefined || declared.publishers.length >= 10
      ? undefined
      : declareEdits(record, declared.name.value, entry);
  const called = startedWorkflow(publish) === publish.workflow ? "" : ", which calls it";
  return [
    ...(changed === undefined
      ? []
      : [
          {
            title: `Change the declared file to \`${inMessage(file)}\` (check the publisher on npmjs.com first)`,
            kind: "manual" as const,
            edits: changed,
          },
        ]),
    ...(added === undefined || added.length === 0
      ? []
      : [
          {
            title: `Add a publisher for \`${inMessage(file)}\`${called} (add it on npmjs.com first)`,
            kind: "manual" as const,
            edits: added,
          },
        ]),
  ];
}
