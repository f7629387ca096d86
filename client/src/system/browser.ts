import { Uri, window, workspace, type ExtensionContext, l10n } from "vscode";
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type LanguageClientOptions,
} from "vscode-languageclient/browser";
import { clientId, clientName, type System } from "./system.ts";

/** A browser, as of vscode.dev and github.dev: the server is a worker. */
export const system: System = {
  createClient,
  // A virtual file system refuses a file when it is written.
  whyUnwritable: () => Promise.resolve(undefined),
};

/** A root that takes more seconds is left out; on a desktop the server's own thread looks after that. */
const mostSeconds = 10;

function createClient(context: ExtensionContext, options: LanguageClientOptions): ReturnType<System["createClient"]> {
  const leftOut = new Set<string>();
  /** What the worker has begun, the last one last, and for how many seconds. */
  let busy = new Map<string, number>();
  let end = (): void => undefined;

  /** VS Code may put a worker of its own kind in the place of `Worker`, which the library doesn't recognise. */
  async function startWorker() {
    end();
    busy = new Map();
    const script = (name: string): string => Uri.joinPath(context.extensionUri, "dist", name).toString(true);
    const worker = new Worker(script("browser-server.js"));
    worker.postMessage({ answers: script("browser-answers.js") }, []);
    const reader = new WorkerReader(worker);
    end = () => {
      worker.terminate();
      reader.end();
    };
    worker.addEventListener("error", () => end());
    return Promise.resolve({ reader, writer: new BrowserMessageWriter(worker) });
  }

  const given = options.initializationOptions as object;
  const client = new LanguageClient(clientId, clientName, startWorker, {
    ...options,
    initializationOptions: () => ({ ...given, leftOut: [...leftOut] }),
  });

  const clock = setInterval(() => {
    for (const [root, seconds] of busy) busy.set(root, seconds + 1);
    const [last] = [...busy].slice(-1);
    if (last === undefined || last[1] <= mostSeconds) return;
    const [root] = last;
    leftOut.add(root);
    const name = workspace.asRelativePath(Uri.parse(root));
    void window.showWarningMessage(
      l10n.t("{0} is no longer checked: it took more than {1} seconds.", name, mostSeconds),
    );
    // The client starts another, and tells it what is open.
    end();
  }, 1_000);

  context.subscriptions.push(
    client.onNotification("trustedPublishing/busy", ({ begins, ends }: { begins?: string; ends?: string }) => {
      if (ends !== undefined) busy.delete(ends);
      if (begins === undefined) return;
      busy.delete(begins);
      busy.set(begins, 0);
    }),
    {
      dispose() {
        clearInterval(clock);
        end();
      },
    },
  );
  return { client, pid: () => undefined };
}

/** A worker that ends doesn't say so. */
class WorkerReader extends BrowserMessageReader {
  end(): void {
    this.fireClose();
  }
}
