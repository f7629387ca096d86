import { Uri, window, workspace } from "vscode";
import { showNextSteps } from "./shown.ts";
import { ask, mayWrite, say, type Request } from "./permission.ts";
import type { Candidate, Migration } from "./releases.ts";
import { pickOne } from "./steps.ts";
import { previewAndWrite } from "./write.ts";

const title = "Migrate This Workflow";

/** Migrates the workflow that a menu was opened on, else the one in the active editor, else one of the repository. */
export async function migrateWorkflow(request: Request, from: unknown): Promise<void> {
  if (!(await mayWrite())) return;
  const given = typeof from === "string" ? Uri.parse(from) : from;
  const uri = given instanceof Uri ? given : window.activeTextEditor?.document.uri;
  if (uri !== undefined && /[\\/]\.github[\\/]workflows[\\/][^\\/]+\.ya?ml$/.test(uri.path))
    return migrateAt(request, uri.toString(), workspace.asRelativePath(uri, false));
  const roots = (await request("repositories", {})) as readonly string[];
  const found: Candidate[] = [];
  for (const root of roots) found.push(...((await request("migratable", { uri: root })) as readonly Candidate[]));
  const candidates = found.filter(({ by }) => by !== "oidc");
  const [first] = candidates;
  if (first === undefined)
    return say(
      found.length > 0
        ? "Every workflow here that publishes to npm does so through OIDC already."
        : "No workflow here is known to publish to npm.",
    );
  const items = candidates.map((candidate) => ({
    label: workspace.asRelativePath(Uri.parse(candidate.uri)),
    detail: howItPublishes[candidate.by],
    value: candidate,
  }));
  const answer = await pickOne({ title }, "The workflow to migrate", items);
  if (typeof answer === "object") await migrateAt(request, answer.value.uri, answer.value.path);
}

/** In a sentence. */
export const howItPublishes: Readonly<Record<Candidate["by"], string>> = {
  token: "Publishes with a token.",
  nothing: "Can't publish as it is.",
  oidc: "Publishes through OIDC.",
  unclear: "How it publishes isn't understood.",
};

/** Shows what changes in one workflow, and what is left, and writes it after a yes. */
export async function migrateAt(request: Request, uri: string, path: string): Promise<void> {
  let migration = await ask<Migration>(request, "migrate", { uri });
  if (migration?.files.length === 0 && migration.hasToken) {
    const [keep, remove] = ["keep", "remove"] as const;
    const answer = await pickOne({ title }, `${path} is ready for OIDC, and still has its token`, [
      { label: "$(list-ordered) Show the next steps", detail: "Nothing is changed.", value: keep },
      {
        label: "$(trash) Take the token out",
        detail: "Once npm trusts the workflow: a release that npm doesn't trust fails then.",
        value: remove,
      },
    ]);
    if (typeof answer !== "object") return;
    if (answer.value === remove) migration = await ask<Migration>(request, "migrate", { uri, removeToken: true });
  }
  if (migration === undefined) return;
  const { files, tasks, left, steps } = migration;
  if (files.length > 0) {
    const name = `Migrate ${path.slice(path.lastIndexOf("/") + 1)}`;
    const written = await previewAndWrite(files, name);
    if (written.kind === "failed") return say(written.problem);
    if (written.kind !== "written") return;
  }
  const heading =
    files.length > 0
      ? "The workflow is migrated: commit, then go on here"
      : tasks.length > 0
        ? "The workflow needs no change"
        : left.length > 0
          ? "The workflow can't be migrated"
          : "The workflow needs nothing";
  await showNextSteps(`# ${heading}\n\n${steps}`);
}
