import type { CodeAction, CodeActionParams, CodeLens, Hover, HoverParams, Position } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Question } from "../host/generate-request.ts";
import { checkout, type Loaded } from "../host/checkout.ts";
import { isTooLarge, sizeLimit, sizeLimitOf, type Host } from "../host/host.ts";
import { uriOf } from "../host/uris.ts";
import { present } from "../lint/present.ts";
import { withTeam } from "../lint/team.ts";
import type { Paths } from "../repository/input.ts";
import type { RuleFinding } from "../rule.ts";
import { actionsFor, type Scene } from "./actions.ts";
import { diagnosticOf } from "./diagnostics.ts";
import { hoverFor } from "./hover.ts";
import { chainAt, lensesFor, type ChainAnswer } from "./lenses.ts";
import { reportsOf } from "./reports.ts";
import type { Session } from "./session.ts";
import { sendUnderstood, understoodOf } from "./understood.ts";
import type { Watching } from "./watching.ts";

/** A repository that the client sees: after each change it is linted, and what was found is sent. */
export interface OpenedRepository {
  open(path: string, document: TextDocument): void;
  /** The text of an open document changed. */
  change(path: string): void;
  close(path: string): void;
  /** A file or folder changed on disk; `""` for any of them. */
  forget(path: string): void;
  /** What nobody watches is looked at again. */
  compareUnwatched(): void;
  setNested(paths: readonly string[]): void;
  /** The settings may have changed. */
  configure(): void;
  /** For the texts as they are now. */
  actions(path: string, params: CodeActionParams): Promise<readonly CodeAction[]>;
  /** For the texts as they are now. */
  hover(path: string, params: HoverParams): Promise<Hover | null>;
  /** For the texts as they are now. */
  lenses(path: string): Promise<readonly CodeLens[]>;
  /** For the texts as they are now; null where nothing publishes at the position. */
  chain(path: string, position: Position): Promise<ChainAnswer | null>;
  /** For the texts as they are now. */
  answer(question: Question, path: string, params: unknown): Promise<unknown>;
  /** What was sent is taken back. */
  dispose(): void;
}

interface OpenDocument {
  readonly document: TextDocument;
  /** The version that lint has, undefined where it has an older one or none. */
  version: number | undefined;
}

