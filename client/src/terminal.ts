import { commands, window, type Disposable, type Terminal, type TerminalLink, l10n } from "vscode";
import type { FailureText } from "./explain.ts";
import { failuresIn } from "./failure-links.ts";

interface FailureLink extends TerminalLink {
  readonly failure: FailureText;
}

/** Links on the code of a failed publish in a terminal. What the command printed goes along where the terminal knows it. */
export function provideTerminalLinks(): Disposable[] {
  const outputs = new Map<Terminal, string>();
  return [
    window.registerTerminalLinkProvider({
      provideTerminalLinks: ({ line, terminal }) =>
        failuresIn(line).map(({ start, length, code }) => ({
          startIndex: start,
          length,
          tooltip: l10n.t("Explain this npm failure"),
          failure: { text: outputs.get(terminal) ?? line, code },
        })),
      handleTerminalLink: ({ failure }: FailureLink) =>
        commands.executeCommand("trustedPublishing.explainFailure", failure),
    }),
    window.onDidCloseTerminal((terminal) => outputs.delete(terminal)),
    ...readOutputs(outputs),
  ];
}

/** What this extension needs of shell integration, which VS Code has since 1.93. */
interface ShellEvents {
  readonly onDidStartTerminalShellExecution?: (
    listener: (event: {
      readonly terminal: Terminal;
      readonly execution: { readonly commandLine: { readonly value: string }; read(): AsyncIterable<string> };
    }) => void,
  ) => Disposable;
}

/** A command that publishes, or shows the log of one. */
const publishes = /\b(?:publish|release|lerna|changeset|semantic-release|release-it|gh run)\b/;

/** The end of an output is what tells. */
const mostOutput = 200_000;

function readOutputs(outputs: Map<Terminal, string>): Disposable[] {
  const events: ShellEvents = window as unknown as ShellEvents;
  try {
    const started = events.onDidStartTerminalShellExecution?.(({ terminal, execution }) => {
      outputs.delete(terminal);
      if (!publishes.test(execution.commandLine.value)) return;
      void (async () => {
        for await (const piece of execution.read())
          outputs.set(terminal, ((outputs.get(terminal) ?? "") + piece).slice(-mostOutput));
      })();
    });
    return started === undefined ? [] : [started];
  } catch {
    // VS Code 1.91 and 1.92 have it as a proposal, and throw for an extension that didn't ask for proposals.
    return [];
  }
}
