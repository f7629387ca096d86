import type { Fix, Severity } from "../finding.ts";
import type { FactName, NamedDoubt } from "../publish/change-facts.ts";
import type { Kind } from "../reason.ts";
import { wordsOf } from "../reason-words.ts";
import type { Reason } from "../reason.ts";
import type { Need, RuleFinding } from "../rule.ts";
import { lineSpan, textOf, type Span } from "../text.ts";

/** A finding for which a fact is only likely: it says unless what it is right, and leaves no fix to be applied unseen. */
export function unless(finding: RuleFinding, { name, reason }: NamedDoubt, need: Need | undefined): RuleFinding {
  const { message, related = [], fixes = [] } = finding;
  const span = lineSpan(reason.span.file, reason.span.start, reason.span.end);
  const kept = need === "committed" && !isOtherCommit(reason) ? ({ repaired: true } as const) : {};
  if (reason.kind === "default-permissions")
    return {
      ...finding,
      ...kept,
      unless: reason,
      message: `${message} Unless ${wordsOf(reason)} include the id-token.`,
      related: [...related, { span, message: "This job has no `permissions`, nor has its workflow." }],
      fixes: fixes.map(reviewed),
    };
  const what = quoted(span) ?? wordsOf(reason);
  const change = changeBy(name, reason);
  return {
    ...finding,
    unless: reason,
    ...kept,
    message: `${message} Unless ${what} ${change}.`,
    related: [...related, { span, message: `This may be what ${change}.` }],
    fixes: fixes.map(reviewed),
  };
}

function reviewed(fix: Fix): Fix {
  return fix.kind === "safe" ? { ...fix, kind: "review" } : fix;
}

function changeBy(name: FactName, reason: Reason): string {
  if (ofAll.has(reason.kind)) return "publishes in another way";
  return name === "packages" && reason.kind === "packages" && reason.which === "published"
    ? "leaves it out"
    : changes[name];
}

function isOtherCommit(reason: Reason): boolean {
  return reason.kind === "checkout" || (reason.kind === "manifest-change" && reason.by === "git");
}

/** One level lower, once in all; undefined for an info that isn't worth a word then. */
export function lowered(severity: Severity, { rule: { infoIfLikely }, repaired }: RuleFinding): Severity | undefined {
  switch (severity) {
    case "error":
      return repaired === true ? "info" : "warning";
    case "warning":
      return "info";
    case "info":
      return infoIfLikely === true ? "info" : undefined;
  }
}

/** What stands at a place, if that is short enough for a sentence. */
function quoted(span: Span): string | undefined {
  const text = textOf(span).trim();
  return text === "" || text.length > 60 || /[`\t]|  /.test(text) ? undefined : `\`${text}\``;
}

const manifest = "changes package.json";

/** Reasons that hide the whole of a publish: then every fact about it may be another one. */
const ofAll: ReadonlySet<Kind> = new Set<Kind>(["program", "wrapped-publish", "tool-settings-file"]);

/** What has to happen for a fact to be another one. */
const changes: Readonly<Record<FactName, string>> = {
  tool: "runs another tool",
  toolVersion: "brings another version of the tool",
  client: "changes Node or npm",
  registry: "sets another registry",
  idToken: "changes the permissions",
  credential: "sets or removes a credential",
  provenance: "changes whether npm signs provenance",
  access: "changes the access",
  environment: "changes the environment",
  jobNode: "changes Node or npm",
  jobNpm: "changes Node or npm",
  packages: "changes what is published",
  name: manifest,
  private: manifest,
  repository: manifest,
  version: manifest,
  publishConfig: manifest,
  dependencies: manifest,
};
