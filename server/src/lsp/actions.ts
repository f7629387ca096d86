import {
  CodeActionKind,
  CodeActionTriggerKind,
  type CodeAction,
  type CodeActionParams,
  type Range,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver";
import { publishCommands, remediesOf, type PublishCommand } from "../editor/verdict.ts";
import { splitJobs } from "../generate/split/split.ts";
import { applyToFiles, fixAll } from "../lint/fix.ts";
import { ignoreEdit, ignoreFileEdit } from "../lint/ignore.ts";
import type { Config } from "../lint/present.ts";
import type { Linted } from "../lint/run.ts";
import type { RepositoryInput } from "../repository/input.ts";
import { repositoryOf } from "../repository/repository.ts";
import { secretsIn } from "../repository/settings/secrets.ts";
import type { RuleFinding } from "../rule.ts";
import { textOf, type Edit, type SourceFile } from "../text.ts";
import type { Client } from "./client.ts";
import { diagnosticOf, withoutSecrets } from "./diagnostics.ts";
import { difference } from "./difference.ts";
import { meet, rangeOf } from "./positions.ts";

/** What a client that hasn't the extension's commands may ask the server to run: each is given what its action names. */
export const serverCommands: readonly string[] = [
  "trustedPublishing.server.fixAll",
  "trustedPublishing.server.migrateWorkflow",
];

export const fixAllKind = "source.fixAll.trustedPublishing";

/** A repository whose files were all read, and how its client knows them. */
export interface Scene {
  readonly client: Client;
  readonly config: Config;
  readonly input: RepositoryInput;
  readonly linted: Linted;
  /** What a user sees. */
  readonly findings: readonly RuleFinding[];
  uriOf(path: string): string;
  /** The version of an open document, null for a file on disk. */
  versionOf(path: string): number | null;
}

/** The code actions for a range of the file: each finding's fixes, then ways to ignore it, then the fix of all. */
export function actionsFor(path: string, { range, context }: CodeActionParams, scene: Scene): readonly CodeAction[] {
  const actions: CodeAction[] = [];
  if (asked(CodeActionKind.QuickFix, context.only)) {
    const findings = scene.findings.filter(
      (finding) => finding.span.file.path === path && meet(rangeOf(finding.span), range),
    );
    actions.push(
      ...merged([...findings.flatMap((finding) => fixes(finding, scene)), ...ignores(findings, scene)]),
      ...remedies(path, range, findings, scene),
    );
  }
  if (asked(CodeActionKind.RefactorRewrite, context.only)) actions.push(...splits(path, range, scene));
  // Finding out takes a few lints, so a cursor that merely moves doesn't ask.
  const wantsAll = context.only === undefined ? context.triggerKind === CodeActionTriggerKind.Invoked : true;
  if (wantsAll && asked(fixAllKind, context.only)) actions.push(...fixOfAll(path, scene));
  return actions;
}

/** Whether a kind is one of those asked for, or below one of them. */
function asked(kind: string, only: readonly string[] | undefined): boolean {
  return only === undefined || only.some((wanted) => wanted === "" || kind === wanted || kind.startsWith(`${wanted}.`));
}

function fixes(finding: RuleFinding, scene: Scene): readonly CodeAction[] {
  const all = (finding.fixes ?? []).filter(({ edits }) => applyToFiles(edits).size === filesOf(edits).size);
  const preferred = all.find(({ kind }) => kind === "safe");
  return all.map((fix) => ({
    title: withoutSecrets(fix.title, finding),
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnosticOf(finding, scene.client, scene.uriOf)],
    ...(fix === preferred ? { isPreferred: true } : {}),
    edit: workspaceEdit(fix.edits, scene),
  }));
}

function ignores(findings: readonly RuleFinding[], scene: Scene): readonly CodeAction[] {
  return findings.flatMap((finding) => {
    const { span, rule } = finding;
    const action = (title: string, rest: Partial<CodeAction>): CodeAction => ({
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnosticOf(finding, scene.client, scene.uriOf)],
      ...rest,
    });
    const edit = ignoreEdit(span, rule.id);
    const onLine = edit && action(`Ignore ${rule.id} on this line`, { edit: workspaceEdit([edit], scene) });
    if (!scene.client.commands) return onLine ?? [];
    const inFile = ignoreFileEdit(span.file, rule.id);
    const own = (name: string, ...given: readonly unknown[]): Partial<CodeAction> => ({
      command: { title: name, command: `trustedPublishing.${name}`, arguments: [...given] },
    });
    const withReason = ignoreEdit(span, rule.id, reasonMark);
    return [
      ...(withReason?.text.includes(reasonMark) === true
        ? [
            action(
              `Ignore ${rule.id} on this line…`,
              own("ignore", scene.uriOf(span.file.path), rangeOf(withReason.span), withReason.text, reasonMark),
            ),
          ]
        : onLine === undefined
          ? []
          : [onLine]),
      ...(inFile === undefined
        ? []
        : [action(`Ignore ${rule.id} in this file`, { edit: workspaceEdit([inFile], scene) })]),
      action(`Turn off ${rule.id}`, own("turnOff", rule.id)),
      action(`Show the rule ${rule.id}`, own("showRule", rule.id)),
    ];
  });
}

