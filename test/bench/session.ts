import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import {
  ConfigurationRequest,
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  PublishDiagnosticsNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";
import { typed, type Keystroke } from "./typing.ts";

/** A document open in the server. */
interface Opened {
  readonly text: string;
  /** Resolves when the findings of the changed document have arrived. */
  type(keystroke: Keystroke): Promise<void>;
}

export interface Session {
  /** Resolves when the document's findings have arrived. */
  open(path: string): Promise<Opened>;
  /** Resident memory of the server in MiB, or undefined where the system doesn't tell. */
  memory(): number | undefined;
  /** CPU time of the server in milliseconds so far, of all its threads; 0 where the system doesn't tell. */
  cpu(): number;
  stop(): Promise<void>;
}

/** Starts the bundled server in a folder, as an editor does. */
export async function start(folder: string, server = "dist/server.js"): Promise<Session> {
  const child = spawn(process.execPath, [server, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  let stopping = false;
  const exited = new Promise<void>((resolve, reject) =>
    child.once("exit", (code) => (stopping ? resolve() : reject(new Error(`The server ended with ${code}.`)))),
  );
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const waiting = new Map<string, { readonly version: number; readonly resolve: () => void }>();
  connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, version }) => {
    const waiter = waiting.get(uri);
    if (waiter === undefined || (version ?? 0) < waiter.version) return;
    waiting.delete(uri);
    waiter.resolve();
  });
  connection.onRequest(ConfigurationRequest.type, ({ items }) => items.map(() => null));
  connection.listen();
  const uri = pathToFileURL(folder).href;
  const capabilities = {
    workspace: { configuration: true, workspaceFolders: true },
    textDocument: { publishDiagnostics: { versionSupport: true, relatedInformation: true } },
  };
  await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: uri,
    workspaceFolders: [{ uri, name: "bench" }],
    capabilities,
  });
  await connection.sendNotification(InitializedNotification.type, {});

  const findings = (of: string, version: number) =>
    Promise.race([new Promise<void>((resolve) => waiting.set(of, { version, resolve })), exited]);

  return {
    async open(path) {
      const document = pathToFileURL(path).href;
      let text = readFileSync(path, "utf8");
      let version = 1;
      const arrived = findings(document, version);
      const textDocument = { uri: document, languageId: "yaml", version, text };
      await connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
      await arrived;
      return {
        get text() {
          return text;
        },
        async type(keystroke) {
          const { offset, remove, insert } = keystroke;
          const range = { start: positionAt(text, offset), end: positionAt(text, offset + remove) };
          text = typed(text, keystroke);
          version++;
          const changed = findings(document, version);
          await connection.sendNotification(DidChangeTextDocumentNotification.type, {
            textDocument: { uri: document, version },
            contentChanges: [{ range, text: insert }],
          });
          await changed;
        },
      };
    },
    memory: () => residentMemory(child.pid ?? 0),
    cpu: () => cpuTime(child.pid ?? 0),
    async stop() {
      stopping = true;
      await connection.sendRequest(ShutdownRequest.type);
      await connection.sendNotification(ExitNotification.type);
      await exited;
      connection.dispose();
    },
  };
}

function positionAt(text: string, offset: number) {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

/** Linux counts in hundredths of a second. */
function cpuTime(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [user, system] = stat
      .slice(stat.lastIndexOf(")") + 2)
      .split(" ")
      .slice(11, 13);
    return (Number(user) + Number(system)) * 10;
  } catch {
    return 0;
  }
}

function residentMemory(pid: number): number | undefined {
  try {
    const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kibibytes === undefined ? undefined : Number(kibibytes) / 1024;
  } catch {
    return undefined;
  }
}
