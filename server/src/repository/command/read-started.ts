import type { ShellReading } from "../../syntax/shell-command.ts";
import { readBash, type Held } from "../../syntax/shell.ts";
import { memoByValue } from "../../text.ts";
import { sameAnswers, type Kept } from "./answers.ts";
import { environment, type ShellScope } from "./shell-variables.ts";

/** Where a script is started: what is set there, by scripts and by the workflow. */
interface Started {
  readonly scope: ShellScope;
  readonly variables: ReadonlyMap<string, Held>;
}

/** The commands of a script that another starts. They are read once for each text and all that it asks for. */
export function readStarted(text: string, started: Started): ShellReading {
  return sameAnswers(readings(text), started, (note) => {
    const isHeld = (name: string): boolean => note(described, name) !== undefined;
    return readBash(text, {
      expression: () => undefined,
      variable: (name) => note(variableIn, name),
      held: { has: isHeld, get: (name) => (isHeld(name) ? started.variables.get(name) : undefined) },
    });
  });
}

/** By its text: most keystrokes change none of the files that are started. */
const readings = memoByValue<readonly [text: string], Kept<Started, ShellReading>[]>(() => []);

function variableIn({ scope, variables }: Started, name: string): string | undefined {
  return environment(name, scope, variables);
}

/** What scripts have set a variable to, as text to compare; undefined where none has. */
function described({ variables }: Started, name: string): string | undefined {
  return variables.has(name) ? `set ${JSON.stringify(variables.get(name)) ?? ""}` : undefined;
}
