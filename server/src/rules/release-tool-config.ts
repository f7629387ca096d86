import { certain } from "../publish/fact.ts";
import { modeOf } from "../publish/mode.ts";
import { hinderingConfig } from "../publish/outcome/tool-config.ts";
import type { Publish } from "../publish/publish.ts";
import type { LoginCheck, OtherSpelling } from "../publish/tool/checks.ts";
import type { Rule } from "../rule.ts";

export const releaseToolConfig: Rule<"publish"> = {
  id: "release-tool-config",
  stops: "client",
  severities: ["error"],
  summary: "The release tool's configuration lets it publish through OIDC.",
  about: "publish",
  needs: {
    tool: "known",
    toolVersion: "likely",
    registry: "likely",
    idToken: "likely",
    credential: "likely",
    packages: "likely",
    publishConfig: "committed",
  },
  *check(publish, { repository }) {
    const found = modeOf(publish) === "oidc-only" ? hinderingConfig(repository, publish) : undefined;
    if (found === undefined) return;
    const { span, edits } = found;
    const { tool, command } = publish;
    const title = "option" in found ? `Let ${tool.name} skip npm's checks` : `Write \`${found.right}\``;
    yield {
      severity: "error",
      span,
      message: messageOf(found, publish),
      related: span === command.span ? [] : [{ span: command.span, message: `${tool.name} runs here.` }],
      fixes: edits === undefined ? [] : [{ title, kind: "safe", edits }],
    };
  },
};

function messageOf(found: LoginCheck | OtherSpelling, { credential, tool: { name } }: Publish): string {
  if ("option" in found)
    return `${name} runs \`npm whoami\` before it publishes, which can't use OIDC, and stops with "Not authenticated with npm". With \`${found.option}\` it skips that check.`;
  const ends = certain(credential)?.kind === "none" ? "ENONPMTOKEN" : "EINVALIDNPMTOKEN";
  return `${name} asks for an OIDC token only where the registry is spelled \`${found.right}\`. With \`${found.written}\` it looks for another token, and stops with ${ends}.`;
}
