import type { CodeLens, Position, Range } from "vscode-languageserver";
import { publishCommands, remediesOf, verdictOf, type PublishCommand, type Verdict } from "../editor/verdict.ts";
import { publisherFields, publisherPage, trustCommand } from "../generate/settings.ts";
import type { Obstacle } from "../lint/obstacles.ts";
import { withoutSecrets } from "../lint/secrets.ts";
import { originOf } from "../publish/declared.ts";
import { certain, possibleValues } from "../publish/fact.ts";
import { usesOidc } from "../publish/mode.ts";
import type { Publish } from "../publish/publish.ts";
import { isPackageName } from "../repository/package/publishable.ts";
import type { Scene } from "./actions.ts";
import { meet, rangeOf } from "./positions.ts";

/**
 * The lenses above the commands of a file that publish to npm, or may. The first of a row says how the publish ends: that is found out
 * once the row is shown, by `chainAt`. Next to it are what repairs it, or turns it to OIDC, and the fields of npmjs.com's form.
 */
export function lensesFor(path: string, scene: Scene, uri: string): readonly CodeLens[] {
  const rows = new Map<number, CodeLens[]>();
  for (const command of publishCommands(scene)) {
    for (const span of command.description.spans) {
      const { start } = rangeOf(span);
      if (span.file.path !== path || rows.has(start.line)) continue;
      rows.set(start.line, rowOf(command, scene, uri, start));
    }
  }
  return [...rows.values()].flat();
}

function rowOf(command: PublishCommand, scene: Scene, uri: string, position: Position): CodeLens[] {
  const range: Range = { start: position, end: position };
  const lens = (title: string, name: string, argument: unknown): CodeLens => ({
    range,
    command: { title, command: `trustedPublishing.${name}`, arguments: [argument] },
  });
  const at = { uri, position };
  const [first] = command.publishes;
  const { isFixable, isByToken } = remediesOf(command, scene);
  return [
    { range, data: at },
    ...(isFixable ? [lens("Fix all…", "fixAll", at)] : []),
    ...(isByToken ? [lens("Migrate…", "migrateWorkflow", scene.uriOf(first.workflow.file.path))] : []),
    ...(command.publishes.some(usesOidc) ? [lens("npmjs.com fields", "showFields", at)] : []),
  ];
}

/** What a client shows of the publish at a place of a file: how it ends, why, and what is to be set on npmjs.com. Values are JSON. */
export interface ChainAnswer {
  readonly state: Verdict["state"];
  readonly title: string;
  readonly obstacles: readonly {
    readonly rule: string;
    readonly message: string;
    readonly uri: string;
    readonly range: Range;
    /** The title of the fix that was taken for it, null where there is none. */
    readonly fix: string | null;
    /** False for what may stop the publish. */
    readonly certain: boolean;
  }[];
  /** The outcome once all is fixed; null where that isn't known. */
  readonly afterFixes: string | null;
  /** What all fixes write: complete texts. */
  readonly files: readonly {
    readonly uri: string;
    readonly path: string;
    readonly before: string | null;
    readonly text: string;
  }[];
  readonly fields: readonly { readonly name: string; readonly value: string }[];
  /** Commands that let npm trust the workflow, one for each package. */
  readonly commands: readonly string[];
  /** The packages' pages on npmjs.com, where that is set. */
  readonly pages: readonly string[];
}

/** Null where no publish is at the position, or on its line. Secrets are left out of words, and a file with one is never given. */
export function chainAt(path: string, position: Position, scene: Scene): ChainAnswer | null {
  const at = { start: position, end: position };
  const commands = publishCommands(scene);
  const by = (isThere: (range: Range) => boolean) =>
    commands.find(({ description }) =>
      description.spans.some((span) => span.file.path === path && isThere(rangeOf(span))),
    );
  const isOnLine = ({ start, end }: Range): boolean => start.line <= position.line && position.line <= end.line;
  const command = by((range) => meet(range, at)) ?? by(isOnLine);
  if (command === undefined) return null;
  const { secrets } = scene.linted;
  const plain = (text: string): string => withoutSecrets(text, secrets);
  const verdict = verdictOf(scene, command);
  const obstacle = (certain: boolean) => (each: Obstacle) => ({
    rule: each.finding.rule.id,
    message: plain(each.finding.message),
    uri: scene.uriOf(each.finding.span.file.path),
    range: rangeOf(each.finding.span),
    fix: each.fix === undefined ? null : plain(each.fix.title),
    certain,
  });
  const files = Array.from(verdict.files.values(), ({ path: changed, text }) => {
    const before = scene.input.reader.file(changed);
    return { uri: scene.uriOf(changed), path: changed, before: typeof before === "object" ? before.text : null, text };
  });
  const isSecret = files.some(({ text }) => secrets.some((secret) => text.includes(secret)));
  return {
    state: verdict.state,
    title: plain(verdict.text.replaceAll("`", "")),
    obstacles: [...verdict.obstacles.map(obstacle(true)), ...verdict.risks.map(obstacle(false))],
    afterFixes: verdict.afterFixes === undefined ? null : plain(verdict.afterFixes.replaceAll("`", "")),
    files: isSecret ? [] : files,
    ...trustOf(command.publishes.filter(usesOidc)),
  };
}

/** What npm is to be told of the publishes: of the first, the fields; of all, the packages. */
function trustOf(publishes: readonly Publish[]): Pick<ChainAnswer, "fields" | "commands" | "pages"> {
  const [first] = publishes;
  if (first === undefined) return { fields: [], commands: [], pages: [] };
  const { repository = "OWNER/NAME", file } = originOf(first);
  const environment = certain(first.environment) ?? "";
  const trusted = { repository, file, environment: environment === "" ? undefined : environment, action: first.action };
  const packages = publishes.flatMap((publish) => possibleValues(publish.packages).flat());
  const open = packages.filter((each) => certain(each.private) !== true);
  const names = [...new Set(open.flatMap(({ manifest }) => manifest.name?.value ?? []))].filter(isPackageName);
  return {
    fields: publisherFields(trusted).map(([name, value]) => ({ name, value })),
    commands: names.map((name) => trustCommand(name, trusted)),
    pages: names.map(publisherPage),
  };
}

/** The lens with its words: a mark that doesn't rely on colour, and how the publish ends. */
export function resolved(lens: CodeLens, answer: ChainAnswer | null): CodeLens {
  const title = answer === null ? "" : `${marks[answer.state]} ${answer.title}`;
  return { ...lens, command: { title, command: "trustedPublishing.showChain", arguments: [lens.data] } };
}

const marks: Readonly<Record<Verdict["state"], string>> = { fails: "✗", trust: "✓", token: "●", unknown: "?" };
