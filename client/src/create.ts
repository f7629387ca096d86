import { Uri, window, workspace } from "vscode";
import { howItPublishes, migrateAt } from "./migrate.ts";
import { rootName } from "./roots.ts";
import { showNextSteps } from "./shown.ts";
import { ask, mayWrite, say, type Request } from "./permission.ts";
import { described, managers, summary, triggers, type ReleasePlan, type Choices, type Offer } from "./releases.ts";
import { pickOne, pickSome, typed, type Answer, type StepPlace } from "./steps.ts";
import { previewAndWrite } from "./write.ts";

const title = "Create Release Workflow";

/** Asks for as little as it can, shows all that would be written, and writes it after a yes. */
export async function createReleaseWorkflow(request: Request): Promise<void> {
  if (!(await mayWrite())) return;
  if (workspace.workspaceFolders === undefined)
    return say("Open the repository's folder first: the workflow is written into it.");
  const root = await chosenRoot(request);
  if (root === undefined) return;
  const offer = await ask<Offer>(request, "choices", { uri: root });
  if (offer === undefined) return;
  if (!(await isWanted(request, offer))) return;
  let given = offer;
  for (;;) {
    const choices = await chosen(request, root, given);
    const change = choices && (await ask<ReleasePlan>(request, "change", { uri: root, choices }));
    if (choices === undefined || change === undefined) return;
    const { files, steps } = change;
    if (files.length === 0)
      return showNextSteps(`# Nothing to write: the workflow is there, and all that it needs\n\n${steps}`);
    const replaces = files.some(({ path, before }) => path.endsWith(`/${choices.file}`) && before !== null);
    const name = `${replaces ? "Replace" : "Create"} ${choices.file}`;
    const written = await previewAndWrite(files, name, true);
    if (written.kind === "failed") return say(written.problem);
    if (written.kind === "discarded") return;
    if (written.kind === "written")
      return showNextSteps(`# The release workflow is written: commit, then go on here\n\n${steps}`);
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
  const answer = await pickOne({ title }, "The repository that gets the workflow", items, near);
  return typeof answer === "object" ? answer.value : undefined;
}

/** A repository that publishes already is rather migrated: each of its workflows that can be is offered, those with a token first. */
async function isWanted(request: Request, { publishing, migratable, choices }: Offer): Promise<boolean> {
  const [first] = publishing;
  if (first === undefined) return true;
  const candidates = migratable
    .filter(({ by }) => by !== "oidc")
    .toSorted((a, b) => order.indexOf(a.by) - order.indexOf(b.by));
  const replaces = publishing.some(({ path }) => path.endsWith(`/${choices.file}`));
  const sure = first.by === "token" || first.by === "oidc";
  const answer = await pickOne(
    { title },
    `${first.path}:${first.line + 1} ${sure ? "publishes" : "may publish"} to npm already`,
    [
      ...candidates.map((candidate) => ({
        label: `$(arrow-swap) Migrate ${candidate.path}`,
        detail: `${howItPublishes[candidate.by]} Changes this workflow where it must, and keeps the rest.`,
        value: candidate,
      })),
      {
        label: replaces
          ? `$(new-file) Replace ${choices.file} by a new workflow`
          : "$(new-file) Create another workflow",
        detail: replaces
          ? "Shows what is lost, and asks again."
          : "Each of the two needs its own trusted publisher on npm.",
        value: undefined,
      },
    ],
  );
  if (typeof answer !== "object") return false;
  if (answer.value === undefined) return true;
  await migrateAt(request, answer.value.uri, answer.value.path);
  return false;
}

const order = ["token", "nothing", "unclear"];

type Step = (choices: Choices, place: StepPlace) => Promise<Answer<Partial<Choices>>>;

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
    const answer = await pickOne({ title: about, canGoBack }, "What is written is shown before it is written", [
      { label: "$(check) Create with these defaults", detail: summary(current), value: false },
      {
        label: "$(edit) Change …",
        detail: `${offer.packages.length > 1 ? "Packages, trigger" : "Trigger"}, tags, branch, package manager, Node, build commands, environment, staging and file name.`,
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

type ProblemOf = (choices: Choices) => Promise<string | undefined>;

function stepsOf({ packages }: Offer, problemOf: ProblemOf): readonly Step[] {
  const packageStep: Step = async (choices, place) => {
    const items = packages.map(({ name, directory }) => ({
      label: name,
      ...(directory === "" ? {} : { description: directory }),
      picked: choices.packages.includes(directory),
      value: directory,
    }));
    return mapped(await pickSome(place, "Packages to publish", items), (chosenOnes) => ({ packages: chosenOnes }));
  };
  const triggerStep: Step = async (choices, place) => {
    const items = triggers.map((value) => ({ ...described[value], value }));
    return mapped(await pickOne(place, "What starts a release?", items, choices.trigger), (trigger) => ({ trigger }));
  };
  const environmentStep: Step = async (choices, place) => {
    const prompt = "GitHub environment of the job that publishes; leave it empty for none";
    const check = (text: string) =>
      text === "" ? Promise.resolve(undefined) : problemOf({ ...choices, environment: text });
    return mapped(await typed(place, prompt, choices.environment ?? "", check), (text) => ({
      environment: text === "" ? null : text,
    }));
  };
  const actionStep: Step = async (choices, place) => {
    const items = [
      { label: "npm publish", detail: "A release is public at once.", value: "publish" as const },
      { label: "npm stage publish", detail: "A maintainer approves each release on npm.", value: "stage" as const },
    ];
    return mapped(await pickOne(place, "How is it published?", items, choices.action), (action) => ({ action }));
  };
  const tagsStep: Step = async (choices, place) =>
    choices.trigger === "tag" || choices.trigger === "release"
      ? textStep(place, "Pattern of the tags that start a release", choices.tags, (tags) => ({ tags }), choices)
      : textStep(place, "Branch that is released", choices.branch, (branch) => ({ branch }), choices);
  const managerStep: Step = async (choices, place) => {
    const items = managers.map((value) => ({ label: value, value }));
    return mapped(await pickOne(place, "What builds and packs?", items, choices.manager), (manager) => ({ manager }));
  };
  const nodeStep: Step = async (choices, place) => {
    const { node } = choices;
    const shown = "file" in node ? node.file : node.version;
    const use = (text: string): Partial<Choices> => ({
      node: text === shown ? node : /^(?:\d|v\d|lts)/.test(text) ? { version: text } : { file: text },
    });
    return textStep(place, "Node that builds: a version, or a file that names one", shown, use, choices);
  };
  const buildStep: Step = async (choices, place) => {
    const use = (text: string): Partial<Choices> => ({
      build: text
        .split(";")
        .map((part) => part.trim())
        .filter((part) => part !== ""),
    });
    return textStep(place, "Commands of the build, with ; between them", choices.build.join("; "), use, choices);
  };
  const textStep = async (
    place: StepPlace,
    prompt: string,
    value: string,
    use: (text: string) => Partial<Choices>,
    choices: Choices,
  ): Promise<Answer<Partial<Choices>>> =>
    mapped(await typed(place, prompt, value, (text) => problemOf({ ...choices, ...use(text) })), use);
  const fileStep: Step = async (choices, place) =>
    mapped(
      await typed(place, "Name of the workflow's file in .github/workflows", choices.file, (file) =>
        problemOf({ ...choices, file }),
      ),
      (file) => ({ file }),
    );
  return [
    ...(packages.length > 1 ? [packageStep] : []),
    triggerStep,
    tagsStep,
    managerStep,
    nodeStep,
    buildStep,
    environmentStep,
    actionStep,
    fileStep,
  ];
}

function repositoryStep(problemOf: ProblemOf): Step {
  return async (choices, place) =>
    mapped(
      await typed(
        place,
        "No git remote points to GitHub. Enter owner/name of the repository that npm should trust",
        choices.repository ?? "",
        (repository) => problemOf({ ...choices, repository }),
      ),
      (repository) => ({ repository }),
    );
}

function mapped<T, U>(answer: Answer<T>, use: (value: T) => U): Answer<U> {
  return typeof answer === "object" ? { value: use(answer.value) } : answer;
}
