import { Uri, window, l10n } from "vscode";
import { ask, say, type Request } from "./permission.ts";
import { showNextSteps } from "./shown.ts";

/** Shows the OIDC claims of the workflow that a menu was opened on, or of the active editor's, else those of every release job. */
export async function showClaims(request: Request, from: unknown): Promise<void> {
  const given = typeof from === "string" ? Uri.parse(from) : from;
  const active = given instanceof Uri ? given : window.activeTextEditor?.document.uri;
  const isWorkflow = active !== undefined && /[\\/]\.github[\\/]workflows[\\/][^\\/]+\.ya?ml$/.test(active.path);
  const roots = isWorkflow ? [active.toString()] : ((await request("repositories", {})) as readonly string[]);
  const [first] = roots;
  if (first === undefined) return say(l10n.t("No repository with workflows is open."));
  const texts: string[] = [];
  for (const uri of roots) {
    const answer = await ask<{ readonly markdown: string }>(request, "claims", { uri });
    if (answer === undefined) return;
    texts.push(answer.markdown);
  }
  await showNextSteps(texts.join("\n"), l10n.t("OIDC claims"));
}
