import { createRequire } from "node:module";
import { resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { setTimeout } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { version } from "../product.ts";
import { interrupted, type Io } from "./io.ts";
import type * as Mcp from "./mcp/server.ts";
import { mcpInstructions, toolsIn } from "./mcp/tools.ts";
import { run } from "./run.ts";
import { stateOf } from "./targets.ts";
import { printable } from "./terminal.ts";

// The language server loads this file for what few sessions ask, rather than hold all of it as well.
export { answerGenerateRequest } from "../host/generate-request.ts";

const { stdin, stdout, stderr, env } = process;

const server = require.main === module ? serverIn(process.argv.slice(2)) : undefined;
if (server === "lsp") {
  startLanguageServer();
} else if (server === "mcp") {
  void startTools(process.argv[3]);
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

/** Which server the arguments start; `--help`, and what is wrong with them, are for `run`. */
function serverIn([command, ...options]: readonly string[]): "lsp" | "mcp" | undefined {
  if (command === "lsp") return options.includes("--help") || options.includes("-h") ? undefined : command;
  return command === "mcp" && options.length < 2 && options[0]?.startsWith("-") !== true ? command : undefined;
}

/** It has a bundle of its own, which reads the options itself. */
function startLanguageServer(): void {
  if (process.argv.length === 3) process.argv.push("--stdio");
  createRequire(__filename)("./server.js");
}

/** The SDK has a bundle of its own, which only this command loads. */
async function startTools(typed = "."): Promise<void> {
  const folder = resolve(typed);
  const state = await stateOf(folder);
  if (typeof state === "string" || !state.isDirectory) {
    stderr.write(`${printable(typed)} ${typeof state === "string" ? `can't be read: ${state}` : "is no folder"}.\n`);
    process.exitCode = 2;
    return;
  }
  const { serveTools } = createRequire(__filename)("./mcp.js") as typeof Mcp;
  const tools = toolsIn(folder, run, today);
  await serveTools({ name: "trusted-publishing", version, instructions: mcpInstructions, tools });
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
    today: today(),
    out: (text) => stdout.write(text),
    tell: (line) => stderr.write(`${line}\n`),
    ...(stdin.isTTY ? { ask } : { input: stdin }),
    fetch,
    pause,
    interruptions,
  };
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
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
