import { publishesOf } from "./publish/publishes.ts";
import { understoodOf, type Understood } from "./publish/understood.ts";
import { isInAction } from "./repository/composite.ts";
import type { FileState, Paths, RepositoryInput } from "./repository/input.ts";
import { repositoryOf, wanted, type Asked } from "./repository/repository.ts";
import type { Finding, Fix, Rule, Severity } from "./rule.ts";
import { rules } from "./rules/index.ts";
import { ignores } from "./ignore.ts";
import { secretsIn } from "./repository/secrets.ts";
import { applyEdits, sameSpan, textOf, type Edit, type SourceFile, type Span } from "./text.ts";

export type { Understood } from "./publish/understood.ts";

/** A finding with the rule that made it. */
export interface RuleFinding extends Finding {
  readonly rule: Rule;
}

export interface Linted {
  readonly findings: readonly RuleFinding[];
  readonly understood: Understood;
  /** Paths that the input didn't hold: load them and lint again. */
  readonly wanted: Paths;
  /** Every path that the findings depend on. */
  readonly read: Paths;
  /** What threw, as the subject of a sentence, and what it said: its findings are missing. */
  readonly failures: readonly { readonly what: string; readonly error: string }[];
  /** The secrets in the files that were read, the longest first: none stands in any text above, and nobody may show one. */
  readonly secrets: readonly string[];
}

/** The findings of every rule: total, synchronous, offline; the same input gives the same result. */
export function lint(input: RepositoryInput, ruleSet: readonly Rule[] = rules): Linted {
  const asked: Asked = { files: new Set(), directories: new Set() };
  const repository = repositoryOf(input, asked);
  const found: RuleFinding[] = [];
  const failed: { what: string; error: unknown }[] = [];
  /** What throws costs what it is about, never the whole. */
  const guarded = (what: string, run: () => void): void => {
    try {
      run();
    } catch (error) {
      failed.push({ what, error });
    }
  };
  let understood: Understood = { workflows: 0, publishes: 0, unknown: [], unread: [] };
  guarded("Understanding the workflows", () => {
    understood = understoodOf(repository);
    for (const { path, error } of publishesOf(repository).failures)
      failed.push({ what: `Understanding ${path}`, error });
  });
  for (const rule of ruleSet)
    guarded(`The rule ${rule.id}`, () => {
      for (const finding of rule.check(repository))
        found.push({ ...finding, rule, ...(finding.fixes && { fixes: finding.fixes.filter(isOfOne) }) });
    });
  const files = [...asked.files];
  const secrets = secretsOf(files.flatMap((path) => input.files.get(path) ?? []));
  const hide = (text: string): string => withoutSecrets(text, secrets);
  return {
    findings: inOrder(unique(found)).map((finding) => (secrets.length === 0 ? finding : hidden(finding, hide))),
    understood: {
      ...understood,
      unknown: understood.unknown.map((each) => ({ ...each, why: hide(each.why) })),
      unread: understood.unread.map((each) => ({ ...each, why: hide(each.why) })),
    },
    wanted: wanted(input, asked),
    read: { files, directories: [...asked.directories] },
    failures: failed.map(({ what, error }) => ({ what: hide(what), error: hide(String(error)) })),
    secrets,
  };
}

/** A text with every secret in it replaced by `•••`; `secrets` are in order, the longest first. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((shown, secret) => shown.replaceAll(secret, "•••"), text);
}

/** The secrets in files, the longest first. */
export function secretsOf(files: readonly FileState[]): readonly string[] {
  const found = files.flatMap((file) => (typeof file === "object" ? secretsIn(file) : []));
  return [...new Set(found.map(({ span }) => textOf(span)))].toSorted((a, b) => b.length - a.length);
}

/** No word of a finding shows a secret; a fix whose edits would write one is left out, as no adapter could show it. */
function hidden(finding: RuleFinding, hide: (text: string) => string): RuleFinding {
  const { message, related, fixes } = finding;
  return {
    ...finding,
    message: hide(message),
    ...(related && { related: related.map((place) => ({ ...place, message: hide(place.message) })) }),
    ...(fixes && {
      fixes: fixes
        .filter(({ edits }) => edits.every(({ text }) => hide(text) === text))
        .map((fix) => ({ ...fix, title: hide(fix.title) })),
    }),
  };
}

/** What a user sets per rule: `default` is the severity that the rule gives. */
export type RuleSetting = "off" | "default" | Severity;

