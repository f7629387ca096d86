import type { Word } from "../../syntax/shell.ts";
import { memo, type Embedded, type SourceFile } from "../../text.ts";
import { applyDots, join } from "../paths.ts";
import type { Repository } from "../repository.ts";
import { ownCommands } from "./own-words.ts";
import { moduleAt } from "./program.ts";
import { afterRunner } from "./script-call.ts";

/** A file that a command runs: as a shell script, or by another language's interpreter. */
export interface FileCall {
  readonly path: string;
  readonly shell: boolean;
  /** What it is given. */
  readonly words: readonly Word[];
  /** It ends at the first command that fails, whatever it says itself. */
  readonly stops: boolean;
}

/** Undefined for a command that runs no file, as far as its words say. */
export const fileCall = memo((words: readonly Word[]): FileCall | undefined => {
  const [first, ...rest] = afterRunner(words);
  const tool = first?.value ?? "";
  const shell = /^(?:\/bin\/|\/usr\/bin\/)?(?:ba|da|z)?sh$|^(?:\.|source)$/.test(tool);
  const runs = shell || interpreters.test(tool);
  if (!runs)
    return /^(?:\.{1,2}\/|[\w.-]+\/)[^$\s]+$/.test(tool) && !tool.includes("node_modules/")
      ? {
          path: tool,
          shell: !/\.(?:[cm]?[jt]s|py|rb|php|pl|raku|lua|jl|R|exs|ps1|fish|nu)$/.test(tool),
          words: rest,
          stops: false,
        }
      : undefined;
  let index = /^(?:bun|deno)$/.test(tool) && rest[0]?.value === "run" ? 1 : 0;
  let stops = false;
  for (; rest[index]?.value?.startsWith("-") === true; index++) {
    const option = rest[index]?.value ?? "";
    if ((shell ? /^-\w*c$/ : /^-[cep]+$|^--(?:eval|print|run)$/).test(option)) return undefined;
    if (shell && /^-\w*e/.test(option)) stops = true;
    if (
      /^(?:-r|-C|-P|--(?:require|import|loader|experimental-loader|conditions|project|config|env-file|tsconfig|cwd|filter))$|^-\w*o$/.test(
        option,
      )
    )
      index++;
  }
  const path = rest[index]?.value;
  return path === undefined || (!shell && !/[./]/.test(path))
    ? undefined
    : { path, shell, words: rest.slice(index + 1), stops };
});

const interpreters =
  /^(?:node|tsx|ts-node(?:-esm)?|bun|deno|zx|vite-node|esno|jiti|babel-node|swc-node|python3?|ruby|php|perl|raku|lua|julia|Rscript|elixir|pwsh|powershell|fish|nu)$/;

/** The file in the repository; `directory` is where it is called. */
export function calledFile(
  repository: Repository,
  directory: string | undefined,
  { path, shell }: FileCall,
): SourceFile | "absent" | "unknown" {
  const place = directory === undefined ? undefined : applyDots(join(directory, path));
  if (place === undefined) return "unknown";
  const state = repository.file(place);
  return typeof state === "object" || shell ? state : (moduleAt(repository, place) ?? state);
}

/** A shell script as bash reads it, with the way back to the file; undefined for one in another language. */
export const shellText = memo((file: SourceFile): Embedded | undefined => {
  const shebang = /^\uFEFF?#!([^\r\n]*)/.exec(file.text)?.[1];
  if (shebang !== undefined && !/\b(?:ba|da|z)?sh\b/.test(shebang)) return undefined;
  if (!/[\r\uFEFF]/.test(file.text)) return { text: file.text, sourceOffset: (index) => index };
  const offsets: number[] = [];
  let text = "";
  for (let index = 0; index < file.text.length; index++) {
    const character = file.text.charAt(index);
    if (character === "\uFEFF" || (character === "\r" && file.text[index + 1] === "\n")) continue;
    offsets.push(index);
    text += character;
  }
  return { text, sourceOffset: (index) => offsets[index] ?? file.text.length };
});

/** Whether a script ends at the first command that fails. */
export function stopsEarly(text: string): boolean {
  return (
    /^#![^\n]{0,300}\s-\w{0,20}e/.test(text) ||
    ownCommands(text).some(
      ([name, ...options]) => name === "set" && options.some((each) => /^-\w*e|^errexit$/.test(each)),
    )
  );
}

/** `$1` and those after it, as a script or function is given them. */
export function positions(words: readonly Word[]): readonly (readonly [string, string | undefined])[] {
  return Array.from(
    { length: 9 },
    (_, index) => [String(index + 1), words[index] === undefined ? "" : words[index].value] as const,
  );
}
