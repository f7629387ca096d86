import type { Io } from "./io.ts";
import { run } from "./run.ts";

const { stdout, stderr, env } = process;

// A reader that has seen enough (`| head`) is no failure.
stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

const io: Io = {
  cwd: process.cwd(),
  env,
  terminal: {
    width: stdout.columns ?? (Number(env["COLUMNS"]) || 80),
    color: stdout.isTTY ? stdout.hasColors() : ![undefined, "", "0"].includes(env["FORCE_COLOR"]),
  },
  today: new Date().toISOString().slice(0, 10),
  out: (text) => stdout.write(text),
  tell: (line) => stderr.write(`${line}\n`),
};

// The exit code is set rather than forced, so that what was written arrives.
void run(process.argv.slice(2), io).then((code) => (process.exitCode = code));
