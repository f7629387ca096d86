import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A VS Code server on 127.0.0.1 with folders of its own that vanish with it. */
export interface CodeServer {
  /** `http://127.0.0.1:PORT/` */
  readonly url: string;
  /** Folder of the installed extensions. */
  readonly extensions: string;
  /** Everything it printed. */
  output(): string;
  /** Replaces the user's settings; windows opened later have them. */
  setSettings(settings: Readonly<Record<string, unknown>>): void;
  stop(): Promise<void>;
}

export interface CodeServerOptions {
  /** Extensions to install first, as paths of `.vsix` files. */
  readonly vsix?: readonly string[];
  /** Lets a window's address name an extension to develop and tests to run; silences notifications. */
  readonly driver?: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** Starts the server in the folder that `test/install/vscode.sh` printed; resolves when it listens. */
export async function startCodeServer(folder: string, options: CodeServerOptions = {}): Promise<CodeServer> {
  const base = mkdtempSync(join(tmpdir(), "trusted-publishing-vscode-"));
  const extensions = join(base, "extensions");
  const settingsFile = join(base, "user/User/settings.json");
  mkdirSync(join(base, "user/User"), { recursive: true });
  const setSettings = (settings: Readonly<Record<string, unknown>>): void =>
    writeFileSync(settingsFile, JSON.stringify({ ...quiet, ...settings }));
  setSettings(options.settings ?? {});

  const command = [
    join(folder, "vscode/out/server-main.js"),
    "--accept-server-license-terms",
    `--server-data-dir=${join(base, "server")}`,
    `--user-data-dir=${join(base, "user")}`,
    `--extensions-dir=${extensions}`,
  ];
  const start = (args: readonly string[]): { child: ChildProcess; output: () => string } => {
    const child = spawn(join(folder, "node/bin/node"), [...command, ...args], {
      env: withoutEditor(process.env),
      stdio: ["ignore", "pipe", "pipe"],
    });
    let printed = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => (printed += chunk.toString()));
    return { child, output: () => printed };
  };

  if (options.vsix !== undefined && options.vsix.length > 0) {
    const { child, output } = start(options.vsix.flatMap((path) => ["--install-extension", path]));
    await once(child, "exit");
    if (child.exitCode !== 0) throw new Error(`The extension couldn't be installed.\n${output()}`);
  }

  const { child, output } = start([
    "--host=127.0.0.1",
    "--port=0",
    "--without-connection-token",
    "--telemetry-level=off",
    "--disable-workspace-trust",
    ...(options.driver === true ? ["--enable-smoke-test-driver"] : []),
  ]);
  const port = await new Promise<string>((resolve, reject) => {
    child.stdout?.on("data", () => {
      const listening = /Extension host agent listening on (\d+)/.exec(output());
      if (listening?.[1] !== undefined) resolve(listening[1]);
    });
    child.once("exit", () => reject(new Error(`VS Code's server didn't start.\n${output()}`)));
  });
  return {
    url: `http://127.0.0.1:${port}/`,
    extensions,
    output,
    setSettings,
    async stop() {
      if (child.exitCode === null) {
        child.kill("SIGTERM");
        const kill = setTimeout(() => child.kill("SIGKILL"), 5_000);
        await once(child, "exit");
        clearTimeout(kill);
      }
      rmSync(base, { recursive: true, force: true });
    },
  };
}

/** Nothing that talks, asks for an account, or is in the way of a picture. */
const quiet = {
  "chat.disableAIFeatures": true,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "files.autoSave": "off",
  "files.simpleDialog.enable": true,
  "git.enabled": false,
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "window.dialogStyle": "custom",
  "workbench.reduceMotion": "on",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
};

/** The variables of an editor that runs these tests in its terminal would mislead the server. */
function withoutEditor(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !name.startsWith("VSCODE_") && name !== "ELECTRON_RUN_AS_NODE"),
  );
}
