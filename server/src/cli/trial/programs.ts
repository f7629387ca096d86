import { spawn } from "node:child_process";

/** How a program ended, and the end of what it printed: `most` characters. */
export interface Ended {
  readonly exit: number;
  readonly output: string;
}

/**
 * Runs one line of bash in a folder, as a job of CI does, without the tokens that the environment holds. Only after a person agreed: what it starts is the
 * repository's own code.
 */
export function runLine(
  line: string,
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
  most = 20_000,
): Promise<Ended> {
  const own = Object.entries(env).filter(([name]) => !/token|_auth|secret|password|^NODE_ENV$/i.test(name));
  return new Promise((resolve) => {
    const child = spawn("bash", ["-e", "-c", line], {
      cwd,
      env: { ...Object.fromEntries(own), CI: "true" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString("utf8")).slice(-most);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", (error) => resolve({ exit: 127, output: error.message }));
    child.on("close", (code) => resolve({ exit: code ?? 1, output }));
  });
}
