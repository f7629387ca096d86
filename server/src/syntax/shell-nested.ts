import type { ShellReading, ShellCommand } from "./shell-command.ts";
import { below } from "./shell-state.ts";
import { textOf, type Budget, type Walk } from "./shell-walk.ts";
import type { ShellScope } from "./shell-words.ts";

type Read = (text: string, scope: ShellScope, pipefail: boolean, budget: Budget) => ShellReading;

/**
 * The commands of `bash -c "…"`, of `eval`, and of a heredoc that a shell reads, where their text is constant: they stand where the
 * quoted word stands, else where the shell does. Undefined for every other command.
 */
export function nestedIn(
  command: ShellCommand,
  walk: Walk,
  read: Read,
): Pick<ShellReading, "commands" | "unreachable"> | undefined {
  const [name, ...rest] = command.words;
  if (name === undefined || !/^(?:(?:\/bin\/)?(?:ba|da|z)?sh|eval)$/.test(name.value ?? "")) return undefined;
  const flag = rest.findIndex((word) => /^-[a-z]*c$/.test(word.value ?? ""));
  const given = name.value === "eval" ? rest : rest.slice(flag + 1, flag + 2);
  const { input = [] } = command;
  const heredoc = flag < 0 && name.value !== "eval" && rest.every((word) => word.value?.startsWith("-") === true);
  const texts: readonly unknown[] = heredoc
    ? input
    : flag < 0 && name.value !== "eval"
      ? []
      : given.map((word) => word.value);
  if (texts.length === 0 || !texts.every((text) => typeof text === "string")) return undefined;
  const { start, end } = {
    start: (heredoc ? name : given[0])?.start ?? 0,
    end: (heredoc ? name : given.at(-1))?.end ?? 0,
  };
  const scope: ShellScope = {
    ...walk.scope,
    variable: (variable) => textOf(command.variables, variable, walk.scope),
    held: command.variables,
  };
  walk.budget.steps -= 20;
  const pipefail = rest.slice(0, flag + 1).some((word) => word.value === "pipefail");
  const inner = read(texts.join(heredoc ? "" : " "), scope, pipefail, walk.budget);
  const placed = (own: ShellCommand): ShellCommand => ({
    ...own,
    words: own.words.map((word) => ({ ...word, start, end })),
    start,
    end,
    directory:
      own.directory === undefined || command.directory === undefined
        ? undefined
        : below(command.directory, own.directory),
    variables: new Map([...command.variables, ...own.variables]),
    afterExit: own.afterExit || command.afterExit,
    conditional: own.conditional || command.conditional,
    failing: undefined,
    hiddenBy: command.hiddenBy ?? (own.hiddenBy && { ...own.hiddenBy, start, end }),
  });
  return { commands: inner.commands.map(placed), unreachable: inner.unreachable.map(placed) };
}
