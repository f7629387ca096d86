import assert from "node:assert/strict";
import { releasePlanOf, type ReleasePlan } from "../../server/src/generate/change.ts";
import type { Offer, Choices } from "../../server/src/generate/choice.ts";
import { choicesOf } from "../../server/src/generate/choices.ts";
import { lint, type Linted } from "../../server/src/lint/run.ts";
import { readerOf, type RepositoryInput } from "../../server/src/repository/input.ts";
import { repositoryOf, type Repository } from "../../server/src/repository/repository.ts";
import { memo, type SourceFile } from "../../server/src/text.ts";
import { defaultGiven } from "../pages/given.ts";
import { namesIn } from "../repository/repository.ts";

/** By path. */
export type Files = Readonly<Record<string, string>>;

export const lintedFiles = memo((files: Files): Linted => lint(inputOf(files)));

/** A repository that holds these files and nothing else; its remote is acme/widgets. */
export const repositoryWith = memo((files: Files): Repository => repositoryOf(inputOf(files)));

export function offerOf(files: Files): Offer {
  const offer = choicesOf(repositoryWith(files));
  assert.ok(!("problem" in offer), JSON.stringify(offer));
  return offer;
}

export function changed(files: Files, choices: Choices): ReleasePlan {
  const change = releasePlanOf(repositoryWith(files), choices);
  assert.ok(!("problem" in change), JSON.stringify(change));
  return change;
}

/** The files with a change's in them. */
export function withChange(files: Files, { files: written }: ReleasePlan): Files {
  return { ...files, ...Object.fromEntries(written.map(({ path, text }) => [path, text])) };
}

const inputOf = memo((files: Files): RepositoryInput => {
  const paths = Object.keys(files);
  const folders = new Set([
    "",
    ...paths.flatMap((path) => [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index))),
  ]);
  return {
    reader: readerOf({
      files: new Map(paths.map((path) => [path, fileOf(path, files[path] ?? "")])),
      directories: new Map([...folders].map((folder) => [folder, namesIn(folder, paths)])),
    }),
    remotes: defaultGiven.remotes,
    today: defaultGiven.today,
  };
});

const sources = new Map<string, SourceFile>();

/** The same text is the same object, as in a server: what was read of it is remembered. */
function fileOf(path: string, text: string): SourceFile {
  const key = `${path}\n${text}`;
  const file = sources.get(key) ?? { path, text };
  sources.set(key, file);
  return file;
}
