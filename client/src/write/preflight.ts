import { Uri, window, workspace, l10n } from "vscode";
import { ask, mayWrite, say, type Request } from "../permission.ts";
import type { NewText } from "./releases.ts";
import { showMarkdown } from "../shown.ts";
import { previewAndWrite } from "./write.ts";

/** Shows the workflow with a preflight in it, which asks npm whether it knows the workflow, and writes it after a yes. */
export async function insertPreflight(request: Request, from: unknown): Promise<void> {
  if (!(await mayWrite())) return;
  const uri = from instanceof Uri ? from : window.activeTextEditor?.document.uri;
  if (uri === undefined || !/[\\/]\.github[\\/]workflows[\\/][^\\/]+\.ya?ml$/.test(uri.path))
    return say(l10n.t("Open the workflow that publishes first: the preflight goes into it."));
  const change = await ask<{ readonly files: readonly NewText[]; readonly notes: readonly string[] }>(
    request,
    "preflight",
    { uri: uri.toString() },
  );
  if (change === undefined) return;
  const steps = `# Then\n\n${change.notes.map((note) => `- ${note}`).join("\n")}\n`;
  const name = workspace.asRelativePath(uri, false).replace(/^.*\//, "");
  const written = await previewAndWrite(change.files, l10n.t("Insert Preflight into {0}", name));
  if (written.kind === "failed") return say(written.problem);
  if (written.kind === "written") await showMarkdown("Preflight", steps);
}