/** In the text of an edit, where a client puts the reason that a person gives. */
const reasonMark = "<reason>";

/**
 * What repairs the publishes at the range, or those that its findings are about, whole: all fixes of what stops one, and the migration
 * of one with a token. VS Code shows the changes first; for other clients the server applies them.
 */
function remedies(path: string, range: Range, findings: readonly RuleFinding[], scene: Scene): readonly CodeAction[] {
  const commands = publishCommands(scene).filter(
    ({ linted, description }) =>
      linted.some((publish) => findings.some((finding) => finding.publishes.includes(publish))) ||
      description.spans.some((span) => span.file.path === path && meet(rangeOf(span), range)),
  );
  const of = commands.map((command) => ({ command, ...remediesOf(command, scene) }));
  const own = (title: string, name: string, argument: unknown): CodeAction => {
    const server = scene.client.commands ? "" : "server.";
    return {
      title,
      kind: CodeActionKind.QuickFix,
      command: { title, command: `trustedPublishing.${server}${name}`, arguments: [argument] },
    };
  };
  const [broken] = of.filter(({ isFixable }) => isFixable);
  const [byToken] = of.filter(({ isByToken }) => isByToken);
  return [
    ...(broken === undefined
      ? []
      : [own("Fix all that stops this publish…", "fixAll", placeOf(broken.command, scene))]),
    ...(byToken === undefined
      ? []
      : [
          own(
            "Migrate this workflow to OIDC…",
            "migrateWorkflow",
            scene.uriOf(byToken.command.publishes[0].workflow.file.path),
          ),
        ]),
  ];
}

function placeOf({ description }: PublishCommand, scene: Scene) {
  const [span] = description.spans;
  return { uri: scene.uriOf(span.file.path), position: rangeOf(span).start };
}

/** The job at the range that builds and publishes, as two: one builds without an id-token. */
function splits(path: string, range: Range, scene: Scene): readonly CodeAction[] {
  const { publishes } = scene.linted;
  const [at] = publishes.filter(
    ({ workflow, job, command }) =>
      workflow.file.path === path &&
      [job.id.span, command.span].some((span) => span.file.path === path && meet(rangeOf(span), range)),
  );
  const [split] = at === undefined ? [] : splitJobs(repositoryOf(scene.input), path, at.job.id.value);
  if (split === undefined || "problem" in split || split.file.before === undefined) return [];
  const edits = difference(split.file.before, split.file.text);
  return [
    {
      title: `Split job "${split.job}": build without an id-token`,
      kind: CodeActionKind.RefactorRewrite,
      edit: workspaceEdit(edits, scene),
    },
  ];
}

/** The safe fixes that stay within the file, and those of what they bring to light. */
function fixOfAll(path: string, scene: Scene): readonly CodeAction[] {
  const file = scene.input.reader.file(path);
  const after = fixAll(
    scene.input,
    scene.config,
    (fix) => fix.kind === "safe" && fix.edits.every((edit) => edit.span.file.path === path),
  ).get(path);
  if (typeof file !== "object" || after === undefined || after.text === file.text) return [];
  const edits = difference(file, after.text);
  const secrets = secretsIn(file).map(({ span }) => textOf(span));
  if (edits.some(({ text }) => secrets.some((secret) => text.includes(secret)))) return [];
  return [
    {
      title: "Fix all that is safe to fix in this file",
      kind: fixAllKind,
      edit: workspaceEdit(edits, scene),
    },
  ];
}

/** Findings that one edit mends share one action. */
function merged(actions: readonly CodeAction[]): readonly CodeAction[] {
  const byEdit = new Map<string, CodeAction>();
  for (const action of actions) {
    const key = JSON.stringify([action.title, action.edit, action.command, action.isPreferred]);
    const known = byEdit.get(key);
    byEdit.set(key, { ...action, diagnostics: [...(known?.diagnostics ?? []), ...(action.diagnostics ?? [])] });
  }
  return [...byEdit.values()];
}

function workspaceEdit(edits: readonly Edit[], scene: Scene): WorkspaceEdit {
  const byFile = [...filesOf(edits)].map(({ path }) => ({
    textDocument: { uri: scene.uriOf(path), version: scene.versionOf(path) },
    edits: textEdits(edits.filter((edit) => edit.span.file.path === path)),
  }));
  if (scene.client.documentChanges) return { documentChanges: byFile };
  return { changes: Object.fromEntries(byFile.map((file) => [file.textDocument.uri, file.edits])) };
}

/** Identical edits count once, as in `applyEdits`. */
function textEdits(edits: readonly Edit[]): TextEdit[] {
  const unique = new Map<string, TextEdit>();
  for (const { span, text } of edits) {
    unique.set(JSON.stringify([span.start, span.end, text]), { range: rangeOf(span), newText: text });
  }
  return [...unique.values()];
}

function filesOf(edits: readonly Edit[]): ReadonlySet<SourceFile> {
  return new Set(edits.map(({ span }) => span.file));
}
