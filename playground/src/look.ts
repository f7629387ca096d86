import { explain, explainCode } from "../../server/src/explain/explain.ts";
import { explanationMarkdown } from "../../server/src/explain/markdown.ts";
import { logReader } from "../../server/src/explain/reading.ts";
import { publishCommands, verdictOf, type Verdict } from "../../server/src/editor/verdict.ts";
import { applyToFiles } from "../../server/src/lint/fix.ts";
import { defaultConfig, present } from "../../server/src/lint/present.ts";
import { lint } from "../../server/src/lint/run.ts";
import { secretsOf, withoutSecrets } from "../../server/src/lint/secrets.ts";
import { withTeam } from "../../server/src/lint/team.ts";
import { ruleUrl } from "../../server/src/product.ts";
import { claimsMarkdown } from "../../server/src/report/claims-markdown.ts";
import { claimsReport } from "../../server/src/report/claims.ts";
import { positionOf } from "../../server/src/report/position.ts";
import { repositoryOf } from "../../server/src/repository/repository.ts";
import type { FixKind, Severity } from "../../server/src/finding.ts";
import type { SourceFile, Span } from "../../server/src/text.ts";
import { logName, type Input, type PastedFile } from "./input.ts";
import { repositoryInput } from "./repository.ts";

/** A place in a pasted file; lines count from 1, offsets are UTF-16. */
export interface Place {
  readonly path: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

interface SeenFix {
  readonly title: string;
  readonly kind: FixKind;
  /** The new texts. */
  readonly files: readonly PastedFile[];
}

export interface SeenFinding {
  readonly severity: Severity;
  readonly rule: string;
  readonly url: string;
  readonly message: string;
  readonly place: Place;
  readonly fixes: readonly SeenFix[];
}

/** How one publish ends, and what stops it in the order in which a run meets it. */
export interface SeenVerdict {
  readonly state: Verdict["state"];
  readonly text: string;
  readonly place: Place | undefined;
  readonly afterFixes: string | undefined;
  /** What all fixes write together; empty where something has none. */
  readonly files: readonly PastedFile[];
  readonly obstacles: readonly string[];
}

/** All that can be said of an input. */
export interface Seen {
  readonly verdicts: readonly SeenVerdict[];
  readonly findings: readonly SeenFinding[];
  /** Markdown. */
  readonly claims: string | undefined;
  readonly explanation: string | undefined;
  /** Workflows read, and why something in them isn't understood. */
  readonly workflows: number;
  readonly unknown: readonly { readonly why: string; readonly place: Place | undefined }[];
  /** A file other than a log holds a secret: no link may hold it. */
  readonly hasSecret: boolean;
}

/** Looks at the input on `today`, as `YYYY-MM-DD`. Offline, and the same each time. */
export function look(input: Input, today: string): Seen {
  const repositoryFiles = repositoryInput(input, today);
  const linted = lint(repositoryFiles);
  const config = withTeam(defaultConfig, linted.team);
  const scene = { input: repositoryFiles, linted, config };
  // Lint reads only what a release needs; a link would hold every file.
  const secrets = secretsOf(input.files.filter(({ path }) => path !== logName));
  const plain = (text: string): string => withoutSecrets(text, [...linted.secrets, ...secrets]);
  const log = input.files.find(({ path }) => path === logName)?.text;
  const repository = repositoryOf(repositoryFiles);
  const claims = claimsReport(
    repository,
    { runs: "triggers", workflow: undefined, packages: [], settings: {} },
    { secrets: linted.secrets, today },
  );
  return {
    verdicts: publishCommands(scene).map((command): SeenVerdict => {
      const { state, text, obstacles, afterFixes, files } = verdictOf(scene, command);
      const [span] = command.description.spans;
      return {
        state,
        text: plain(text),
        place: span && placeOf(span),
        afterFixes: afterFixes && plain(afterFixes),
        files: Array.from(files.values(), pasted),
        obstacles: obstacles.map(({ finding }) => plain(finding.message)),
      };
    }),
    findings: present(linted.findings, config).map(({ severity, rule, message, span, fixes = [] }) => ({
      severity,
      rule: rule.id,
      url: ruleUrl(rule.id),
      message: plain(message),
      place: placeOf(span),
      fixes: fixes.map(({ title, kind, edits }) => ({
        title: plain(title),
        kind,
        files: Array.from(applyToFiles(edits), ([{ path }, text]) => ({ path, text })),
      })),
    })),
    claims: claims === undefined || claims.jobs.length === 0 ? undefined : claimsMarkdown(claims),
    explanation: log === undefined ? undefined : explained(log, { repository, linted, commit: undefined }),
    workflows: linted.understood.workflows,
    unknown: [
      ...linted.understood.unknown.map(({ why, span }) => ({ why: plain(why), place: placeOf(span) })),
      ...linted.understood.unread.map(({ why, path }) => ({ why: `${path}: ${plain(why)}`, place: undefined })),
    ],
    hasSecret: linted.secrets.length + secrets.length > 0,
  };
}

function explained(log: string, checkout: NonNullable<Parameters<typeof explain>[1]>["checkout"]): string {
  const reader = logReader();
  reader.add(log);
  const about = checkout === undefined ? {} : { checkout };
  const found = explain(reader.end(), about) ?? explainCode(log.trim().slice(0, 100), about);
  if (found === undefined) return "Nothing in this log is a failure of publishing to npm that this page knows.";
  return explanationMarkdown(found, (span) => {
    const { path, line } = placeOf(span);
    return { path, line, column: 1 };
  });
}

function pasted({ path, text }: SourceFile): PastedFile {
  return { path, text };
}

function placeOf({ file, start, end }: Span): Place {
  return { path: file.path, line: positionOf(file, start).line, start, end };
}
