import semver from "semver";
import { registryHost } from "../npm-host.ts";
import { isUnscopedAuth, isUnscopedSince12 } from "../publish/auth/npmrc-line.ts";
import { inWords } from "../publish/outcome/outcome.ts";
import { possibilities } from "../publish/fact.ts";
import type { Publish } from "../publish/publish.ts";
import { publishedHere } from "../publish/published-here.ts";
import { committedSettings } from "../publish/read-by-npm.ts";
import type { Rule } from "../rule.ts";

export const npmrcUnscopedAuth: Rule<"publish"> = {
  id: "npmrc-unscoped-auth",
  stops: "client",
  severities: ["error"],
  summary: "A credential in `.npmrc` names its registry.",
  about: "publish",
  needs: { tool: "known", client: "likely", registry: "likely" },
  *check(publish) {
    const settings = committedSettings(publish);
    for (const setting of settings) {
      const since12 = isUnscopedSince12(setting) && isNpm12(publish);
      if (!since12 && !isUnscopedAuth(setting)) continue;
      const { key, value } = setting;
      const named = `//${registryHost}/:${key.value}`;
      // Of another registry it would be another host's, and npm takes one line of a key.
      const taken = settings.some((each) => each.key.value === "registry" || each.key.value.startsWith("//"));
      yield {
        severity: "error",
        span: key.span,
        message: `\`${key.value}\` names no registry. npm ${since12 ? "12 " : ""}${inWords("ERR_INVALID_AUTH") ?? "stops"}, in \`npm ci\` as well.`,
        related: [publishedHere(publish.command.span)],
        redact: setting.variables.length > 0 ? [] : [value.span],
        fixes: taken
          ? []
          : [
              {
                title: `Write \`//REGISTRY/:${key.value}\``.replace("REGISTRY", registryHost),
                kind: "review",
                edits: [{ span: key.span, text: named }],
              },
            ],
      };
    }
  },
};

function isNpm12({ npm }: Publish): boolean {
  const clients = npm === undefined ? undefined : possibilities(npm);
  return clients?.every(({ value }) => semver.gte(value.versions.lowest, "12.0.0")) === true;
}
