import { droppedOptions } from "../data/options.ts";
import { removeLine } from "../edit/line.ts";
import { committedSettings } from "../publish/read-by-npm.ts";
import { managerByLock } from "../repository/package/package-manager.ts";
import type { Rule } from "../rule.ts";

export const npmrcUnknownKey: Rule<"publish"> = {
  id: "npmrc-unknown-key",
  severities: ["info"],
  summary: "The project's `.npmrc` has no setting that npm has dropped.",
  about: "publish",
  needs: { tool: "known", client: "likely", registry: "likely" },
  *check(publish, { repository }) {
    for (const { key } of committedSettings(publish)) {
      const { folder = "" } = publish.config;
      const manager = managerByLock(repository, folder) ?? "npm";
      if (!droppedOptions.has(key.value) || manager !== "npm" || repository.file("pnpm-workspace.yaml") !== "absent")
        continue;
      yield {
        severity: "info",
        span: key.span,
        message: `npm no longer knows \`${key.value}\`: the line does nothing, and npm 11 and 12 warn about it.`,
        fixes: [{ title: `Remove \`${key.value}\``, kind: "safe", edits: removeLine(key.span) }],
      };
    }
  },
};
