import type { ExtensionContext, Uri } from "vscode";
import type { BaseLanguageClient, LanguageClientOptions } from "vscode-languageclient";

/** What differs between a desktop and a browser: each has a file of its own here, and esbuild.mjs chooses. */
export interface System {
  /** A client whose server isn't started yet, and the process id of the server once it runs, where it is a process. */
  createClient(
    context: ExtensionContext,
    options: LanguageClientOptions,
  ): { readonly client: BaseLanguageClient; readonly pid: () => number | undefined };
  /** Why a file can't be written, as a part of a sentence; undefined where nothing tells before. */
  whyUnwritable(uri: Uri): Promise<string | undefined>;
}

/** The settings and the trace of the language server go by this id. */
export const clientId = "trustedPublishing";

export const clientName = "Trusted Publishing";
