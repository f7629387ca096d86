import { pinnedActions } from "../data/pinned-actions.ts";
import { setValue } from "../edit/edit.ts";
import type { Finding, Fix } from "../finding.ts";
import { isGranted } from "../publish/id-token-use.ts";
import { identityOf } from "../repository/settings/identity.ts";
import type { Text } from "../repository/value.ts";
import { actionMajor, actionName, isLocal } from "../repository/workflow/workflow.ts";
import type { Rule } from "../rule.ts";

export const unpinnedAction: Rule<"job"> = {
  id: "unpinned-action",
  severities: ["warning", "info"],
  pedantic: true,
  summary: "A job that can publish runs other people's actions at commits, not at names that move.",
  about: "job",
  needs: { registry: "likely", idToken: "likely" },
  *check({ job, publishes }, { repository }) {
    if (!isGranted(publishes)) return;
    if (repository.file(lockPath) !== "absent") return;
    const owner = identityOf(repository)?.split("/", 1)[0]?.toLowerCase();
    const seen = new Set<Text>();
    for (const { uses } of job.steps) {
      if (uses === undefined || seen.has(uses)) continue;
      seen.add(uses);
      yield* findingsFor(uses, job.id.value, owner);
    }
  },
};

/** Where GitHub records the commits of actions that workflows run: then a tag doesn't move (docs/facts/github.md#actions). */
const lockPath = ".github/workflows/actions.lock";

/** Names of branches, and of tags that are there to move. */
const moves = /^(?:main|master|head|trunk|dev|develop|next|latest|nightly|canary|edge|stable|beta|release\/.*)$/i;

function* findingsFor(uses: Text, job: string, owner: string | undefined): Iterable<Finding> {
  const at = uses.value.indexOf("@");
  const ref = uses.value.slice(at + 1);
  const by = actionName(uses).split("/", 1)[0]?.toLowerCase();
  if (at < 0 || isLocal(uses.value) || /^docker:|\$\{\{|\s/.test(uses.value)) return;
  if (/^[0-9a-f]{40}$/.test(ref) || by === undefined || by === owner || /^(?:actions|github)$/.test(by)) return;
  const moving = moves.test(ref);
  const fix = fixOf(uses);
  yield {
    severity: moving ? "warning" : "info",
    span: uses.span,
    message: moving
      ? `Job "${job}" can publish, and it runs whatever the owners of \`${actionName(uses)}\` push to \`${ref}\` next, within reach of the OIDC token.`
      : `Job "${job}" can publish, and whoever can move the tag \`${ref}\` of \`${actionName(uses)}\` runs code next to the OIDC token.`,
    fixes: fix === undefined ? [] : [fix],
  };
}

/** To the commit of the newest release that is known, of the major version that is written. */
function fixOf(uses: Text): Fix | undefined {
  const name = actionName(uses);
  const pinned = pinnedActions.find((each) => each.name === name.toLowerCase());
  if (pinned === undefined || Number.parseInt(pinned.version.slice(1), 10) !== actionMajor(uses)) return undefined;
  const edits = setValue(uses.node, `${name}@${pinned.commit}`);
  return edits && { title: `Pin ${name} to the commit of ${pinned.version}`, kind: "review", edits };
}
