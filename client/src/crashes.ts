import { CloseAction, ErrorAction, type ErrorHandler } from "vscode-languageclient";

/** A server that ends so often within so many milliseconds isn't started again by itself. */
const most = 5;
const within = 3 * 60 * 1000;

/** Starts a server again that has ended, without a word: the view and the status say it where that doesn't help. */
export function quietCrashes(log: (line: string) => void): ErrorHandler {
  let ends: readonly number[] = [];
  return {
    error(error) {
      log(`The connection to the server has an error: ${error.message}`);
      return { action: ErrorAction.Continue, handled: true };
    },
    closed() {
      const now = Date.now();
      ends = [...ends.filter((time) => now - time < within), now];
      const again = ends.length < most;
      log(again ? "The server has ended, and is started again." : `The server has ended ${most} times: it stays so.`);
      if (!again) ends = [];
      return { action: again ? CloseAction.Restart : CloseAction.DoNotRestart, handled: true };
    },
  };
}
