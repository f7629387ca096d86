import type {
  CodeLens,
  Diagnostic,
  InitializeResult,
  Position,
  ProtocolConnection,
  PublishDiagnosticsParams,
} from "vscode-languageserver-protocol/node";
import { statesWith } from "../host/memory.ts";
import type { Files } from "./repositories.ts";

/** As vscode.dev opens a repository. */
export const address = "vscode-vfs://github/acme/widgets";

/** All that a server says of a repository when every file that it checks is open, with `ROOT` for the root's URI. */
export async function everythingSaid(client: ProtocolConnection, root: string, files: Files): Promise<unknown> {
  const published = new Map<string, readonly Diagnostic[]>();
  const versions = new Map<string, number | undefined>();
  let look = (): void => undefined;
  client.onError(() => undefined);
  client.onNotification(
    "textDocument/publishDiagnostics",
    ({ uri, diagnostics, version }: PublishDiagnosticsParams) => {
      published.set(uri, diagnostics);
      versions.set(uri, version);
      look();
    },
  );
  let understood: unknown;
  client.onNotification("trustedPublishing/understood", (params: object) => {
    // It counts reports, of which there may be more or fewer.
    understood = { ...params, version: undefined };
    look();
  });
  client.onRequest("workspace/configuration", ({ items }: { items: readonly unknown[] }) => items.map(() => null));
  client.onRequest("client/registerCapability", () => null);
  client.onRequest("client/unregisterCapability", () => null);
  client.onRequest("trustedPublishing/read", (wanted: Wanted) => read(root, files, wanted));
  client.listen();

  const initialized = await client.sendRequest<InitializeResult>("initialize", {
    processId: null,
    rootUri: null,
    workspaceFolders: [{ uri: root, name: "widgets" }],
    initializationOptions: { understood: true, commands: true, reads: true, today: "2026-11-21" },
    capabilities: {
      workspace: {
        configuration: true,
        workspaceFolders: true,
        didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
        workspaceEdit: { documentChanges: true },
      },
      textDocument: {
        publishDiagnostics: { relatedInformation: true, versionSupport: true, codeDescriptionSupport: true },
        hover: { contentFormat: ["markdown", "plaintext"] },
        codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
      },
    },
  });
  await client.sendNotification("initialized", {});
  const opened = Object.entries(files).filter(([path]) => /(?:^|\/)package\.json$|^\.github\/|\.npmrc$/.test(path));
  for (const [path, text] of opened)
    await client.sendNotification("textDocument/didOpen", {
      textDocument: { uri: `${root}/${path}`, languageId: path.endsWith(".yml") ? "yaml" : "json", version: 1, text },
    });
  const checked = opened.map(([path]) => `${root}/${path}`).filter((uri) => !uri.includes("/node_modules/"));
  await new Promise<void>((resolve, reject) => {
    const patience = setTimeout(() => reject(new Error(`Said only ${[...versions.keys()].join()}`)), 30_000);
    look = () => {
      // A package.json that nothing publishes isn't read, and so nothing is sent for it.
      const shown = [...published].filter(([uri]) => uri.includes("/workflows/")).map(([uri]) => versions.get(uri));
      const workflows = checked.filter((uri) => uri.includes("/workflows/")).length;
      if (understood === undefined || shown.length < workflows || shown.some((version) => version !== 1)) return;
      clearTimeout(patience);
      resolve();
    };
    look();
  });

  const ask = (method: string, params: object): Promise<unknown> => client.sendRequest(method, params);
  const documents: Record<string, unknown> = {};
  for (const uri of checked) {
    const textDocument = { uri };
    const found = (await ask("textDocument/codeLens", { textDocument })) as readonly CodeLens[];
    const lenses = await Promise.all(found.map(async (lens) => (lens.command ? lens : ask("codeLens/resolve", lens))));
    const diagnostics = (published.get(uri) ?? []).toSorted((one, other) => order(one.range.start, other.range.start));
    const places = [...found.map(({ range }) => range.start), ...diagnostics.map(({ range }) => range.start)];
    documents[uri] = {
      diagnostics,
      lenses,
      hovers: await Promise.all(places.map((position) => ask("textDocument/hover", { textDocument, position }))),
      chains: await Promise.all(places.map((position) => ask("trustedPublishing/chain", { uri, position }))),
      actions: await Promise.all(
        diagnostics.map((diagnostic) =>
          ask("textDocument/codeAction", {
            textDocument,
            range: diagnostic.range,
            context: { diagnostics: [diagnostic] },
          }),
        ),
      ),
    };
  }
  const uri = root;
  const said = {
    capabilities: initialized.capabilities,
    understood,
    documents,
    repositories: await ask("trustedPublishing/repositories", {}),
    report: await ask("trustedPublishing/report", { uri }),
    claims: await ask("trustedPublishing/claims", { uri }),
    choices: await ask("trustedPublishing/choices", { uri }),
    change: await ask("trustedPublishing/change", { uri, choices: {} }),
    migratable: await ask("trustedPublishing/migratable", { uri }),
    migrate: await ask("trustedPublishing/migrate", { uri: `${root}/.github/workflows/release.yml` }),
    preflight: await ask("trustedPublishing/preflight", { uri: `${root}/.github/workflows/release.yml` }),
    explain: await ask("trustedPublishing/explain", { uri, text: "npm error code E404", code: "E404" }),
  };
  return JSON.parse(JSON.stringify(said).replaceAll(root, "ROOT")) as unknown;
}

interface Wanted {
  readonly files: readonly { readonly uri: string; readonly most: number }[];
  readonly directories: readonly string[];
  readonly trees: readonly string[];
}

/** Answers as client/src/read.ts does, with files in memory. */
function read(root: string, files: Files, wanted: Wanted): unknown {
  const states = statesWith(files);
  const pathOf = (uri: string): string => decodeURIComponent(uri.slice(root.length + 1));
  const texts: Record<string, unknown> = {};
  const names: Record<string, unknown> = {};
  const tree = (uri: string): void => {
    const found = (names[uri] = states.directories.get(pathOf(uri)) ?? "absent");
    if (found === "absent") return;
    for (const name of found)
      if (name.endsWith("/")) tree(`${uri}/${encodeURIComponent(name.slice(0, -1))}`);
      else texts[`${uri}/${name}`] = { text: files[pathOf(`${uri}/${name}`)] };
  };
  for (const { uri } of wanted.files) {
    const text = files[pathOf(uri)];
    texts[uri] = text === undefined ? "absent" : { text };
  }
  for (const uri of wanted.directories) names[uri] = states.directories.get(pathOf(uri)) ?? "absent";
  wanted.trees.forEach(tree);
  return { files: texts, directories: names };
}

function order(one: Position, other: Position): number {
  return one.line - other.line || one.character - other.character;
}
