import { removeEntry } from "../edit/edit.ts";
import type { Fix, FixKind } from "../finding.ts";
import type { Publish } from "../publish/publish.ts";
import { mayBeRead, reachesInstall } from "../publish/variable-readers.ts";
import { envEntry, type EnvEntry } from "../repository/workflow/env.ts";
import type { Rule } from "../rule.ts";
import { sameSpan, type Span } from "../text.ts";

export const unreadToken: Rule<"repository"> = {
  id: "unread-token",
  stops: "exchange",
  severities: ["info"],
  summary: "A token passed to a publish is actually read.",
  about: "repository",
  needs: { tool: "known", registry: "likely", credential: "likely", packages: "likely" },
  *check(repository, { publishes }) {
    const tokens = new Map<Span, Seen>();
    for (const publish of publishes)
      for (const token of tokensOf(publish)) {
        const known = tokens.get(token.entry.key.span);
        const before = known?.read === true;
        // Other clients read other variables.
        const read = before || publish.tool.readsLikeNpm !== true || mayBeRead(repository, publish, token);
        const kind = reachesInstall(publish, token) ? "review" : "safe";
        tokens.set(token.entry.key.span, { token, read, kind, by: publish.tool.name });
      }
    const unread = [...tokens.values()].filter(({ read }) => !read);
    for (const { token, kind, by } of unread) {
      const sameMapping = unread.filter((each) => each.token.mapping === token.mapping);
      // Removed together, all keys of an `env` would leave it empty: they go one after the other.
      const waits = sameMapping.length === token.mapping.entries.length && sameMapping[0]?.token !== token;
      const fix = waits ? undefined : fixOf(token, kind);
      yield {
        severity: "info",
        span: token.entry.key.span,
        message: messageOf(token.entry.key.value, by),
        fixes: fix === undefined ? [] : [fix],
      };
    }
  },
};

/** A token that publishes are given. */
interface Seen {
  readonly token: EnvEntry;
  readonly read: boolean;
  readonly kind: FixKind;
  /** The tool that publishes. */
  readonly by: string;
}

const names = "NPM NPMJS NPM_AUTH NPM_ACCESS NPM_PUBLISH NPM_RELEASE NPM_API NPM_CI NODE_AUTH YARN_NPM_AUTH"
  .split(" ")
  .map((name) => `${name}_TOKEN`)
  .concat("NPM_CONFIG__AUTH", "NPM_CONFIG__AUTHTOKEN");

/** The variables for a token that hold a secret at the publish, where they are written. */
function tokensOf({ step, job, workflow, scope }: Publish): readonly EnvEntry[] {
  return names.flatMap((name) => {
    const variable = scope.variable(name);
    if (variable.kind !== "secret" || /github[._]token/i.test(variable.name)) return [];
    const entry = envEntry(step.block, name) ?? envEntry(job.block, name) ?? envEntry(workflow.block, name);
    return entry !== undefined && sameSpan(entry.span, variable.span) ? [entry] : [];
  });
}

function messageOf(name: string, by: string): string {
  if (name === "YARN_NPM_AUTH_TOKEN") return `${name} is for Yarn, and ${by} publishes here. Nothing else reads it.`;
  if (name.startsWith("NPM_CONFIG_")) return `npm ignores ${name}, which names no registry. Nothing else reads it.`;
  return name === "NODE_AUTH_TOKEN"
    ? `npm doesn't read ${name} by itself: a \`.npmrc\` has to name it, as the one that setup-node writes for \`registry-url\` does. None here does, and nothing else reads it.`
    : `npm doesn't read ${name} by itself: a \`.npmrc\` has to name it, and none here does. Nothing else reads it.`;
}

function fixOf({ mapping, entry, holder }: EnvEntry, kind: FixKind): Fix | undefined {
  const edits = removeEntry(mapping, entry, [holder]);
  return edits === undefined ? undefined : { title: `Remove ${entry.key.value}`, kind, edits };
}
