import semver from "semver";
import { setValue } from "../edit.ts";
import type { Lacks } from "../publish/tool.ts";
import { publishesOf } from "../publish/publishes.ts";
import type { Fix, Rule } from "../rule.ts";
import { sameSpan } from "../text.ts";

export const releaseToolTooOld: Rule = {
  id: "release-tool-too-old",
  severities: ["error"],
  summary: "The tool that publishes is of a version that can publish through OIDC.",
  *check(repository) {
    for (const { tool, mode, command } of publishesOf(repository).publishes) {
      const { lacks } = tool;
      if (lacks?.kind !== "too-old" || mode !== "oidc-only") continue;
      const { span } = lacks.version;
      const fix = fixOf(lacks);
      yield {
        severity: "error",
        span,
        message: messageOf(lacks),
        related: sameSpan(span, command.span)
          ? []
          : [{ span: command.span, message: "The package is published here." }],
        fixes: fix === undefined ? [] : [fix],
      };
    }
  },
};

type TooOld = Extract<Lacks, { kind: "too-old" }>;

function messageOf({ of, version, minimum, ends }: TooOld): string {
  const { shown, where } = version.value;
  const place = where === "" ? "" : `, ${where},`;
  return `${of} ${shown}${place} can't publish through OIDC: ${ends}. Trusted publishing needs ${of} ${minimum} or later.`;
}

/** Another version where one is written, of the form that stands there. */
function fixOf({ of, version, minimum }: TooOld): Fix | undefined {
  const { written, range } = version.value;
  if (written === undefined) return undefined;
  // Another yarn of the next major version rewrites its lock file and settings.
  if (of === "yarn" && semver.minVersion(range)?.major !== semver.major(minimum)) return undefined;
  const text = newText(written.value, minimum);
  const edits = text === undefined || text === written.value ? undefined : setValue(written.node, text);
  return edits && { title: `Use ${of} ${text?.replace(/^.*@/, "") ?? minimum}`, kind: "review", edits };
}

function newText(written: string, minimum: string): string | undefined {
  const [, name, version = ""] = /^(.+@)(.*)$/.exec(written) ?? [];
  // Behind a commit there is nothing that a person could write.
  if (name?.includes("/") === true) return /^v\d/.test(version) ? `${name}v${semver.major(minimum)}` : undefined;
  if (name !== undefined) return name + minimum;
  return semver.valid(written) === null ? `^${minimum}` : minimum;
}
