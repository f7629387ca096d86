import { Uri, l10n, window, workspace } from "vscode";
import { showNextSteps } from "../shown.ts";
import { ask, mayWrite, say, type Request } from "../permission.ts";
import type { Candidate, Migration } from "./releases.ts";
import { writtenFile, type Keep } from "../view/plan.ts";
import { pickOne } from "../steps.ts";
import { previewAndWrite } from "./write.ts";

const title = l10n.t("Migrate This Workflow");

/** Migrates the workflow that a menu was opened on, else the one in the active editor, else one of the repository. */
export async function migrateWorkflow(request: Request, keep: Keep, from: unknown): Promise<void> {
  if (!(await mayWrite())) return;
  const given = typeof from === "string" ? Uri.parse(from) : from;
  const uri = given instanceof Uri ? given : window.activeTextEditor?.document.uri;
  if (uri !== undefined && /[\\/]\.github[\\/]workflows[\\/][^\\/]+\.ya?ml$/.test(uri.path))
    return migrateAt(request, keep, uri.toString(), workspace.asRelativePath(uri, false));
  const roots = (await request("repositories", {})) as readonly string[];
  const found: Candidate[] = [];
  for (const root of roots) found.push(...((await request("migratable", { uri: root })) as readonly Candidate[]));
  const candidates = found.filter(({ by }) => by !== "oidc");
  const [first] = candidates;
  if (first === undefined)
    return void window.showInformationMessage(
      found.length > 0
        ? l10n.t("Every workflow here that publishes to npm does so through OIDC already.")
        : l10n.t("No workflow here is known to publish to npm."),
    );
  const items = candidates.map((candidate) => ({
    label: workspace.asRelativePath(Uri.parse(candidate.uri)),
    detail: howItPublishes[candidate.by],
    value: candidate,
  }));
  const answer = await pickOne({ title }, l10n.t("The workflow to migrate"), items);
  if (typeof answer === "object") await migrateAt(request, keep, answer.value.uri, answer.value.path);
}

/** In a sentence. */
export const howItPublishes: Readonly<Record<Candidate["by"], string>> = {
  token: l10n.t("Publishes with a token."),
  nothing: l10n.t("Can't publish as it is."),
  oidc: l10n.t("Publishes through OIDC."),
  unclear: l10n.t("How it publishes isn't understood."),
};

/** Shows what changes in one workflow, and what is left, and writes it after a yes. */
export async function migrateAt(request: Request, keep: Keep, uri: string, path: string): Promise<void> {
  let migration = await ask<Migration>(request, "migrate", { uri });
  if (migration?.files.length === 0 && migration.hasToken) {
    const [keep, remove] = ["keep", "remove"] as const;
    const answer = await pickOne({ title }, l10n.t("{0} is ready for OIDC, and still has its token", path), [
      { label: `$(list-ordered) ${l10n.t("Show the next steps")}`, detail: l10n.t("Nothing is changed."), value: keep },
      {
        label: `$(trash) ${l10n.t("Take the token out")}`,
        detail: l10n.t("Once npm trusts the workflow: a release that npm doesn't trust fails then."),
        value: remove,
      },
    ]);
    if (typeof answer !== "object") return;
    if (answer.value === remove) migration = await ask<Migration>(request, "migrate", { uri, removeToken: true });
  }
  if (migration === undefined) return;
  const { files, todo, left, steps } = migration;
  if (files.length > 0) {
    const name = l10n.t("Migrate {0}", path.slice(path.lastIndexOf("/") + 1));
    const written = await previewAndWrite(files, name);
    if (written.kind === "failed") return say(written.problem);
    if (written.kind !== "written") return;
  }
  if (todo.length === 0) {
    const heading = left.length > 0 ? l10n.t("The workflow can't be migrated") : l10n.t("The workflow needs nothing");
    return showNextSteps(`# ${heading}\n\n${steps}`);
  }
  const name = path.slice(path.lastIndexOf("/") + 1);
  const root = uri.slice(0, uri.lastIndexOf("/.github/"));
  await keep({ root, title: l10n.t("Next steps for {0}", name), todo, markdown: steps, of: writtenFile(files) });
}
