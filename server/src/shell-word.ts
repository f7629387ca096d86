/**
 * One word of a command line that a person copies into bash, zsh or sh: unchanged if no shell reads more into it, else in single
 * quotes. Whatever the text is, the shell gives the program exactly this text as one argument.
 */
export function shellWord(text: string): string {
  return /^[\w@%+:,./-][\w@%+=:,./-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** A command line for people to copy: `command` is the program's and written by us, `words` are data and quoted where needed. */
export function commandLine(command: string, ...words: readonly string[]): string {
  return [command, ...words.map(shellWord)].join(" ");
}
