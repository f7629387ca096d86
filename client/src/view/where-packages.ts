import { commands, workspace, type Disposable } from "vscode";

/** Sets the context key of the view, which has a place where a package could be released, now and as packages come and go. */
export async function showWherePackagesAre(subscriptions: Disposable[]): Promise<void> {
  const watcher = workspace.createFileSystemWatcher("**/package.json");
  let looking: ReturnType<typeof setTimeout> | undefined;
  const soon = ({ path }: { readonly path: string }): void => {
    if (path.includes("/node_modules/")) return;
    clearTimeout(looking);
    looking = setTimeout(() => void look(), 500);
  };
  subscriptions.push(
    watcher,
    watcher.onDidCreate(soon),
    watcher.onDidChange(soon),
    watcher.onDidDelete(soon),
    workspace.onDidChangeWorkspaceFolders(() => void look()),
    { dispose: () => clearTimeout(looking) },
  );
  await look();
}

async function look(): Promise<void> {
  const found = await workspace.findFiles(
    "{package.json,*/package.json,packages/*/package.json}",
    "**/node_modules/**",
    20,
  );
  const isOpen = await Promise.all(
    found.map((uri) =>
      workspace.fs.readFile(uri).then(
        (bytes) => !isPrivate(new TextDecoder().decode(bytes)),
        () => false,
      ),
    ),
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
