import type { ExplainedFailure, Explanation } from "../../explain/explanation.ts";
import { afterwardsOf } from "../../explain/afterwards.ts";
import type { ReleaseState } from "../../npm-site/release-state.ts";
import { positionOf } from "../../report/position.ts";
import { startOfPath } from "../../repository/command/command.ts";
import { shellWord } from "../../shell-word.ts";
import type { WantedHere } from "./wanted.ts";

/** A package of a half-finished release. */
export interface Recovered extends Omit<ReleaseState, "state">, Pick<WantedHere, "publish" | "directory"> {
  readonly state: ReleaseState["state"] | "not asked";
  /** Why npm gave no answer, as the end of a sentence. */
  readonly why: string | undefined;
  /** The lines that create it, where npm doesn't have it. */
  readonly create: readonly string[];
}

/** How to go on: sentences in Markdown, and commands for people to copy. Nothing of it is run. */
export interface Plan {
  /** Changes nothing; undefined where all is published. */
  readonly first: Step | undefined;
  readonly steps: readonly Step[];
}

export interface Step {
  readonly says: string;
  readonly commands: readonly string[];
}

/** What is left to do of a release, and in which order; `explanation` is what its log says. */
export function planOf(all: readonly Recovered[], explanation: Explanation | undefined): Plan {
  const are = (...states: readonly Recovered["state"][]) => all.filter(({ state }) => states.includes(state));
  const [processing, staged, fresh, missing, wrong] = [
    are("processing"),
    are("staged"),
    are("new"),
    are("not published"),
    are("wrong tag"),
  ];
  const unfinished = [...fresh, ...missing];
  return {
    first: firstOf(all),
    steps: [
      ...(unfinished.length > 0 ? [causeStep(explanation)] : []),
      ...(processing.length === 0
        ? []
        : [
            step(
              `npm took ${namesOf(processing)} and is still at work: that takes minutes. Don't publish again, that ends with E409.`,
            ),
          ]),
      ...(staged.length === 0
        ? []
        : [
            step(
              `${namesOf(staged)} waits for a maintainer, who approves it on npmjs.com or by its id, with a second factor. Until then nobody can install it, and publishing it again ends with E409.`,
              "npm stage list",
              "npm stage approve ID",
            ),
          ]),
      ...fresh.map(({ name, create }) =>
        step(
          `npm has no package \`${name}\`, and OIDC can't create one. ${create.length > 0 ? "With a login of your own, these lines do:" : "Publish it once with a login of your own."}`,
          ...create,
        ),
      ),
      ...continueSteps(missing, explanation),
      ...wrong.map(({ name, version = "", tag }) =>
        step(
          `\`${name}@${version}\` is published, and \`${tag ?? "latest"}\` ${tag === undefined ? "may be the wrong tag for it" : "leads to another version"}. With a login of your own, move the tag:`,
          `npm dist-tag add ${shellWord(`${name}@${version}`)} ${shellWord(tag ?? "TAG")}`,
        ),
      ),
      ...are("unclear").map(({ name }) =>
        step(
          `The files don't tell which version of \`${name}\` was to be published. Name it:`,
          `npx trusted-publishing recover --package ${shellWord(`${name}@VERSION`)}`,
        ),
      ),
      ...(are("published", "wrong tag").length > 0 && unfinished.length > 0
        ? [
            step(
              "Leave what is published, and its tags, as they are. npm never accepts a version twice, not even one that was unpublished.",
            ),
          ]
        : []),
    ],
  };
}

function step(says: string, ...commands: readonly string[]): Step {
  return { says, commands };
}

/** One look that changes nothing, about the package that is most in need of it. */
function firstOf(all: readonly Recovered[]): Step | undefined {
  const one = (state: Recovered["state"]): Recovered | undefined => all.find((each) => each.state === state);
  const staged =
    one("staged") ?? all.find(({ state, publish }) => state === "not published" && publish?.action === "stage");
  if (staged !== undefined) return step("See which versions are staged, with your own login:", "npm stage list");
  const hidden = one("processing") ?? one("not published");
  if (hidden !== undefined)
    return step(
      "See whether npm has the version by now; if not, this ends with E404:",
      `npm view ${shellWord(`${hidden.name}@${hidden.version ?? ""}`)} version`,
    );
  const other = one("new") ?? one("unclear");
  if (other !== undefined)
    return step("See what npm has of the package:", `npm view ${shellWord(other.name)} versions`);
  const wrong = one("wrong tag");
  return wrong && step("See which version each tag leads to:", `npm dist-tag ls ${shellWord(wrong.name)}`);
}

function causeStep(explanation: Explanation | undefined): Step {
  const failure = causeIn(explanation);
  const [cause] = failure?.causes ?? [];
  if (failure === undefined || cause === undefined)
    return step(
      "The log of the run says why it stopped, and with it this command says more:",
      "gh run view ID --log | npx trusted-publishing recover -",
    );
  return step(
    `Why it stopped, most likely: ${failure.code}. ${cause.says} ${cause.fix}`,
    ...(failure.causes.length > 1 ? ["gh run view ID --log | npx trusted-publishing explain"] : []),
  );
}

/** What kept packages from being published; a stage, and a version that npm has, are no cause of that. */
function causeIn(explanation: Explanation | undefined): ExplainedFailure | undefined {
  return explanation?.failures.find(({ id }) => !/^(?:staged|E409-staged|E409|E403-published)$/.test(id));
}

/** How each tool goes on with the packages that it left. */
function continueSteps(missing: readonly Recovered[], explanation: Explanation | undefined): readonly Step[] {
  const where = causeIn(explanation)?.causes[0]?.where ?? "unknown";
  const tools = [...new Set(missing.map(({ publish }) => publish?.tool.name ?? ""))];
  return tools.map((tool) => {
    const left = missing.filter(({ publish }) => (publish?.tool.name ?? "") === tool);
    const [{ publish } = {}] = left;
    const again = publish?.tool.again?.(publish, left);
    const names = namesOf(left);
    if (publish?.action === "stage")
      return step(
        `Left, or staged: ${names}. What \`npm stage list\` shows waits for approval, and nothing is to be run again for it. ${again?.says ?? ""} Re-run the failed job only for what isn't staged.`,
      );
    if (again === undefined)
      return step(
        `Whether ${tool === "" ? "the release" : tool} leaves out what is published isn't known. Left are ${names}.`,
      );
    if (again.resumes) {
      const how = afterwardsOf(where, { dispatch: undefined, published: [] });
      const rerun =
        how.length > 0
          ? how.join(" ")
          : "Re-run the failed job. If the fix is in a file, push that first and start a new run: a re-run takes the files of its own commit.";
      return step(`Left: ${names}. ${again.says} ${rerun}`);
    }
    const commands = again.commands ?? [];
    const once =
      commands.length === 0
        ? ""
        : ` In the job${placeOf(publish)}, in place of its command and with the same options, run this once. Push that, start the workflow, then put the command back:`;
    return step(`Left: ${names}. ${again.says}${once}`, ...commands);
  });
}

function placeOf(publish: Recovered["publish"]): string {
  if (publish === undefined) return "";
  const { file, start } = startOfPath(publish.command);
  return ` (${file.path}:${positionOf(file, start).line})`;
}

const shownNames = 5;

function namesOf(all: readonly Recovered[]): string {
  const names = all
    .slice(0, shownNames)
    .map(({ name, version }) => `\`${name}${version === undefined ? "" : `@${version}`}\``);
  return all.length > shownNames ? `${names.join(", ")} and ${all.length - shownNames} more` : names.join(", ");
}
