import { l10n } from "vscode";
import { pickOne, pickSome, typed, type Answer, type StepPlace } from "../steps.ts";
import { described, managers, triggers, type Choices, type Offer } from "./releases.ts";

/** A question about the choices; the answer changes them. */
export type Step = (choices: Choices, place: StepPlace) => Promise<Answer<Partial<Choices>>>;

/** Why choices can't be, in a sentence. */
export type ProblemOf = (choices: Choices) => Promise<string | undefined>;

/** One question for each choice, in order. */
export function stepsOf({ packages }: Offer, problemOf: ProblemOf): readonly Step[] {
  const packageStep: Step = async (choices, place) => {
    const items = packages.map(({ name, directory }) => ({
      label: name,
      ...(directory === "" ? {} : { description: directory }),
      picked: choices.packages.includes(directory),
      value: directory,
    }));
    return mapped(await pickSome(place, l10n.t("Packages to publish"), items), (chosenOnes) => ({
      packages: chosenOnes,
    }));
  };
  const triggerStep: Step = async (choices, place) => {
    const items = triggers.map((value) => ({ ...described(value, l10n.t), value }));
    return mapped(await pickOne(place, l10n.t("What starts a release?"), items, choices.trigger), (trigger) => ({
      trigger,
    }));
  };
  const environmentStep: Step = async (choices, place) => {
    const prompt = l10n.t("GitHub environment of the job that publishes; leave it empty for none");
    const check = (text: string) =>
      text === "" ? Promise.resolve(undefined) : problemOf({ ...choices, environment: text });
    return mapped(await typed(place, prompt, choices.environment ?? "", check), (text) => ({
      environment: text === "" ? null : text,
    }));
  };
  const actionStep: Step = async (choices, place) => {
    const items = [
      { label: "npm publish", detail: l10n.t("A release is public at once."), value: "publish" as const },
      {
        label: "npm stage publish",
        detail: l10n.t("A maintainer approves each release on npm."),
        value: "stage" as const,
      },
    ];
    return mapped(await pickOne(place, l10n.t("How is it published?"), items, choices.action), (action) => ({
      action,
    }));
  };
  const tagsStep: Step = async (choices, place) =>
    choices.trigger === "tag" || choices.trigger === "release"
      ? textStep(place, l10n.t("Pattern of the tags that start a release"), choices.tags, (tags) => ({ tags }), choices)
      : textStep(place, l10n.t("Branch that is released"), choices.branch, (branch) => ({ branch }), choices);
  const managerStep: Step = async (choices, place) => {
    const items = managers.map((value) => ({ label: value, value }));
    return mapped(await pickOne(place, l10n.t("What builds and packs?"), items, choices.manager), (manager) => ({
      manager,
    }));
  };
  const nodeStep: Step = async (choices, place) => {
    const { node } = choices;
    const shown = "file" in node ? node.file : node.version;
    const use = (text: string): Partial<Choices> => ({
      node: text === shown ? node : /^(?:\d|v\d|lts)/.test(text) ? { version: text } : { file: text },
    });
    return textStep(place, l10n.t("Node that builds: a version, or a file that names one"), shown, use, choices);
  };
  const buildStep: Step = async (choices, place) => {
    const use = (text: string): Partial<Choices> => ({
      build: text
        .split(";")
        .map((part) => part.trim())
        .filter((part) => part !== ""),
    });
    return textStep(
      place,
      l10n.t("Commands of the build, with ; between them"),
      choices.build.join("; "),
      use,
      choices,
    );
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
      await typed(place, l10n.t("Name of the workflow's file in .github/workflows"), choices.file, (file) =>
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

/** Asks which repository it is, where no remote says so. */
export function repositoryStep(problemOf: ProblemOf): Step {
  return async (choices, place) =>
    mapped(
      await typed(
        place,
        l10n.t("No git remote points to GitHub. Enter owner/name of the repository that npm should trust"),
        choices.repository ?? "",
        (repository) => problemOf({ ...choices, repository }),
      ),
      (repository) => ({ repository }),
    );
}

function mapped<T, U>(answer: Answer<T>, use: (value: T) => U): Answer<U> {
  return typeof answer === "object" ? { value: use(answer.value) } : answer;
}