export function openRepository(
  session: Session,
  host: Host,
  root: string,
  watchingWith: (confirmed: (paths: Paths) => void) => Watching,
): OpenedRepository {
  const watching = watchingWith(compare);
  const files = checkout(host, root, { today: session.today });
  const documents = new Map<string, OpenDocument>();
  const uri = (path: string): string => documents.get(path)?.document.uri ?? uriOf(root, path);
  const reports = reportsOf(session, uri);
  let settings = session.settingsFor(root);
  let waiting = false;
  let working = false;
  let disposed = false;
  let old = 0;
  let version = 0;

  function check(): void {
    waiting = true;
    if (!working) void work();
  }

  /** These may have changed: if so, all is checked again. */
  function compare(paths: Paths): void {
    if (disposed || paths.files.length + paths.directories.length === 0) return;
    files.compare(paths);
    check();
  }

  /** One round serves all that changed before it; what changes during a round makes its result old, and another follows. */
  async function work(): Promise<void> {
    working = true;
    while (waiting) {
      await session.idle();
      waiting = false;
      if (disposed) break;
      try {
        const { enable, config } = await settings;
        const loaded = enable ? await session.during(root, settle) : undefined;
        // What became old while a host was asked isn't shown, unless that happens again and again.
        if (disposed || (waiting && ++old < mostOld)) continue;
        old = 0;
        report(
          loaded,
          loaded === undefined ? [] : present(loaded.linted.findings, withTeam(config, loaded.linted.team)),
        );
      } catch (error) {
        session.log(`${root} couldn't be checked: ${files.redacted(error)}`);
      }
    }
    working = false;
  }

  function settle(): Promise<Loaded> {
    for (const [path, open] of documents) {
      if (open.version !== undefined) continue;
      const text = open.document.getText();
      if (isTooLarge(path, text))
        session.log(`${open.document.uri} isn't read: it is larger than ${sizeLimitOf(path) / sizeLimit} MiB.`);
      files.open(path, text);
      open.version = open.document.version;
    }
    return files.settle();
  }

  function report(loaded: Loaded | undefined, findings: readonly RuleFinding[]): void {
    const byPath = new Map<string, RuleFinding[]>();
    for (const path of documents.keys()) if (loaded?.linted.read.files.has(path) === true) byPath.set(path, []);
    for (const path of reports.paths()) byPath.set(path, []);
    for (const finding of findings) {
      const { path } = finding.span.file;
      const own = byPath.get(path) ?? [];
      own.push(finding);
      byPath.set(path, own);
    }
    for (const [path, own] of byPath) {
      const diagnostics = own.map((finding) => diagnosticOf(finding, session.client, uri));
      reports.send(path, diagnostics, documents.get(path)?.version);
    }
    if (loaded === undefined) return;
    for (const { what, error } of loaded.linted.failures) session.log(`${what} failed: ${error}`, `${root} ${what}`);
    if (session.client.understood) {
      sendUnderstood(session.connection, understoodOf(root, ++version, loaded.linted, findings, uri));
    }
    watching.update(files.read());
  }

  /** Undefined where the checks are off. */
  async function sceneNow(): Promise<Scene | undefined> {
    const { enable, config: own } = await settings;
    if (!enable) return undefined;
    const { input, linted } = await settle();
    const config = withTeam(own, linted.team);
    return {
      client: session.client,
      config,
      input,
      linted,
      findings: present(linted.findings, config),
      uriOf: uri,
      versionOf: (file) => documents.get(file)?.version ?? null,
    };
  }

  async function actionsAt(path: string, params: CodeActionParams): Promise<readonly CodeAction[]> {
    const scene = await sceneNow();
    return scene === undefined ? [] : actionsFor(path, params, scene);
  }

  async function hoverAt(path: string, params: HoverParams): Promise<Hover | null> {
    const { enable } = await settings;
    if (!enable) return null;
    const { input, linted } = await settle();
    return hoverFor(path, params, { client: session.client, input, uriOf: uri }, linted.secrets);
  }

  /** Asked for by a person, so whether the checks are on or not. */
  async function answerTo(question: Question, path: string, params: unknown): Promise<unknown> {
    const loaded = await settle();
    const open = [...documents].map(([own, { document }]) => ({ path: own, text: document.getText() }));
    return session.answerGenerateRequest(question, { host, root, files, loaded, open, uriOf: uri }, path, params);
  }

  /** What an error says may be in a file. */
  async function asked<T>(answer: () => Promise<T>): Promise<T> {
    await settings;
    return session.during(root, answer).catch((error: unknown) => Promise.reject(new Error(files.redacted(error))));
  }

  check();
  return {
    open(path, document) {
      documents.set(path, { document, version: undefined });
      reports.opened(path);
      files.compare(watching.unwatched());
      check();
    },
    change(path) {
      const open = documents.get(path);
      if (open === undefined) return;
      open.version = undefined;
      check();
    },
    close(path) {
      documents.delete(path);
      files.close(path);
      check();
    },
    forget(path) {
      files.forget(path);
      check();
    },
    compareUnwatched: () => compare(watching.unwatched()),
    setNested(paths) {
      files.setNested(paths);
      check();
    },
    configure() {
      settings = session.settingsFor(root);
      check();
    },
    actions: (path, params) => asked(() => actionsAt(path, params)),
    hover: (path, params) => asked(() => hoverAt(path, params)),
    lenses: (path) =>
      asked(async () => {
        const scene = await sceneNow();
        return scene === undefined ? [] : lensesFor(path, scene, uri(path));
      }),
    chain: (path, position) =>
      asked(async () => {
        const scene = await sceneNow();
        return scene === undefined ? null : chainAt(path, position, scene);
      }),
    answer: (question, path, params) => asked(() => answerTo(question, path, params)),
    dispose() {
      disposed = true;
      for (const path of reports.paths()) reports.send(path, [], undefined);
      watching.dispose();
    },
  };
}

/** So many rounds in a row may be for nothing. */
const mostOld = 5;
