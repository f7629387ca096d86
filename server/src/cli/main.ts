import { createRequire } from "node:module";
import { createInterface } from "node:readline/promises";
import { setTimeout } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { interrupted, type Io } from "./io.ts";
import { run } from "./run.ts";

// The language server loads this file for what few sessions ask, rather than hold all of it as well.
export { answerGenerateRequest } from "../host/generate-request.ts";

const { stdin, stdout, stderr, env } = process;

if (require.main === module && isLanguageServer(process.argv.slice(2))) {
  startLanguageServer();
} else if (require.main === module) {
  // Node 20 optimises what has hardly been used, which costs a run of seconds a third of its CPU. Later ones wait by themselves.
  if (process.version.startsWith("v20.")) setFlagsFromString("--interrupt-budget=1000000");
  // A reader that has seen enough (`| head`) is no failure.
  stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  // The exit code is set rather than forced, so that what was written arrives.
  void run(process.argv.slice(2), terminalIo()).then((code) => (process.exitCode = code));
}

function isLanguageServer([command, ...options]: readonly string[]): boolean {
  return command === "lsp" && !options.includes("--help") && !options.includes("-h");
}

/** It has a bundle of its own, which reads the options itself. */
function startLanguageServer(): void {
  if (process.argv.length === 3) process.argv.push("--stdio");
  createRequire(__filename)("./server.js");
}

function terminalIo(): Io {
  return {
    cwd: process.cwd(),
    env,
    terminal: {
      width: stdout.columns ?? (Number(env["COLUMNS"]) || 80),
      color:
        (env["NO_COLOR"] ?? "") !== ""
          ? false
          : stdout.isTTY
            ? stdout.hasColors()
            : ![undefined, "", "0"].includes(env["FORCE_COLOR"]),
    },
    today: new Date().toISOString().slice(0, 10),
    out: (text) => stdout.write(text),
    tell: (line) => stderr.write(`${line}\n`),
    ...(stdin.isTTY ? { ask } : { input: stdin }),
    fetch,
    pause,
    interruptions,
  };
}

async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  // Whoever is interrupted looks at the signal.
  await setTimeout(milliseconds, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
}

/** The terminal interrupts the program that runs as well; this one ends when that has. */
function interruptions(): { readonly signal: AbortSignal; readonly end: () => void } {
  const controller = new AbortController();
  const interrupt = (): void => controller.abort();
  process.on("SIGINT", interrupt);
  return { signal: controller.signal, end: () => process.off("SIGINT", interrupt) };
}

/** By a reader that lives as long as the question: otherwise it would keep the process alive. */
async function ask(question: string): Promise<string | undefined> {
  const reader = createInterface({ input: stdin, output: stderr });
  // Nothing is half done while a question is open.
  reader.once("SIGINT", () => {
    stderr.write("\n");
    process.exit(interrupted);
  });
  const ended = new Promise<undefined>((resolve) => reader.once("close", () => resolve(undefined)));
  try {
    return await Promise.race([reader.question(question), ended]);
  } finally {
    reader.close();
  }
}
