import { window, workspace, type ExtensionContext, type LogOutputChannel } from "vscode";
import { CodeLensRequest, RevealOutputChannelOn, State, type Middleware } from "vscode-languageclient";
import { calmed } from "./calm.ts";
import { quietCrashes } from "./crashes.ts";
import { documentSelector, isFile } from "./files.ts";
import { calmLenses } from "./lenses.ts";
import { readFiles } from "./read.ts";
import { system } from "./system/node.ts";
import { traceChannel } from "./trace.ts";
import { understoodMethod, type Understood } from "./understood.ts";

export type ServerState = "starting" | "running" | "stopped";

/** The language server, as the rest of the extension needs it. */
export interface Server {
  /** Resolves when the server answers; rejects if it can't be started. Does nothing while one runs. */
  start(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
  /** Asks what it says of workflows to write, by the last part of the method. */
  request(question: string, params: object): Promise<unknown>;
  /** Undefined while no server runs, and in a browser. */
  readonly pid: number | undefined;
}

/** A server that isn't started yet. */
export function createServer(
  context: ExtensionContext,
  channel: LogOutputChannel,
  heard: { understood(understood: Understood): void; state(state: ServerState): void },
): Server {
  const { subscriptions } = context;
  const { client, pid } = system.createClient(context, {
    documentSelector: [...documentSelector],
    diagnosticCollectionName: "trusted-publishing",
    initializationOptions: { understood: true, commands: true, reads: true },
    middleware,
    outputChannel: channel,
    traceOutputChannel: traceChannel(channel, subscriptions),
    // No toast: the view and the status say what became of the server.
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    errorHandler: quietCrashes((line) => channel.warn(line)),
  });
  const drawLenses = (): void => {
    const lenses = client.getFeature(CodeLensRequest.method);
    for (const document of workspace.textDocuments) lenses.getProvider(document)?.onDidChangeCodeLensEmitter.fire();
  };
  const { heard: understood, dispose } = calmed<Understood>(
    heard.understood,
    ({ root }) => root,
    ({ publishes, unknown }) => publishes + unknown.length,
  );
  subscriptions.push(
    { dispose },
    client.onRequest("trustedPublishing/read", readFiles),
    client.onNotification(understoodMethod, (news: Understood) => {
      understood(news);
      // Another file may have changed how a publish of this one ends.
      drawLenses();
    }),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("trustedPublishing")) drawLenses();
    }),
    client.onDidChangeState(({ newState }) => heard.state(states[newState])),
    // What the server can't watch, it looks at again.
    window.onDidChangeWindowState(({ focused }) => {
      if (focused && client.isRunning()) void client.sendNotification("trustedPublishing/focused");
    }),
  );
  return {
    start: () => client.start(),
    async restart() {
      if (client.needsStop()) await client.stop();
      await client.start();
    },
    stop: () => (client.needsStop() ? client.stop() : Promise.resolve()),
    request: (question, params) => client.sendRequest(`trustedPublishing/${question}`, params),
    get pid() {
      return pid();
    },
  };
}

const states: Readonly<Record<State, ServerState>> = {
  [State.Starting]: "starting",
  [State.Running]: "running",
  [State.Stopped]: "stopped",
  [State.StartFailed]: "stopped",
};

const middleware: Middleware = {
  provideCodeLenses: calmLenses,
  didOpen: (document, next) => (isFile(document) ? next(document) : Promise.resolve()),
  didChange: (event, next) => (isFile(event.document) ? next(event) : Promise.resolve()),
  didSave: (document, next) => (isFile(document) ? next(document) : Promise.resolve()),
  didClose: (document, next) => (isFile(document) ? next(document) : Promise.resolve()),
};
