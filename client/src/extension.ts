import {
  EventEmitter,
  Uri,
  commands,
  languages,
  window,
  workspace,
  type Event,
  type ExtensionContext,
  type TextDocument,
} from "vscode";
import { isFile, startGlob, startSelector } from "./files.ts";
import { ignoreWithReason, turnOff } from "./silence.ts";
import { createReleasesView } from "./releases-view.ts";
import type { Problem } from "./releases.ts";
import type { RepositoryReport } from "./report.ts";
import { provideReview } from "./review.ts";
import { provideShown } from "./shown.ts";
import type { Request } from "./permission.ts";
import type { Server, ServerState } from "./server.ts";
import { createStatus } from "./status.ts";
import { provideTerminalLinks } from "./terminal.ts";
import type { Understood } from "./understood.ts";

/** What the extension tells other extensions. */
export interface TrustedPublishing {
  /** Process id of the language server; undefined while none runs. */
  readonly serverPid: number | undefined;
  /** The server was started, answers, or has stopped. */
  readonly onDidChangeServer: Event<ServerState>;
  /** By the URI of each repository's root. */
  readonly understood: ReadonlyMap<string, Understood>;
  readonly onDidUnderstand: Event<Understood>;
}

let server: Promise<Server> | undefined;

/**
 * The manifest activates the extension for every YAML document, as a lone workflow file has no other language id.
 * That costs some ten milliseconds; the server, which costs a process, starts only where there is something to check.
 * Resolves when that is decided.
 */
export async function activate(context: ExtensionContext): Promise<TrustedPublishing> {
  const { subscriptions } = context;
  const channel = window.createOutputChannel("Trusted Publishing", { log: true });
  const byRoot = new Map<string, Understood>();
  const heard = new EventEmitter<Understood>();
  const changed = new EventEmitter<ServerState>();
  let running: Server | undefined;

  const releases = createReleasesView(async (root) => {
    const answer = (await (await server)?.request("report", { uri: root })) as RepositoryReport | Problem | undefined;
    return answer === undefined || "problem" in answer ? undefined : answer;
  }, context.workspaceState);
  const create = async (): Promise<Server> => {
    // The language client is most of the bundle, and unneeded until now.
    const { createServer } = await import("./server.ts");
    const status = createStatus(byRoot, subscriptions);
    running = createServer(context, channel, {
      understood(understood) {
        status.setUnderstood(understood);
        releases.changed(understood.root);
        heard.fire(understood);
      },
      state(state) {
        status.setState(state);
        void commands.executeCommand("setContext", "trustedPublishing.stopped", state === "stopped");
        if (state !== "running") releases.clear();
        changed.fire(state);
      },
    });
    return running;
  };
  const start = async (): Promise<void> => {
    if (server !== undefined) return;
    server = create();
    await (await server).start();
  };
  const startInBackground = (): void => {
    start().catch((error: unknown) => channel.error(String(error)));
  };
  const startForDocument = (document: TextDocument): void => {
    if (languages.match([...startSelector], document) > 0 && isFile(document)) startInBackground();
  };
  const startForWorkspace = async (): Promise<void> => {
    if (server !== undefined) return;
    const [found] = await workspace.findFiles(startGlob, "**/node_modules/**", 1);
    if (found !== undefined) startInBackground();
  };

  /** For what a person asks, wherever it is. */
  const request: Request = async (question, params) => {
    await start();
    const asked = await server;
    return asked?.request(question, params);
  };
  const command = (name: string, run: (from: unknown) => Promise<void>) =>
    commands.registerCommand(name, (from: unknown) =>
      run(from).catch((error: unknown) => {
        channel.error(String(error));
        void window.showErrorMessage(`It can't be said what to write: ${String(error)}`);
      }),
    );

  subscriptions.push(
    channel,
    releases,
    heard,
    changed,
    commands.registerCommand("trustedPublishing.showOutput", () => channel.show()),
    commands.registerCommand("trustedPublishing.restart", async () => {
      if (server === undefined) await start();
      else await (await server).restart();
    }),
    provideShown(),
    ...provideReview(),
    command("trustedPublishing.createReleaseWorkflow", async () => {
      const { createReleaseWorkflow } = await import("./create.ts");
      await createReleaseWorkflow(request);
    }),
    command("trustedPublishing.showClaims", async (from) => {
      const { showClaims } = await import("./claims.ts");
      await showClaims(request, from);
    }),
    command("trustedPublishing.migrateWorkflow", async (from) => {
      const { migrateWorkflow } = await import("./migrate.ts");
      await migrateWorkflow(request, from);
    }),
    command("trustedPublishing.explainFailure", async (from) => {
      const { explainFailure } = await import("./explain.ts");
      await explainFailure(request, from);
    }),
    command("trustedPublishing.insertPreflight", async (from) => {
      const { insertPreflight } = await import("./preflight.ts");
      await insertPreflight(request, from);
    }),
    command("trustedPublishing.runNpmFlow", async () => {
      const { openNpmFlow } = await import("./npm/flows.ts");
      await openNpmFlow(context.extensionUri);
    }),
    ...provideTerminalLinks(),
    ...(["showChain", "fixAll", "showFields"] as const).map((name) =>
      command(`trustedPublishing.${name}`, async (from) => {
        const chain = await import("./chain.ts");
        await chain[name](request, from);
      }),
    ),
    commands.registerCommand("trustedPublishing.turnOff", turnOff),
    commands.registerCommand("trustedPublishing.ignore", ignoreWithReason),
    commands.registerCommand("trustedPublishing.showRule", (rule: string) =>
      commands.executeCommand("markdown.showPreview", Uri.file(context.asAbsolutePath(`docs/rules/${rule}.md`))),
    ),
    workspace.onDidOpenTextDocument(startForDocument),
    workspace.onDidChangeWorkspaceFolders(startForWorkspace),
  );
  workspace.textDocuments.forEach(startForDocument);
  await Promise.all([startForWorkspace(), showWherePackagesAre()]);

  return {
    get serverPid() {
      return running?.pid;
    },
    onDidChangeServer: changed.event,
    understood: byRoot,
    onDidUnderstand: heard.event,
  };
}

/** The view has a place where a package could be released. */
async function showWherePackagesAre(): Promise<void> {
  const found = await workspace.findFiles(
    "{package.json,*/package.json,packages/*/package.json}",
    "**/node_modules/**",
    20,
  );
  const isOpen = await Promise.all(
    found.map(async (uri) => !isPrivate(new TextDecoder().decode(await workspace.fs.readFile(uri)))),
  );
  await commands.executeCommand("setContext", "trustedPublishing.hasPackages", isOpen.includes(true));
}

/** Also of a text that isn't JSON. */
function isPrivate(text: string): boolean {
  try {
    return (JSON.parse(text) as { readonly private?: unknown } | null)?.private === true;
  } catch {
    return true;
  }
}

export async function deactivate(): Promise<void> {
  await (await server)?.stop();
}
