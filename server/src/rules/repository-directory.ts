import { isPrivate } from "../publish/tool/published.ts";
import { insertKey, replaceValue } from "../edit/edit.ts";
import type { Fix } from "../finding.ts";
import { certain } from "../publish/fact.ts";
import type { Package } from "../repository/package/package.ts";
import type { Rule } from "../rule.ts";

export const repositoryDirectory: Rule<"publish"> = {
  id: "repository-directory",
  severities: ["info"],
  summary: "A package in a folder of its repository names the folder.",
  pedantic: true,
  about: "publish",
  needs: { registry: "likely", packages: "likely", repository: "committed" },
  *check({ packages }) {
    for (const each of certain(packages) ?? []) {
      const found = each.manifest;
      const { directory } = found;
      const field = certain(each.repository);
      if (directory === "" || isPrivate(each) || field?.kind !== "url" || field.directory !== undefined) continue;
      if (/\/tree\/|#/.test(field.url.value)) continue;
      const fix = fixOf(found, field.url.value);
      yield {
        severity: "info",
        span: field.url.span,
        message: `\`repository\` in ${found.file.path} doesn't name the folder that the package lies in.`,
        fixes: fix === undefined ? [] : [fix],
      };
    }
  },
};

function fixOf({ block, directory }: Package, url: string): Fix | undefined {
  const entry = block.entries.find(({ key }) => key.value === "repository");
  if (entry?.value === undefined) return undefined;
  const whole = /^(?:git\+)?https:\/\//.test(url);
  const edits =
    entry.value.kind === "mapping"
      ? insertKey(entry.value, "directory", directory, { after: ["url"] })
      : whole
        ? replaceValue(block, entry, [
            ["type", "git"],
            ["url", url],
            ["directory", directory],
          ])
        : undefined;
  return edits && { title: `Add \`directory\`: ${directory}`, kind: "safe", edits };
}
