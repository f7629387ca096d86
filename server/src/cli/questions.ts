import { triggers, type Offer, type Choices } from "../generate/choice.ts";
import type { Io } from "./io.ts";
import { printable } from "./terminal.ts";

type Ask = NonNullable<Io["ask"]>;

/** The choices as a person answers, those of `given` aside; undefined where the input ends. */
export async function answers(ask: Ask, offer: Offer, given: Partial<Choices>): Promise<Choices | undefined> {
  let choices: Choices = { ...offer.choices, ...given };
  const questions: readonly (() => Promise<Partial<Choices> | undefined>)[] = [
    async () => {
      if (given.packages !== undefined || offer.packages.length < 2) return {};
      const names = offer.packages.map(({ name }) => name?.value ?? "");
      const defaults = offer.packages.flatMap(({ directory }, index) =>
        choices.packages.includes(directory) ? [index + 1] : [],
      );
      const typed = await until(
        ask,
        `${menu("Packages to publish:", names)}\nNumbers [${defaults.length === names.length ? "all" : defaults.join(" ")}]: `,
        (text) => numbersIn(text, names.length, defaults),
      );
      return typed && { packages: typed.flatMap((number) => offer.packages[number - 1]?.directory ?? []) };
    },
    async () => {
      if (given.trigger !== undefined) return {};
      const start = triggers.indexOf(choices.trigger) + 1;
      const typed = await until(
        ask,
        `${menu(
          "What starts a release:",
          triggers.map((trigger) => described[trigger]),
        )}\nNumber [${start}]: `,
        (text) => numbersIn(text, triggers.length, [start], 1),
      );
      return typed && { trigger: triggers[(typed[0] ?? start) - 1] ?? choices.trigger };
    },
    async () => {
      if ("environment" in given) return {};
      const typed = await ask(`GitHub environment of the publishing job, or none [${choices.environment ?? "none"}]: `);
      if (typed === undefined) return undefined;
      const name = typed.trim();
      return name === "" ? {} : { environment: name === "none" ? undefined : name };
    },
    async () => {
      if (given.action !== undefined) return {};
      const typed = await yes(ask, "Stage releases, for a maintainer to approve on npm?", false);
      return typed === undefined ? undefined : { action: typed ? "stage" : "publish" };
    },
    async () => {
      if (choices.repository !== undefined) return {};
      const typed = await until(ask, "The repository on GitHub, as owner/name: ", (text) =>
        /^[\w.-]+\/[\w.-]+$/.test(text) ? text : undefined,
      );
      return typed === undefined ? undefined : { repository: typed };
    },
    async () => {
      if (given.file !== undefined) return {};
      const typed = await ask(`Workflow file in .github/workflows [${printable(choices.file)}]: `);
      return typed === undefined ? undefined : typed.trim() === "" ? {} : { file: typed.trim() };
    },
  ];
  for (const question of questions) {
    const answer = await question();
    if (answer === undefined) return undefined;
    choices = { ...choices, ...answer };
  }
  return choices;
}

const described: Readonly<Record<Choices["trigger"], string>> = {
  tag: "a tag v* that is pushed",
  release: "a GitHub release that is published",
  manual: "a person, by hand, with a dry run first",
  changesets: "changesets, when its pull request is merged",
  "release-please": "release-please, when its pull request is merged",
};

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
