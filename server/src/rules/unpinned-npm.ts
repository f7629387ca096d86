import type { Fix } from "../finding.ts";
import { admits, replaceNpm } from "../fixes/other-npm.ts";
import { certain, located } from "../publish/fact.ts";
import type { NpmAt } from "../publish/job/npm.ts";
import type { Publish } from "../publish/publish.ts";
import type { Rule } from "../rule.ts";
import type { Located } from "../text.ts";

export const unpinnedNpm: Rule<"publish"> = {
  id: "unpinned-npm",
  severities: ["info"],
  pedantic: true,
  summary: "A job that can publish names the version of the npm that it installs.",
  about: "publish",
  needs: { registry: "known", idToken: "known", client: "known" },
  *check(publish, { repository }) {
    const npm = publish.npm && located(publish.npm);
    if (npm === undefined || !("installed" in npm.value.from) || certain(publish.idToken)?.granted !== true) return;
    const { installed } = npm.value.from;
    if (!moves.test(installed)) return;
    yield {
      severity: "info",
      span: npm.span,
      message: `\`${installed}\` is whatever npm is the newest on the day of the release: a new major version may refuse this Node, or options that it took before.`,
      fixes: fixesOf(publish, npm, installed, repository.input.today),
    };
  },
};

const moves = /^npm(?:@(?:latest|next(?:-\d+)?|\*|x)?)?$/;

/** The major version that this is today. */
function fixesOf(
  publish: Publish,
  { value: { versions, from }, span }: Located<NpmAt>,
  installed: string,
  today: string,
): readonly Fix[] {
  const pinned = `npm@${versions.lowest.split(".", 1)[0] ?? ""}`;
  const node = "installed" in from ? from.on : undefined;
  if (/next/.test(installed) || node === undefined || !admits(node, pinned, today)) return [];
  const edits = replaceNpm(publish, span, installed, pinned);
  return edits === undefined ? [] : [{ title: `Install \`${pinned}\``, kind: "safe", edits }];
}
