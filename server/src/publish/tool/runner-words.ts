import type { Command } from "../../repository/command/command.ts";

/** `pnpm --package=a dlx b` and `npm --yes exec b`, as they do with the verb before the options. */
export function verbFirst(words: Command["words"]): Command["words"] {
  const [manager, ...rest] = words;
  if (!/^(?:npm|pnpm|yarn|bun)$/.test(manager?.value ?? "")) return words;
  const verb = rest.findIndex(
    ({ value = "?" }, index) =>
      !/^(?:--package(?:=.*)?|-p|--silent|-s|--yes|-y|--quiet|-q|--loglevel=.*|--config\..*)$/.test(value) &&
      !/^(?:--package|-p)$/.test(rest[index - 1]?.value ?? ""),
  );
  const found = rest[verb];
  if (manager === undefined || verb <= 0 || found === undefined || !/^(?:exec|dlx|x)$/.test(found.value ?? ""))
    return words;
  return [manager, found, ...rest.toSpliced(verb, 1)];
}

/** What npx and the like fetch to run a tool: with `-p` what that names, where it is the tool; `latest` for those that take no local one. */
export function fetched(name: string, options: Command["words"], always: boolean): string {
  const packages = options.flatMap((word, index) => {
    const text = word.value ?? "?";
    if (/^(?:-p|--package)$/.test(text)) return [options[index + 1]?.value ?? "?"];
    return text.startsWith("--package=") ? [text.slice("--package=".length)] : [];
  });
  const own = packages.find((each) => each === name || each.startsWith(`${name}@`));
  if (own !== undefined) return own;
  if (packages.length > 0) return packages.join(" ");
  return always && !name.includes("@", 1) ? `${name}@latest` : name;
}

/** The words from the first that is no option, and no value of one. */
export function afterOptions(words: Command["words"]): Command["words"] {
  const start = words.findIndex((word, index) => {
    const before = words[index - 1]?.value ?? "";
    return (
      word.value === undefined ||
      !(word.value.startsWith("-") || /^\w+=/.test(word.value) || /^(?:-p|--package|-c|-u|--unset)$/.test(before))
    );
  });
  return start < 0 ? [] : words.slice(start);
}
