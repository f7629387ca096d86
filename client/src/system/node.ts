import { l10n } from "vscode";
import { access, constants } from "node:fs/promises";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { clientId, clientName, type System } from "./system.ts";

/** A desktop, or the machine that a remote window works on: the server is a process. */
export const system: System = {
  createClient(context, options) {
    const module = context.asAbsolutePath("dist/server.js");
    const client = new LanguageClient(clientId, clientName, { module, transport: TransportKind.ipc }, options);
    return { client, pid: () => client.serverProcess?.pid };
  },
  async whyUnwritable(uri) {
    if (uri.scheme !== "file") return undefined;
    return access(uri.fsPath, constants.W_OK).then(
      () => undefined,
      () => l10n.t("permission denied"),
    );
  },
};
