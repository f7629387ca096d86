import type { Command } from "../../repository/command/command.ts";

/** A command with the variables that `env` in front of it sets and removes; undefined for options that aren't known. */
export function afterEnv(command: Command): Command | undefined {
  const [first, ...words] = command.words;
  if (first?.value !== "env") return command;
  const variables = new Map(command.variables);
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    const text = word?.value ?? word?.text ?? "";
    const removed =
      /^(?:-u|--unset=)(.+)$/.exec(text)?.[1] ?? (/^(?:-u|--unset)$/.test(text) ? words[++index]?.value : "");
    const set = /^([A-Za-z_]\w*)=(.*)$/s.exec(text);
    if (removed === undefined || /^-i?$|^--ignore-environment$/.test(text)) return undefined;
    if (removed !== "") variables.set(removed, null);
    else if (set !== null) variables.set(set[1] ?? "", word?.value === undefined ? valueOf(word) : set[2]);
    else return text.startsWith("-") ? undefined : { ...command, variables };
  }
  return { ...command, variables };
}

/** What comes after the `=` of a word that isn't constant. */
function valueOf(word: Command["words"][number] | undefined): NonNullable<typeof word>["pieces"] {
  const [start, ...pieces] = word?.pieces ?? [];
  if (typeof start !== "string") return undefined;
  return [start.slice(start.indexOf("=") + 1), ...pieces].filter((piece) => piece !== "");
}
