import {
  EventEmitter,
  Uri,
  commands,
  l10n,
  languages,
  window,
  workspace,
  type Event,
  type ExtensionContext,
  type TextDocument,
} from "vscode";
import { isFile, startGlob, startSelector } from "./files.ts";
import { ignoreWithReason, turnOff } from "./silence.ts";
import type { Keep } from "./view/plan.ts";
import { createReleasesView } from "./view/releases-view.ts";
import type { Problem } from "./write/releases.ts";
import type { RepositoryReport } from "./view/report.ts";
import { provideReview } from "./write/review.ts";
import { provideShown, showPage } from "./shown.ts";
import type { Request } from "./permission.ts";
import type { Server, ServerState } from "./server.ts";
import { createStatus } from "./status.ts";
import { provideTerminalLinks } from "./terminal.ts";
import { inEnglish, words, type Understood } from "./understood.ts";
import { showWherePackagesAre } from "./view/where-packages.ts";

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
  const keep: Keep = (plan) => releases.begin(plan);
  const create = async (): Promise<Server> => {
    // The language client is most of the bundle, and unneeded until now.
    const { createServer } = await import("./server.ts");
    const status = createStatus(byRoot, subscriptions);
    running = createServer(context, channel, {
      understood(understood) {
        const { text, detail } = words(understood, inEnglish);
        channel.info(`${understood.root}: ${text}. ${detail}. (${understood.version})`);
        status.setUnderstood(understood);
        releases.changed(understood.root);
        heard.fire(understood);
      },
      state(state) {
        channel.info(`The server is ${state}.`);
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
        void window.showErrorMessage(l10n.t("The command failed: {0}", String(error)));
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
      const { createReleaseWorkflow } = await import("./write/create.ts");
      await createReleaseWorkflow(request, keep);
    }),
    command("trustedPublishing.showClaims", async (from) => {
      const { showClaims } = await import("./claims.ts");
      await showClaims(request, from);
    }),
    command("trustedPublishing.migrateWorkflow", async (from) => {
      const { migrateWorkflow } = await import("./write/migrate.ts");
      await migrateWorkflow(request, keep, from);
    }),
    command("trustedPublishing.explainFailure", async (from) => {
      const { explainFailure } = await import("./explain.ts");
      await explainFailure(request, from);
    }),
    command("trustedPublishing.insertPreflight", async (from) => {
      const { insertPreflight } = await import("./write/preflight.ts");
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
      showPage(Uri.joinPath(context.extensionUri, `docs/rules/${rule}.md`), rule),
    ),
    workspace.onDidOpenTextDocument(startForDocument),
    workspace.onDidChangeWorkspaceFolders(startForWorkspace),
  );
  workspace.textDocuments.forEach(startForDocument);
  await Promise.all([startForWorkspace(), showWherePackagesAre(subscriptions)]);

  return {
    get serverPid() {
      return running?.pid;
    },
    onDidChangeServer: changed.event,
    understood: byRoot,
    onDidUnderstand: heard.event,
  };
}

export async function deactivate(): Promise<void> {
  await (await server)?.stop();
}
