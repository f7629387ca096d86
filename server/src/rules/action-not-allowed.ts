import { setValue } from "../edit/edit.ts";
import { inMessage, type Fix } from "../finding.ts";
import { modeOf } from "../publish/mode.ts";
import type { Publish } from "../publish/publish.ts";
import { startOfPath } from "../repository/command/command.ts";
import { publishersPath } from "../repository/settings/publishers.ts";
import type { Rule } from "../rule.ts";
import { permissionOf } from "../trust/entries.ts";
import { actionRefusals, asksNpm, type Refusal } from "../trust/refusals.ts";

export const actionNotAllowed: Rule<"publish"> = {
  id: "action-not-allowed",
  stops: "registry",
  severities: ["error", "warning"],
  summary: "The package's trusted publishers allow what the step does: publish or stage.",
  about: "publish",
  needs: {
    registry: "likely",
    idToken: "likely",
    credential: "likely",
    environment: "likely",
    packages: "likely",
    name: "likely",
  },
  *check(publish) {
    const [refusal] = asksNpm(publish) ? actionRefusals(publish) : [];
    if (refusal === undefined) return;
    const direct = publish.action === "publish";
    yield {
      severity: direct && modeOf(publish) === "oidc-only" ? "error" : "warning",
      span: startOfPath(publish.command),
      message: messageOf(publish, refusal),
      related: refusal.publishers.flatMap(({ permissions }) =>
        (permissions ?? []).slice(0, 1).map(({ span }) => ({ span, message: "This is all that it allows." })),
      ),
      fixes: fixesOf(publish, refusal),
    };
  },
};

function messageOf({ action }: Publish, { declared: { name } }: Refusal): string {
  const trusted = `\`${publishersPath}\` says npm lets this workflow only`;
  return action === "publish"
    ? `${trusted} stage ${inMessage(name.value)}, but this step publishes it directly. The exchange succeeds, and npm then refuses the package with E403.`
    : `${trusted} publish ${inMessage(name.value)} directly, but this step stages it. The exchange succeeds, and npm may then refuse the staged package.`;
}

/** The word of the command, or the declared action: whichever npmjs.com is set for. */
function fixesOf({ action, command, tool }: Publish, { publishers: [publisher] }: Refusal): readonly Fix[] {
  const [only, ...others] = publisher.permissions ?? [];
  const edits = only === undefined || others.length > 0 ? undefined : setValue(only.node, permissionOf[action]);
  const { span } = command;
  const written = span.file.text.slice(span.start, span.end);
  const publishes = /^npm(\s+)publish\b/.exec(written);
  return [
    ...(action === "publish" && tool.isNpm === true && publishes !== null
      ? [
          {
            title: "Use `npm stage publish` (it needs npm 11.15, and a person who approves)",
            kind: "manual" as const,
            edits: [{ span: { ...span, start: span.start + 4, end: span.start + 4 }, text: "stage " }],
          },
        ]
      : []),
    ...(edits === undefined
      ? []
      : [
          {
            title: `Change the declared action to \`${permissionOf[action]}\` (check the publisher on npmjs.com first)`,
            kind: "manual" as const,
            edits,
          },
        ]),
  ];
}
