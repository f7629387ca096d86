import { namedInPrograms } from "../../data/tools.ts";
import { publishesElsewhere } from "../../data/publishers-elsewhere.ts";
import { memo, type SourceFile } from "../../text.ts";
import { applyDots, dirname, join } from "../paths.ts";
import type { Repository } from "../repository.ts";
import type { Text } from "../value.ts";

/** More files than a release script is made of. */
const mostFiles = 20;

/**
 * What a program of the repository names that publishes, as "npm publish", in its own text or that of the files which it imports;
 * undefined where no such words are there. Whether it does it, and with which variables, can't be told.
 */
export function publishIn(repository: Repository, start: SourceFile): string | undefined {
  return filesOfProgram(repository, start)
    .map((file) => readProgram(file).names)
    .find((names) => names !== undefined);
}

/** A program's file, and the files of the repository that it imports. */
export function filesOfProgram(repository: Repository, start: SourceFile): readonly SourceFile[] {
  const files = [start];
  // Further files of a list are visited as well.
  for (const file of files) {
    for (const path of readProgram(file).imports) {
      if (files.length >= mostFiles) break;
      const found = moduleAt(repository, path);
      if (found !== undefined && !files.includes(found)) files.push(found);
    }
  }
  return files;
}

/** What a text names that publishes: literal commands, words of an argument list, libraries. */
export function publishNamed(text: string): string | undefined {
  for (const [pattern, name] of signs) {
    const found = pattern.exec(text);
    if (found !== null) return name ?? (found[1] ?? "").replaceAll(/\s+/g, " ");
  }
  return managerWord.test(text) && publishWord.test(text) ? "npm publish" : undefined;
}

/**
 * The module from which a program imports something named `publish` that it calls: one that isn't the repository's own, and of which it
 * isn't known that it publishes elsewhere. Whether that is to npm's registry, only the job can tell.
 */
export function importedPublish(repository: Repository, start: SourceFile): string | undefined {
  for (const { text } of filesOfProgram(repository, start))
    for (const match of text.matchAll(importing)) {
      const [, named = "", required = "", module = ""] = match;
      const name = /\bpublish\w{0,40}\b/.exec(named || required)?.[0];
      if (name !== undefined && !publishesElsewhere(module) && text.includes(`${name}(`)) return module;
    }
  return undefined;
}

const importing =
  /(?:import\s{0,20}\{([^}]{0,500})\}\s{0,20}from|\{([^}]{0,500})\}\s{0,20}=\s{0,20}(?:await\s{1,20}import|require)\s{0,20}\()\s{0,20}["']([^."'\n][^"'\n]{0,200})["']/g;

/** Whether a program's text has such words anywhere: in a language that isn't read, they may mean what they say. */
export function programMentions(program: Text | string | undefined, sign: RegExp): boolean {
  return sign.test(typeof program === "object" ? program.value : (program ?? ""));
}

const { withPublish, alone, imported } = namedInPrograms;
/** White space between two words: with any number of it, a text that is nothing else would be gone through again for each. */
const blanks = "\\s{0,100}";
const signs: readonly (readonly [RegExp, string?])[] = [
  [new RegExp(`(?<![\\w@/-])((?:${withPublish}) (?:[^"'\`;&|\\n]{0,60} )?publish)\\b(?!-)`)],
  [
    new RegExp(
      `["'\`](?:${withPublish})(?:\\.cmd)?["'\`]${blanks},${blanks}\\[?(?:${blanks}["'\`][^"'\`\\n]{0,60}["'\`]${blanks},){0,8}${blanks}["'\`]publish["'\`]`,
    ),
    "npm publish",
  ],
  [new RegExp(`(?:from|require\\(|import\\(?)${blanks}["'](${imported})["']`)],
  [new RegExp(`(?:npx|pnpm|yarn|bunx|exec\\w{0,20}\\(${blanks}["'\`]|\\$\`)${blanks}(${alone})\\b`)],
  [/\b(releasePublish)\b/],
  [/((?:npm|pnpm|yarn|bun) run [\w:-]{0,60}(?:publis|releas)[\w:-]*)/],
];

/** Somewhere in a program, and somewhere else. */
const [managerWord, publishWord] = [/["'`](?:npm|pnpm|yarn)(?:\.cmd)?["'`]/, /["'`]publish["'`]/];

const readProgram = memo((file: SourceFile) => {
  const text = file.text.replaceAll(/^[^\S\n]*(?:\/\/|\*|\/\*|#).*$/gm, "");
  const folder = dirname(file.path);
  const local = /(?:from|import|require)\s{0,100}\(?\s{0,100}["'](\.{1,2}\/[^"'\n]{1,1000})["']/g;
  const imports = [...text.matchAll(local)].flatMap((match) => applyDots(join(folder, match[1] ?? "")) ?? []);
  return { names: publishNamed(text), imports };
});

/** The file that Node and its TypeScript runners find at a path. */
export function moduleAt(repository: Repository, path: string): SourceFile | undefined {
  const written = /\.[cm]?[jt]sx?$/.test(path) || /\.\w+$/.test(path);
  const paths = written
    ? [path, path.replace(/\.([cm]?)jsx?$/, ".$1ts")]
    : ["", ".js", ".ts", ".mjs", ".mts", "/index.js", "/index.ts"].map((end) => path + end);
  for (const each of paths) {
    const state = repository.file(each);
    if (typeof state === "object") return state;
  }
  return undefined;
}
