import { setValue } from "../edit/edit.ts";
import type { Fix, Related } from "../finding.ts";
import { admits, npmFor, replaceNpm } from "../fixes/other-npm.ts";
import type { RefusedUpgrade } from "../publish/job/state.ts";
import type { Publish } from "../publish/publish.ts";
import type { Rule } from "../rule.ts";

export const npmUpgradeRefused: Rule<"publish"> = {
  id: "npm-upgrade-refused",
  stops: "job",
  severities: ["error"],
  summary: "An npm upgrade installs an npm that runs on the job's Node.",
  about: "publish",
  needs: {},
  *check(publish, { repository }) {
    for (const refused of runsAfterFailure(publish) ? [] : publish.jobState.refused)
      yield {
        severity: "error",
        span: refused.span,
        message: `${causeOf(refused)}: npm stops with ${refused.code}, and nothing is published.`,
        related: relatedTo(refused),
        fixes: fixesOf(publish, refused, repository.input.today),
      };
  },
};

function runsAfterFailure({ step }: Publish): boolean {
  return step.if === "unreadable" || /\b(?:always|failure|cancelled)\b/.test(step.if?.value ?? "");
}

function causeOf({ code, node, versions, package: written }: RefusedUpgrade): string {
  const label = node?.value.versions.label ?? "this Node";
  if (code === "EUPDATEARGS") return `\`npm update\` takes names without a version, and \`${written}\` has one`;
  if (code === "MODULE_NOT_FOUND") return "npm 10.9.7 can't replace itself by npm 11.12.0 or later";
  if (/\d/.test(written)) return `The \`engines\` of \`${written}\` don't include ${label}`;
  return `\`${written}\` is npm ${versions?.lowest.split(".", 1)[0] ?? ""}, whose \`engines\` don't include ${label}`;
}

function relatedTo({ node, code, span }: RefusedUpgrade): readonly Related[] {
  return node === undefined || code === "EUPDATEARGS" || node.span.file !== span.file
    ? []
    : [{ span: node.span, message: `This step brings ${node.value.versions.label}.` }];
}

function fixesOf(publish: Publish, refused: RefusedUpgrade, today: string): readonly Fix[] {
  const { code, node, span, verb, package: written } = refused;
  const fixes: Fix[] = [];
  // npm 11.11.1 is the last that npm 10.9.7 can install.
  const other = code === "MODULE_NOT_FOUND" ? "npm@11.11.1" : npmFor(publish);
  const edits = replaceNpm(publish, span, written, other);
  const suits = node !== undefined && admits(node.value.versions, other, today);
  if (edits !== undefined && suits && !(code === "MODULE_NOT_FOUND" && publish.action === "stage"))
    fixes.push({
      title: code === "EUPDATEARGS" ? `Install \`${other}\`` : `Use \`${other}\``,
      kind: "safe",
      edits: code === "EUPDATEARGS" ? [{ span: verb, text: "install" }, ...edits] : edits,
    });
  const newer =
    node?.value.origin.kind === "setup" && node.value.origin.literal && setValue(node.value.origin.written.node, "24");
  if (newer !== undefined && newer !== false && code !== "EUPDATEARGS")
    fixes.push({ title: "Use Node 24", kind: "review", edits: newer });
  return fixes;
}
