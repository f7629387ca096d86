import { Uri, l10n, window, workspace } from "vscode";
import { howItPublishes, migrateAt } from "./migrate.ts";
import { rootName } from "../roots.ts";
import { writtenFile, type Keep } from "../view/plan.ts";
import { ask, mayWrite, say, type Request } from "../permission.ts";
import { pickOne } from "../steps.ts";
import { repositoryStep, stepsOf, type Step } from "./create-steps.ts";
import { summary, type ReleasePlan, type Choices, type Offer } from "./releases.ts";
import { previewAndWrite } from "./write.ts";

const title = l10n.t("Create Release Workflow");

/** Asks for as little as it can, shows all that would be written, and writes it after a yes. */
export async function createReleaseWorkflow(request: Request, keep: Keep): Promise<void> {
  if (!(await mayWrite())) return;
  if (workspace.workspaceFolders === undefined)
    return say(l10n.t("Open the repository's folder first: the workflow is written into it."));
  const root = await chosenRoot(request);
  if (root === undefined) return;
  const offer = await ask<Offer>(request, "choices", { uri: root });
  if (offer === undefined) return;
  if (!(await isWanted(request, keep, offer))) return;
  let given = offer;
  for (;;) {
    const choices = await chosen(request, root, given);
    const change = choices && (await ask<ReleasePlan>(request, "change", { uri: root, choices }));
    if (choices === undefined || change === undefined) return;
    const { files, steps, todo } = change;
    const plan = { root, title: l10n.t("Next steps for {0}", choices.file), todo, markdown: steps };
    if (files.length === 0) {
      void window.showInformationMessage(l10n.t("Nothing to write: the workflow is there, with all that it needs."));
      return keep({ ...plan, of: null });
    }
    const replaces = files.some(({ path, before }) => path.endsWith(`/${choices.file}`) && before !== null);
    const name = replaces ? l10n.t("Replace {0}", choices.file) : l10n.t("Create {0}", choices.file);
    const written = await previewAndWrite(files, name, true);
    if (written.kind === "failed") return say(written.problem);
    if (written.kind === "discarded") return;
    if (written.kind === "written") return keep({ ...plan, of: writtenFile(files) });
    given = { ...offer, choices };
  }
}

/** The only repository that is open, or the one that a person picks. */
async function chosenRoot(request: Request): Promise<string | undefined> {
  const roots = (await request("repositories", {})) as readonly string[];
  const [only] = roots;
  if (roots.length < 2) return only;
  const active = window.activeTextEditor?.document.uri.toString();
  const near = roots.filter((root) => active?.startsWith(`${Uri.parse(root).toString()}/`)).at(-1);
  const items = roots.map((root) => ({ label: rootName(root), value: root }));
  const answer = await pickOne({ title }, l10n.t("The repository that gets the workflow"), items, near);
  return typeof answer === "object" ? answer.value : undefined;
}

/** A repository that publishes already is rather migrated: each of its workflows that can be is offered, those with a token first. */
async function isWanted(request: Request, keep: Keep, { publishing, migratable, choices }: Offer): Promise<boolean> {
  const [first] = publishing;
  if (first === undefined) return true;
  const candidates = migratable
    .filter(({ by }) => by !== "oidc")
    .toSorted((a, b) => order.indexOf(a.by) - order.indexOf(b.by));
  const replaces = publishing.some(({ path }) => path.endsWith(`/${choices.file}`));
  const place = `${first.path}:${first.line + 1}`;
  const sure = first.by === "token" || first.by === "oidc";
  const answer = await pickOne(
    { title },
    sure ? l10n.t("{0} publishes to npm already", place) : l10n.t("{0} may publish to npm already", place),
    [
      ...candidates.map((candidate) => ({
        label: `$(arrow-swap) ${l10n.t("Migrate {0}", candidate.path)}`,
        detail: [howItPublishes[candidate.by], l10n.t("Changes this workflow where it must, and keeps the rest.")].join(
          " ",
        ),
        value: candidate,
      })),
      {
        label: replaces
          ? `$(new-file) ${l10n.t("Replace {0} by a new workflow", choices.file)}`
          : `$(new-file) ${l10n.t("Create another workflow")}`,
        detail: replaces
          ? l10n.t("Shows what is lost, and asks again.")
          : l10n.t("Each of the two needs its own trusted publisher on npm."),
        value: null,
      },
    ],
  );
  if (typeof answer !== "object") return false;
  if (answer.value === null) return true;
  await migrateAt(request, keep, answer.value.uri, answer.value.path);
  return false;
}

const order = ["token", "nothing", "unclear"];

/** The defaults, or what a person changes of them; undefined where it is ended. */
async function chosen(request: Request, root: string, offer: Offer): Promise<Choices | undefined> {
  const problemOf = async (choices: Choices): Promise<string | undefined> => {
    const answer = (await request("change", { uri: root, choices })) as { readonly problem?: string };
    return answer.problem;
  };
  let choices = offer.choices;
  const changes = stepsOf(offer, problemOf);
  const named: readonly Step[] = choices.repository === null ? [repositoryStep(problemOf)] : [];
  const overview: Step = async (current, { canGoBack = false }) => {
    const about = current.repository === null ? title : `${title}: ${current.repository}`;
    const answer = await pickOne({ title: about, canGoBack }, l10n.t("What is written is shown before it is written"), [
      { label: `$(check) ${l10n.t("Create with these defaults")}`, detail: summary(current, l10n.t), value: false },
      {
        label: `$(edit) ${l10n.t("Change …")}`,
        detail: l10n.t(
          "What is published, what starts it, tags, branch, package manager, Node, build commands, environment, staging and file name.",
        ),
        value: true,
      },
    ]);
    return typeof answer === "object" ? { value: answer.value ? {} : { packages: current.packages } } : answer;
  };
  const steps = [...named, overview, ...changes];
  for (let at = 0; at < steps.length;) {
    const step = at - named.length;
    const numbers = step > 0 ? { step, totalSteps: changes.length } : {};
    const answer = await steps[at]?.(choices, { title, ...numbers, canGoBack: at > 0 });
    if (answer === undefined) return undefined;
    if (answer === "back") {
      at--;
      continue;
    }
    choices = { ...choices, ...answer.value };
    if (step === 0 && answer.value.packages !== undefined) return choices;
    at++;
  }
  return choices;
}
