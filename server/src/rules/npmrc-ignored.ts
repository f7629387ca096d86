import { ignoredSettings } from "../publish/ignored-npmrc.ts";
import { publishesOf } from "../publish/publishes.ts";
import type { Rule } from "../rule.ts";
import type { Span } from "../text.ts";

export const npmrcIgnored: Rule = {
  id: "npmrc-ignored",
  severities: ["warning"],
  summary: "What a publish depends on isn't set in a workspace's own `.npmrc`, which npm ignores.",
  *check(repository) {
    const told = new Set<Span>();
    for (const publish of publishesOf(repository).publishes)
      for (const [{ key, value, variables }, each] of ignoredSettings(repository, publish)) {
        if (told.has(key.span)) continue;
        told.add(key.span);
        const secret =
          key.value.startsWith("//") && variables.length === 0 && value.span !== key.span && value.value !== "";
        yield {
          severity: "warning",
          span: key.span,
          message: messageOf(key.value, each.directory, publish.config.folder ?? ""),
          related: [{ span: publish.command.span, message: "The package is published here." }],
          redact: secret ? [value.span] : [],
        };
      }
  },
};

function messageOf(key: string, directory: string, root: string): string {
  const credential = key.startsWith("//");
  const name = credential ? key.replace(/^.*:/, "") : key;
  const instead = credential
    ? `It reads credentials from the \`.npmrc\` ${root === "" ? "of the root" : `in ${root}`}`
    : "It reads `publishConfig` in package.json";
  return `npm ignores the \`.npmrc\` of a workspace: \`${name}\` does nothing where ${directory} is published. ${instead}.`;
}
