import { spawn } from "node:child_process";
import { decodedChunks } from "../explain/log-file.ts";
import type { Io } from "../io.ts";

/** Runs a program that this package brings along in a Node of its own: its exit code, undefined where it was killed, and what it prints. */
export async function runProgram(
  program: string,
  env: Readonly<Record<string, string | undefined>>,
  { cwd }: Pick<Io, "cwd">,
): Promise<{ readonly code: number | undefined; readonly out: string }> {
  const child = spawn(process.execPath, ["--input-type=module", "-"], { cwd, env, stdio: ["pipe", "pipe", "ignore"] });
  const ended = new Promise<number | undefined>((done) => {
    child.on("error", () => done(undefined));
    child.on("close", (code) => done(code ?? undefined));
  });
  child.stdin.end(program);
  let out = "";
  for await (const text of decodedChunks(child.stdout)) out += text;
  return { code: await ended, out };
}
