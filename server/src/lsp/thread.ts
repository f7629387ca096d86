import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { Worker } from "node:worker_threads";
import type { MessageConnection } from "vscode-languageserver";
import { linkOver } from "./link.ts";
import type { Thread } from "./relay.ts";

/** What the thread that lints posts in addition to the messages of the protocol: the root or folder that it begins with, or has ended. */
export interface Busy {
  readonly begins?: string;
  readonly ends?: string;
}

/** A thread that lints. It is started before anything else is loaded, so that both load at once. */
export function startThread(): Thread {
  const worker = new Worker(join(__dirname, "worker.js"), {
    // A root that needs more is left out, rather than end the process with everything in it.
    resourceLimits: { maxOldGenerationSizeMb: 1024 },
  });
  let link: MessageConnection | undefined;
  return {
    // Not before the library is loaded, which takes longer than to start a thread.
    link: () => (link ??= linkOver(worker)),
    onBusy: (heard) => worker.on("message", (message: Busy) => heard(message)),
    onFailure(failed) {
      worker.on("error", (error) => failed(error instanceof Error ? error.message : String(error)));
      worker.on("exit", (code) => failed(`it ended with ${code}`));
    },
    stop() {
      worker.removeAllListeners();
      worker.on("error", () => undefined);
      link?.dispose();
      void worker.terminate();
    },
  };
}

// Node 20 optimises what has hardly been used, which costs a start a third of its CPU. Later ones wait by themselves.
if (process.version.startsWith("v20.")) setFlagsFromString("--interrupt-budget=1000000");

/** The first one. */
export const firstThread = startThread();