export interface Config {
  /** Whether the rules marked so show all they find, where `rules` doesn't say it of them. */
  readonly pedantic: boolean;
  readonly rules: Readonly<Record<string, RuleSetting>>;
}

export const defaultConfig: Config = { pedantic: false, rules: {} };

/** The findings a user sees: severities as configured, ignored ones left out. */
export function present(findings: readonly RuleFinding[], config: Config): readonly RuleFinding[] {
  return findings.flatMap((finding) => {
    const { id, pedantic = false } = finding.rule;
    const unasked = pedantic && !config.pedantic && finding.severity === "info" ? "off" : "default";
    const setting = config.rules[id] ?? unasked;
    if (setting === "off" || ignores(finding.span, id)) return [];
    return [setting === "default" ? finding : { ...finding, severity: setting }];
  });
}

/**
 * The files that change when every accepted fix is applied, and those of what it brings to light, to the end.
 * Identical edits merge; of overlapping fixes the first wins, and lint runs again.
 */
export function fixAll(
  input: RepositoryInput,
  config: Config,
  accept: (fix: Fix, finding: RuleFinding) => boolean,
  ruleSet: readonly Rule[] = rules,
): ReadonlyMap<string, SourceFile> {
  const changed = new Map<string, SourceFile>();
  let current = input;
  // Each round removes a finding for good; the bound only guards against a fix that doesn't.
  for (let round = 0; round < 50; round++) {
    const edits = compatible(present(lint(current, ruleSet).findings, config), accept);
    if (edits.length === 0) break;
    const files = new Map(current.files);
    for (const [file, text] of applyToFiles(edits)) {
      const next = { path: file.path, text };
      files.set(file.path, next);
      changed.set(file.path, next);
    }
    current = { ...current, files };
  }
  return changed;
}

/** The new text of each file that the edits touch; a file whose edits overlap is left out. */
export function applyToFiles(edits: readonly Edit[]): ReadonlyMap<SourceFile, string> {
  const byFile = new Map<SourceFile, Edit[]>();
  for (const edit of edits) byFile.set(edit.span.file, [...(byFile.get(edit.span.file) ?? []), edit]);
  const texts = new Map<SourceFile, string>();
  for (const [file, own] of byFile) {
    const text = applyEdits(file.text, own);
    if (text !== undefined) texts.set(file, text);
  }
  return texts;
}

/** The edits of the first accepted fix of each finding, without those that meet an earlier one. */
function compatible(
  findings: readonly RuleFinding[],
  accept: (fix: Fix, finding: RuleFinding) => boolean,
): readonly Edit[] {
  const taken: Edit[] = [];
  for (const finding of findings) {
    const fix = finding.fixes?.find((candidate) => accept(candidate, finding));
    if (fix === undefined) continue;
    const fresh = fix.edits.filter((edit) => !taken.some((other) => sameEdit(edit, other)));
    if (fresh.some((edit) => taken.some((other) => meets(edit.span, other.span)))) continue;
    taken.push(...fresh);
  }
  return taken;
}

function sameEdit(a: Edit, b: Edit): boolean {
  return a.text === b.text && sameSpan(a.span, b.span);
}

/** Two insertions at one place meet as well: their order would be an accident. */
function meets(a: Span, b: Span): boolean {
  return a.file === b.file && a.start <= b.end && b.start <= a.end;
}

/** Several publishes may lead to the same finding: it is told once, at its gravest. */
function unique(findings: readonly RuleFinding[]): readonly RuleFinding[] {
  const bySpan = new Map<SourceFile, Map<string, RuleFinding>>();
  for (const finding of findings) {
    const own = bySpan.get(finding.span.file) ?? new Map<string, RuleFinding>();
    bySpan.set(finding.span.file, own);
    const key = `${finding.span.start}:${finding.span.end}:${finding.rule.id}`;
    const known = own.get(key);
    if (known === undefined || gravity[finding.severity] < gravity[known.severity]) own.set(key, finding);
  }
  return [...bySpan.values()].flatMap((own) => [...own.values()]);
}

/** No fix changes an action of the repository, which runs for every caller. */
function isOfOne({ edits }: Fix): boolean {
  return !edits.some(isInAction);
}

const gravity: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

function inOrder(findings: readonly RuleFinding[]): readonly RuleFinding[] {
  return findings.toSorted(
    (a, b) =>
      compare(a.span.file.path, b.span.file.path) ||
      a.span.start - b.span.start ||
      a.span.end - b.span.end ||
      compare(a.rule.id, b.rule.id),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
