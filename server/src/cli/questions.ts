import { semanticReleaseTrigger } from "../data/tools.ts";
import { managers, triggers, type Offer, type Choices } from "../generate/choice.ts";
import type { Io } from "./io.ts";
import { printable } from "./terminal.ts";

type Ask = NonNullable<Io["ask"]>;

/**
 * The choices as a person answers, those of `given` aside; undefined where the input ends. What the repository says is shown in one
 * line and asked about only if it is to be changed.
 */
export async function answers(ask: Ask, offer: Offer, given: Partial<Choices>): Promise<Choices | undefined> {
  let choices: Choices = { ...offer.choices, ...given };
  const needed = choices.repository === undefined ? [repositoryQuestion] : [];
  for (const question of needed) {
    const answer = await question(ask, choices, offer);
    if (answer === undefined) return undefined;
    choices = { ...choices, ...answer };
  }
  const typed = await until(ask, `${summary(choices, offer)}\nGo on with this, or change it? [Y/change] `, (text) =>
    /^(?:y(?:es)?)?$/i.test(text) ? "go on" : /^c(?:h(?:ange)?)?$/i.test(text) ? "change" : undefined,
  );
  if (typed === undefined || typed === "go on") return typed && choices;
  for (const [keys, question] of changes) {
    if (keys.some((key) => key in given && given[key] !== undefined)) continue;
    const answer = await question(ask, choices, offer);
    if (answer === undefined) return undefined;
    choices = { ...choices, ...answer };
  }
  return choices;
}

/** All that the repository says, in a few lines. */
function summary(choices: Choices, { packages }: Offer): string {
  const { trigger, tags, branch, environment, action, file, manager, node, build } = choices;
  const names = packages.flatMap(({ name, directory }) =>
    choices.packages.includes(directory) ? (name?.value ?? []) : [],
  );
  const starts = { tag: `a tag ${tags}`, release: `a GitHub release of a tag ${tags}`, manual: "hand" };
  const started =
    trigger === "tag" || trigger === "release" || trigger === "manual" ? starts[trigger] : `${trigger} on ${branch}`;
  const rows = [
    ["publishes", names.join(", ")],
    ["started by", started],
    [
      "builds with",
      `${manager}, Node ${"file" in node ? `of ${node.file}` : node.version}: ${build.join("; ") || "no command"}`,
    ],
    [
      "in",
      `${file}, ${environment === undefined ? "no environment" : `environment ${environment}`}, by npm ${action === "stage" ? "stage publish" : "publish"}`,
    ],
  ];
  return rows.map(([what = "", value = ""]) => `  ${what.padEnd(12)} ${printable(value)}`).join("\n");
}

/** What a release of so many packages takes then (docs/facts/npm.md#staging); `""` for one. */
function stagingCost(packages: number): string {
  return packages < 2
    ? ""
    : ` A release of all ${packages} packages takes ${packages} approvals, each with a second factor; pnpm 11.3 approves a set in one line.`;
}

type Question = (ask: Ask, choices: Choices, offer: Offer) => Promise<Partial<Choices> | undefined>;

const repositoryQuestion: Question = async (ask) => {
  const typed = await until(ask, "No git remote leads to GitHub. The repository there, as owner/name: ", (text) =>
    /^[\w.-]+\/[\w.-]+$/.test(text) ? text : undefined,
  );
  return typed === undefined ? undefined : { repository: typed };
};

