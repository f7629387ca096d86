import type { Translate } from "../understood.ts";

/** One thing to do, in a sentence. */
export interface Todo {
  readonly title: string;
  readonly command: string | null;
  readonly address: string | null;
}

/** What the server answers about workflows to write, as JSON holds it. */
export interface Choices {
  readonly packages: readonly string[];
  readonly manager: (typeof managers)[number];
  /** The commands between install and pack. */
  readonly build: readonly string[];
  /** The Node that builds: a version, or a file that names one. */
  readonly node: { readonly version: string } | { readonly file: string };
  readonly trigger: TriggerChoice;
  /** The pattern of the tags that start a release. */
  readonly tags: string;
  readonly branch: string;
  readonly environment: string | null;
  readonly action: "publish" | "stage";
  readonly file: string;
  readonly repository: string | null;
}

export const triggers = ["tag", "release", "manual", "changesets", "release-please", "semantic-release"] as const;
export const managers = ["npm", "pnpm", "yarn", "bun"] as const;
export type TriggerChoice = (typeof triggers)[number];

interface Location {
  readonly uri: string;
  readonly path: string;
  /** From 0. */
  readonly line: number;
}

export interface Candidate {
  readonly uri: string;
  readonly path: string;
  readonly by: "token" | "nothing" | "oidc" | "unclear";
}

export interface Offer {
  readonly choices: Choices;
  readonly packages: readonly { readonly name: string; readonly directory: string }[];
  /** Where it publishes already, or may. */
  readonly publishing: readonly (Location & { readonly by: "token" | "nothing" | "likely" | "unclear" | "oidc" })[];
  readonly migratable: readonly Candidate[];
}

/** Why there is no answer, in one sentence. */
export interface Problem {
  readonly problem: string;
  /** It is good news. */
  readonly isFine?: true;
}

/** A file with its text, complete; `before` is null where there is none yet. */
export interface NewText {
  readonly uri: string;
  readonly path: string;
  readonly before: string | null;
  readonly text: string;
}

export interface ReleasePlan {
  readonly files: readonly NewText[];
  readonly todo: readonly Todo[];
  /** What is left to a person, as Markdown without a title. */
  readonly steps: string;
}

export interface Migration {
  readonly files: readonly NewText[];
  readonly todo: readonly Todo[];
  readonly tasks: readonly unknown[];
  readonly left: readonly unknown[];
  /** What is left to a person, as Markdown without a title. */
  readonly steps: string;
  readonly hasToken: boolean;
}

/** What starts a release: a name, and what a person does for one. */
export function described(trigger: TriggerChoice, t: Translate): { readonly label: string; readonly detail: string } {
  switch (trigger) {
    case "tag":
      return { label: t("A tag"), detail: t("You push a tag, such as v1.2.3.") };
    case "release":
      return { label: t("A GitHub release"), detail: t("You publish a release on GitHub.") };
    case "manual":
      return { label: t("By hand"), detail: t("You run the workflow on GitHub, first as a dry run.") };
    case "semantic-release":
      return { label: trigger, detail: t("You push a commit that it takes for a release.") };
    default:
      return { label: trigger, detail: t("You merge the pull request that {0} keeps open.", trigger) };
  }
}

/** The choices in one line. */
export function summary({ trigger, tags, environment, action, file, manager, node }: Choices, t: Translate): string {
  const starts: Partial<Record<TriggerChoice, string>> = {
    tag: t("started by a tag {0}", tags),
    manual: t("started by hand"),
    release: t("started by a GitHub release"),
  };
  return [
    starts[trigger] ?? t("started by {0}", trigger),
    "file" in node
      ? t("built by {0} with Node of {1}", manager, node.file)
      : t("built by {0} with Node {1}", manager, node.version),
    environment === null ? t("no environment") : t("environment {0}", environment),
    action === "stage" ? "npm stage publish" : "npm publish",
    file,
  ].join(" · ");
}

/** The least that turns one text into another, as offsets of the first. Line ends are never parted. */
export function replacement(
  before: string,
  after: string,
): { readonly start: number; readonly end: number; readonly text: string } {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  start = before.lastIndexOf("\n", start - 1) + 1;
  let tail = 0;
  while (tail < most - start && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const rest = before.slice(before.length - tail);
  tail = rest.length - (rest.indexOf("\n") + 1 || rest.length);
  return { start, end: before.length - tail, text: after.slice(start, after.length - tail) };
}
