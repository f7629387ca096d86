import { diffLines } from "../../server/src/cli/diff.ts";
import { migrate, type Migration } from "../../server/src/generate/migrate/migrate.ts";
import { repositoryOf, type Repository } from "../../server/src/repository/repository.ts";
import { rules } from "../../server/src/rules/index.ts";
import { memo } from "../../server/src/text.ts";
import { hideRegistry } from "../pages/registry.ts";
import { trialOf, withTexts, type Trial } from "../pages/trial.ts";
import { opening, type Case } from "./read.ts";

/** A case with both steps of its migration. */
export interface Migrated {
  readonly before: Trial;
  readonly kept: Migration;
  readonly withToken: Trial;
  readonly freed: Migration;
  readonly without: Trial;
}

export const migrated = memo(({ example, path }: Case): Migrated => {
  const before = trialOf(example, rules);
  const kept = migrate(seen(before), path, false);
  const withToken = changed(before, kept);
  const freed = migrate(seen(withToken), path, true);
  return { before, kept, withToken, freed, without: changed(withToken, freed) };
});

export function seen({ input }: Trial): Repository {
  return repositoryOf(input);
}

export function changed(trial: Trial, { files }: Migration): Trial {
  return files.length === 0 ? trial : withTexts(trial, new Map(files.map(({ path, text }) => [path, text])));
}

/** What a person is shown of both steps: what changes, what is left, and how to go on. */
export function drawCase(each: Case): string {
  const { kept, freed } = migrated(each);
  return [opening, drawStep(kept), "Without the token:", drawStep(freed)].join("\n\n");
}

function drawStep({ files, assumptions, manualSteps, tasks }: Migration): string {
  const terminal = { width: 80, color: false };
  const diff = files.flatMap(({ path, before, text }) => diffLines(path, before?.text, text, terminal));
  const says = [
    ...assumptions.map(({ span: { file, start }, what }) => {
      const line = file.text.slice(0, start).split("\n").length;
      return `assumed: ${file.path}:${line} ${what}`;
    }),
    ...manualSteps.map(({ span: { file, start }, what, instead }) => {
      const line = file.text.slice(0, start).split("\n").length;
      return `left: ${file.path}:${line} ${[what, instead].filter((text) => text !== undefined).join(" ")}`;
    }),
    ...tasks.flatMap(({ title, lines }, index) => [`${index + 1}. ${title}`, ...lines.map((line) => `   ${line}`)]),
  ];
  const fences = [
    ["diff", diff],
    ["text", says],
  ] as const;
  const drawn = fences
    .flatMap(([language, lines]) =>
      lines.length === 0 ? [] : [`\`\`\`\`${language}\n${hideRegistry(lines.join("\n"))}\n\`\`\`\``],
    )
    .join("\n\n");
  return drawn === "" ? "Nothing." : drawn;
}
