import type { Text } from "../../repository/value.ts";
import { memoByValue } from "../../text.ts";

/** What the text of a script or program may write on which a publish depends. */
export type Write = "credentials" | "registry" | "node" | "manifest";

export const everyWrite: readonly Write[] = ["credentials", "registry", "node", "manifest"];

/**
 * What a text in a language that isn't read may write: a file's name counts only where something in the text writes at all, a variable
 * or PATH only where it is passed on, and npm only where a command or call installs it. Comments don't count.
 */
export function writesIn(program: Text | string | undefined): readonly Write[] {
  return writesInText(typeof program === "object" ? program.value : (program ?? ""));
}

const writesInText = memoByValue((text: string): readonly Write[] => {
  const said = text.replaceAll(/^[^\S\n]*(?:\/\/|\*|\/\*|#(?!\{)|--).*$|(?<=[\s;,)}])(?:\/\/|#)\s.*$/gm, "");
  const writes = writing.test(said.replaceAll(printing, ""));
  const handsOn = /GITHUB_ENV|exportVariable/.test(said);
  const npmrc = /npmrc|userconfig/i.test(said);
  return [
    ...((writes && npmrc) || handsOn || login.test(said) ? (["credentials", "registry"] as const) : []),
    ...(/GITHUB_PATH|addPath/.test(said) || installsNpm.test(said) ? (["node"] as const) : []),
    ...((writes && manifest.test(said)) || setsManifest.test(said) ? (["manifest"] as const) : []),
  ];
});

/** A call or a command that writes, moves or replaces a file. */
const writing =
  /write|append|output(?:File|Json)|copy|\bcp\b|\bmv\b|rename|symlink|\btee\b|\bopen\(|dump|\bsave|create|\bsed\b|>>?\s{0,10}["'$\w./~]|Set-Content|Add-Content|Out-File/i;

/** What only prints. */
const printing = /(?:std(?:out|err)|document)\.write\w*|console\.\w+|=>|->/g;

const manifest = /package\.json|packageJson|\bpkg\b|manifest/i;

/** Commands of npm that write package.json. */
const setsManifest = /\bpkg["', ]{1,5}(?:set|delete|fix)\b/;

/** Commands of npm that set a credential or a registry. */
const login =
  /\bnpm["', ]{1,5}(?:login|adduser|add-user|token)\b|\bnpm["', ]{1,5}(?:config["', ]{1,5}|c["', ]{1,5})?set["', ]|_authToken|\b_auth\b/;

/** Installs of npm, or of a Node, whichever way. */
const installsNpm =
  /(?:-g\b|--global\b|\bglobal\b)[^\n]{0,200}["'\s,]npm(?:@|["'\s,]|$)|["'\s,]npm@[^\n]{0,200}(?:-g\b|--global\b)|\b(?:nvm|fnm|volta|asdf|mise|nodenv)["', ]{1,5}(?:install|use|global|pin|default)|\bcorepack["', ]{1,5}(?:enable|prepare|use)["', ][^\n]{0,100}npm\b/;
