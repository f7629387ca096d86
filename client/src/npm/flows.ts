import {
  UIKind,
  Uri,
  env,
  l10n,
  window,
  workspace,
  type QuickPickItem,
  type Terminal,
  type WorkspaceFolder,
} from "vscode";
import { say } from "../permission.ts";

interface Flow extends QuickPickItem {
  /** The words of the command line. */
  readonly words: string;
}

const flows: readonly Flow[] = [
  {
    label: l10n.t("See how each package came to npm"),
    detail: l10n.t("Reads npm's public pages, without a login"),
    words: "check --registry",
  },
  {
    label: l10n.t("Write down what npm trusts"),
    detail: l10n.t("Asks npm, and writes the record"),
    words: "trust import --write",
  },
  {
    label: l10n.t("Compare the record with npm"),
    detail: l10n.t("Asks npm, and changes nothing"),
    words: "trust diff",
  },
  {
    label: l10n.t("Add the trusted publishers that the next release needs"),
    detail: l10n.t("Shows the plan and asks before it begins"),
    words: "trust apply",
  },
  {
    label: l10n.t("Print how to disallow tokens"),
    detail: l10n.t("For packages that were released through OIDC"),
    words: "trust lock",
  },
  {
    label: l10n.t("List staged releases"),
    detail: l10n.t("With the lines that approve or reject them"),
    words: "stage",
  },
];

/** Runs one of the flows between npm and the record in a terminal, where npm asks for login and second factor itself. */
export async function openNpmFlow(extension: Uri): Promise<Terminal | undefined> {
  if (!workspace.isTrusted) {
    say(l10n.t("This runs your npm in a terminal, which needs a workspace that you trust."));
    return undefined;
  }
  const folder = await folderOf();
  if (folder === undefined) return undefined;
  const flow = await window.showQuickPick(flows, {
    title: l10n.t("npm and the Record of Trusted Publishers"),
    matchOnDetail: true,
  });
  if (flow === undefined) return undefined;
  const terminal = window.createTerminal({ name: "Trusted Publishing", cwd: folder.uri });
  terminal.show();
  terminal.sendText(`node ${shellWord(Uri.joinPath(extension, "dist/cli.js").fsPath)} ${flow.words}`);
  return terminal;
}

async function folderOf(): Promise<WorkspaceFolder | undefined> {
  const local = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === "file");
  const [only, ...others] = local;
  if (only === undefined)
    say(
      env.uiKind === UIKind.Web
        ? l10n.t(
            "This runs npm in a terminal, which a browser doesn't have: run `npx trusted-publishing trust` in a clone.",
          )
        : l10n.t("Open a folder of this computer first: npm runs in it."),
    );
  return others.length === 0 ? only : window.showWorkspaceFolderPick({ placeHolder: l10n.t("The repository") });
}

/** A path as one word of the terminal's own shell. */
function shellWord(path: string): string {
  if (/cmd(?:\.exe)?$/i.test(env.shell)) return `"${path}"`;
  return /(?:pwsh|powershell)(?:\.exe)?$/i.test(env.shell)
    ? `'${path.replaceAll("'", "''")}'`
    : `'${path.replaceAll("'", `'\\''`)}'`;
}
