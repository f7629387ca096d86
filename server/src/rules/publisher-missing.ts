import { inMessage } from "../finding.ts";
import { declareEdits } from "../fixes/declare-publisher.ts";
import { certain } from "../publish/fact.ts";
import type { Publish } from "../publish/publish.ts";
import { publishedHere } from "../publish/published-here.ts";
import { fileName } from "../repository/paths.ts";
import { startedWorkflow } from "../publish/auth/call-path.ts";
import { publishersOf, publishersPath, type Publishers } from "../repository/settings/publishers.ts";
import type { Rule } from "../rule.ts";
import { asksNpm, wantedEntry } from "../trust/refusals.ts";

export const publisherMissing: Rule<"publish"> = {
  id: "publisher-missing",
  stops: "exchange",
  severities: ["warning"],
  summary: "Each package that is published through OIDC has a trusted publisher.",
  about: "publish",
  needs: {
    registry: "likely",
    idToken: "likely",
    credential: "likely",
    packages: "likely",
    name: "likely",
    private: "likely",
  },
  *check(publish, { repository }) {
    const record = publishersOf(repository);
    if (record?.sound !== true || record.block === undefined || !asksNpm(publish)) return;
    for (const each of certain(publish.packages) ?? []) {
      const name = certain(each.name);
      const known = record.packages.find((declared) => declared.name.value === name?.value);
      const none = known === undefined || (known.complete && known.publishers.length === 0);
      if (name === undefined || name.value === "" || certain(each.private) !== false || !none) continue;
      yield {
        severity: "warning",
        span: name.span,
        message: `\`${publishersPath}\` declares no publisher for ${inMessage(name.value)}, which \`${inMessage(fileName(startedWorkflow(publish).file.path))}\` publishes. Without one npm refuses the exchange; a package that npm doesn't have yet has to be published once with a login or token first.`,
        related: [publishedHere(publish.command.span)],
        fixes: fixesOf(record, name.value, publish),
      };
    }
  },
};

function fixesOf(record: Publishers, name: string, publish: Publish) {
  const entry = wantedEntry(publish);
  const edits = entry && declareEdits(record, name, entry);
  if (edits === undefined || edits.length === 0) return [];
  return [
    { title: `Add a publisher for ${inMessage(name)} (add it on npmjs.com first)`, kind: "manual" as const, edits },
  ];
}
