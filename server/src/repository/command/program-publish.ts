import { isNamedForRelease, isTrial, looksOnly } from "../../data/publishers-elsewhere.ts";
import type { Cause } from "../../reason.ts";
import type { SourceFile } from "../../text.ts";
import type { Repository } from "../repository.ts";
import type { Command } from "./command.ts";
import { holdsNpmAccess, mayGetNpmAccess } from "./npm-access.ts";
import { literalsIn } from "./program-literals.ts";
import { filesOfProgram, importedPublish, publishIn } from "./program.ts";
import type { FileCall } from "./script-file.ts";
import type { ShellScope } from "./shell-variables.ts";

/**
 * What a program of the repository publishes: commands that are there word for word, or why it may publish in a way that isn't
 * understood; undefined where nothing in it says so.
 */
export function releaseOfProgram(
  repository: Repository,
  file: SourceFile,
  command: Command,
  call: FileCall,
  scope: ShellScope,
): readonly Command[] | Cause | undefined {
  if (call.words.some((word) => isTrial(word.value ?? word.text)) || looksOnly(call.words[0]?.value)) return undefined;
  const access = holdsNpmAccess(scope);
  const literal = literalPublishes(repository, file, command, call, access);
  if (literal.length > 0) return literal;
  // What only names a publish, in a job that couldn't come to one and isn't there for it, looks at workflows or at documents.
  if (!isNamedForRelease(call.path) && !isNamedForRelease(scope.job.id.value) && !mayGetNpmAccess(scope))
    return undefined;
  const names = publishIn(repository, file) ?? (access ? importedPublish(repository, file) : undefined);
  return names === undefined ? undefined : { kind: "program", path: file.path, names };
}

/**
 * The publishes that a program of the repository runs word for word, called where the program is. A program whose name isn't that of a
 * release, in a job that couldn't publish, may well not come to one. Of several, and with options, it isn't known which is run.
 */
function literalPublishes(
  repository: Repository,
  start: SourceFile,
  command: Command,
  call: FileCall,
  access: boolean,
): readonly Command[] {
  if (!isNamedForRelease(call.path) && !access) return [];
  const files = filesOfProgram(repository, start);
  const found = files.flatMap((file) => literalsIn(file).map((literal) => ({ file, literal })));
  const texts = files.map(({ text }) => text.replaceAll(/^[^\S\n]*(?:\/\/|\*|\/\*|#).*$/gm, ""));
  const perhaps = found.length > 1 || call.words.some((word) => word.value?.startsWith("-") !== false);
  return found.map(({ file, literal: { words, start: from, end } }) => {
    const span = { file, start: from, end };
    return {
      ...command,
      words,
      span,
      path: [...command.path, command.span],
      failing: undefined,
      program: {
        path: file.path,
        perhaps,
        setsCredential: texts.some((text) => setsCredential.test(text)),
        namesRegistry: texts.some((text) => namesRegistry.test(text)),
      },
      wordSpan: () => span,
    };
  });
}

/** It passes on a credential of its own. */
const setsCredential =
  /process\.env(?:\.|\[["'])\w{0,50}(?:npm_config|NODE_AUTH|NPM|USERCONFIG)\w{0,50}(?:["']\])?\s{0,10}=[^=]|\benv\s{0,10}[:=][^\n]{0,200}(?:TOKEN|npm_config|userconfig)|os\.environ\[[^\]\n]{0,100}(?:NPM|NODE_AUTH)|_auth(?:Token)?\b|npmrc/i;

/** It may name another registry than its environment does. */
const namesRegistry = /--registry|npm_config_registry|\bregistry["']?\s{0,10}[:=]|publishConfig/i;