/** What may be changed, in order, with the choices that each question is about. */
const changes: readonly (readonly [readonly (keyof Choices)[], Question])[] = [
  [
    ["packages"],
    async (ask, choices, { packages }) => {
      if (packages.length < 2) return {};
      const names = packages.map(({ name }) => name?.value ?? "");
      const defaults = packages.flatMap(({ directory }, index) =>
        choices.packages.includes(directory) ? [index + 1] : [],
      );
      const typed = await until(
        ask,
        `${menu("Packages to publish:", names)}\nNumbers [${defaults.length === names.length ? "all" : defaults.join(" ")}]: `,
        (text) => numbersIn(text, names.length, defaults),
      );
      return typed && { packages: typed.flatMap((number) => packages[number - 1]?.directory ?? []) };
    },
  ],
  [
    ["trigger"],
    async (ask, choices) => {
      const start = triggers.indexOf(choices.trigger) + 1;
      const shown = triggers.map((trigger) => described[trigger]);
      const typed = await until(ask, `${menu("What starts a release:", shown)}\nNumber [${start}]: `, (text) =>
        numbersIn(text, triggers.length, [start], 1),
      );
      return typed && { trigger: triggers[(typed[0] ?? start) - 1] ?? choices.trigger };
    },
  ],
  [
    ["tags"],
    async (ask, choices) => {
      if (choices.trigger !== "tag" && choices.trigger !== "release") return {};
      return textAnswer(ask, "Pattern of the tags", choices.tags, (tags) => ({ tags }));
    },
  ],
  [
    ["branch"],
    async (ask, choices) => {
      if (["tag", "release", "manual"].includes(choices.trigger)) return {};
      return textAnswer(ask, "Branch", choices.branch, (branch) => ({ branch }));
    },
  ],
  [
    ["manager"],
    async (ask, choices) => {
      const start = managers.indexOf(choices.manager) + 1;
      const typed = await until(
        ask,
        `${menu("Package manager that builds and packs:", managers)}\nNumber [${start}]: `,
        (text) => numbersIn(text, managers.length, [start], 1),
      );
      return typed && { manager: managers[(typed[0] ?? start) - 1] ?? choices.manager };
    },
  ],
  [
    ["node"],
    async (ask, choices) => {
      const { node } = choices;
      const shown = "file" in node ? node.file : node.version;
      return textAnswer(ask, "Node that builds, a version or a file that names one", shown, (text) => ({
        node:
          text === shown ? node : /^[\dvlx*.]/.test(text) && !text.startsWith(".") ? { version: text } : { file: text },
      }));
    },
  ],
  [
    ["build"],
    async (ask, choices) =>
      textAnswer(ask, "Commands of the build, with ; between them, or none", choices.build.join("; "), (text) => ({
        build:
          text === "none"
            ? []
            : text
                .split(";")
                .map((part) => part.trim())
                .filter((part) => part !== ""),
      })),
  ],
  [
    ["environment"],
    async (ask, choices) =>
      textAnswer(ask, "GitHub environment of the publish job, or none", choices.environment ?? "none", (text) => ({
        environment: text === "none" ? undefined : text,
      })),
  ],
  [
    ["action"],
    async (ask, choices) => {
      const typed = await yes(
        ask,
        `Stage releases, for a maintainer to approve on npm?${stagingCost(choices.packages.length)}`,
        choices.action === "stage",
      );
      return typed === undefined ? undefined : { action: typed ? "stage" : "publish" };
    },
  ],
  [
    ["file"],
    async (ask, choices) => textAnswer(ask, "Workflow file in .github/workflows", choices.file, (file) => ({ file })),
  ],
];

const described: Readonly<Record<Choices["trigger"], string>> = {
  tag: "a tag that is pushed",
  release: "a GitHub release that is published",
  manual: "a person, by hand, with a dry run first",
  changesets: "changesets, when its pull request is merged",
  "release-please": "release-please, when its pull request is merged",
  [semanticReleaseTrigger]: `${semanticReleaseTrigger}, at each push that it takes for a release`,
};

async function textAnswer(
  ask: Ask,
  question: string,
  otherwise: string,
  use: (text: string) => Partial<Choices>,
): Promise<Partial<Choices> | undefined> {
  const typed = await ask(`${question} [${printable(otherwise)}]: `);
  return typed === undefined ? undefined : typed.trim() === "" ? {} : use(typed.trim());
}

/** Whether a person agrees; undefined where the input ends. */
export async function yes(ask: Ask, question: string, otherwise: boolean): Promise<boolean | undefined> {
  return until(ask, `${question} [${otherwise ? "Y/n" : "y/N"}] `, (text) =>
    text === "" ? otherwise : /^y(?:es)?$/i.test(text) ? true : /^no?$/i.test(text) ? false : undefined,
  );
}

/** Asks again until the answer can be read; undefined where the input ends. */
async function until<T>(ask: Ask, question: string, read: (text: string) => T | undefined): Promise<T | undefined> {
  for (;;) {
    const typed = await ask(question);
    if (typed === undefined) return undefined;
    const answer = read(typed.trim());
    if (answer !== undefined) return answer;
  }
}

function menu(title: string, items: readonly string[]): string {
  const width = String(items.length).length;
  return [title, ...items.map((item, index) => `  ${String(index + 1).padStart(width)}  ${printable(item)}`)].join(
    "\n",
  );
}

function numbersIn(
  text: string,
  most: number,
  otherwise: readonly number[],
  count = most,
): readonly number[] | undefined {
  if (text === "") return otherwise;
  if (text === "all" && count === most) return Array.from({ length: most }, (_, index) => index + 1);
  const numbers = text.split(/[\s,]+/).map(Number);
  return numbers.length <= count && numbers.every((each) => Number.isInteger(each) && each >= 1 && each <= most)
    ? [...new Set(numbers)]
    : undefined;
}
