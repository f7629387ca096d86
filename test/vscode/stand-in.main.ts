#!/usr/bin/env node
// Stands in for the VS Code desktop executable, where none can be downloaded: it takes the arguments that
// @vscode/test-electron passes, and runs the tests in the extension host of a VS Code server, with Chromium as its window.
import { format } from "node:util";
import { startCodeServer } from "./code-server.ts";
import { fromEnvironment } from "./environment.ts";
import { newPage, remoteUri, startBrowser, windowUrl } from "./window.ts";

const seconds = 120;

async function main(): Promise<number> {
  const server = await startCodeServer(fromEnvironment("VSCODE_SERVER"), { driver: true });
  const browser = await startBrowser();
  try {
    const page = await newPage(browser);
    let log = "";
    const ended = new Promise<unknown>((resolve) => {
      // The window calls these two if they exist; the code is 0 when the tests' `run` resolved.
      void page.exposeFunction("codeAutomationExit", resolve);
      void page.exposeFunction("codeAutomationLog", (_type: string, args: readonly unknown[]) => {
        log += `${format(...args)}\n`;
      });
      page.on("crash", () => resolve("the window crashed"));
      setTimeout(() => resolve(`no end within ${seconds} s`), seconds * 1_000).unref();
    });
    const payload = ["extensionDevelopmentPath", "extensionTestsPath"].map(
      (name) => [name, remoteUri(server.url, argument(name))] as const,
    );
    // Functions must be in place before the page runs, and the calls above are sent in order.
    await page.goto(windowUrl(server.url, { opened, payload: [...payload, ["skipWelcome", "true"]] }));
    const code = await ended;
    if (code === 0) return 0;
    console.error(`The extension host's tests: ${String(code)}.`);
    if (code !== 1) console.error(log, server.output());
    return 1;
  } finally {
    await browser.close();
    await server.stop();
  }
}

const args = process.argv.slice(2);
const opened = args.find((arg) => !arg.startsWith("-"));

function argument(name: string): string {
  const prefix = `--${name}=`;
  const found = args.find((arg) => arg.startsWith(prefix));
  if (found === undefined) throw new Error(`No ${prefix} was given.`);
  return found.slice(prefix.length);
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
