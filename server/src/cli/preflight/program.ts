import { spawn } from "node:child_process";
import { decodedChunks } from "../explain/log-file.ts";
import type { Io } from "../io.ts";

/** Runs a program that this package brings along in a Node of its own, and gives its exit code; undefined where it was killed. */
export async function runProgram(
  program: string,
  env: Readonly<Record<string, string | undefined>>,
  { cwd, out }: Pick<Io, "cwd" | "out">,
): Promise<number | undefined> {
  const child = spawn(process.execPath, ["--input-type=module", "-"], { cwd, env, stdio: ["pipe", "pipe", "ignore"] });
  const ended = new Promise<number | undefined>((done) => {
    child.on("error", () => done(undefined));
    child.on("close", (code) => done(code ?? undefined));
  });
  child.stdin.end(program);
  for await (const text of decodedChunks(child.stdout)) out(text);
  return ended;
}
