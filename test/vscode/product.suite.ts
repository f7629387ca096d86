import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { startCodeServer, type CodeServer } from "./code-server.ts";
import { fromEnvironment } from "./environment.ts";
import { brokenRepository, repositoryWith, type Fixture } from "./fixtures.ts";
import { command, picture } from "./keys.ts";
import { newPage, remoteUri, startBrowser, windowUrl } from "./window.ts";

const release = ".github/workflows/release.yml";
const manifest = `{ "name": "@acme/widgets", "version": "1.0.0", "scripts": { "test": "node --test" } }\n`;

suite("What a person meets besides findings", () => {
  let server: CodeServer;
  let browser: Browser;
  let fixture: Fixture | undefined;
  let page: Page;

  suiteSetup(async () => {
    server = await startCodeServer(fromEnvironment("VSCODE_SERVER"), {
      vsix: [fromEnvironment("VSIX")],
      settings: { "workbench.colorTheme": "Default Dark Modern" },
    });
    browser = await startBrowser();
  });

  teardown(async function () {
    if (this.currentTest?.state === "failed") await picture(page, `failed ${this.currentTest.title}`);
    await page.close();
    if (fixture !== undefined) rmSync(fixture.folder, { recursive: true });
  });

  suiteTeardown(async () => {
    await browser.close();
    await server.stop();
  });

  async function openWindow(opened: Fixture, path: string): Promise<void> {
    fixture = opened;
    page = await newPage(browser);
    page.setDefaultTimeout(15_000);
    const payload = [["openFile", remoteUri(server.url, join(opened.folder, path))]] as const;
    await page.goto(windowUrl(server.url, { opened: opened.folder, payload }));
    await page.locator(".monaco-editor .view-line").first().waitFor();
  }

  const read = (path: string): string => readFileSync(join(fixture?.folder ?? "", path), "utf8");
  const has = (path: string): boolean => existsSync(join(fixture?.folder ?? "", path));
  const viewRow = (text: string): Locator =>
    page.locator(".pane", { hasText: "npm Releases" }).locator(".monaco-list-row", { hasText: text }).first();
  const pick = (text: string): Locator => page.locator(".quick-input-list .monaco-list-row.focused", { hasText: text });

  async function create(): Promise<void> {
    await command(page, "Trusted Publishing: Create npm Release Workflow (OIDC)");
    await pick("Create with these defaults").waitFor();
    await page.keyboard.press("Enter");
    await page.locator('.editor-actions [aria-label^="Write Changes"]').waitFor();
    await page.keyboard.press("Control+Enter");
    await viewRow("Next steps for release.yml").waitFor();
  }

  test("steps that are left survive a reload, and go with what is taken back", async () => {
    await openWindow(repositoryWith({ "package.json": manifest }), "package.json");
    await create();
    await viewRow("Tell npm to trust").locator(".custom-view-tree-node-item-checkbox").click();
    await viewRow("1 of").waitFor();
    // The browser writes an extension's memory a moment later, and nothing shows when it has.
    await page.waitForTimeout(3_000);
    await page.reload();
    await page.locator(".monaco-editor .view-line").first().waitFor();
    await viewRow("Next steps for release.yml").waitFor();
    await viewRow("1 of").waitFor();
    await picture(page, "steps after reload");
  });

  test("one undo takes back all files, and the folders that came with them", async () => {
    await openWindow(repositoryWith({ "package.json": manifest }), "package.json");
    await create();
    assert.ok(has(release));
    assert.match(read("package.json"), /"repository"/);
    await page.locator(".monaco-editor .view-line").first().click();
    await page.keyboard.press("Control+Z");
    await viewRow("Next steps for release.yml").waitFor({ state: "detached" });
    await picture(page, "undone");
    assert.ok(!has(".github"), "a folder is left");
    await page.keyboard.press("Control+S");
    await page.locator(".tab.active:not(.dirty)").waitFor();
    assert.equal(read("package.json"), manifest);
  });

  test("a server that dies comes back without a word; once it stays dead, the view says so", async () => {
    await openWindow(brokenRepository(), release);
    await page.locator(".squiggly-error").first().waitFor();
    await page.locator(".pane-header", { hasText: "npm Releases" }).click();
    for (let crash = 1; crash <= 5; crash++) {
      await viewRow("@acme/gadgets").waitFor();
      for (const pid of languageServers(server.extensions)) process.kill(pid, "SIGKILL");
      await page.waitForTimeout(crash === 5 ? 500 : 2_500);
      assert.equal(await page.locator(".notification-toast").count(), 0, `toast after crash ${crash}`);
    }
    const pane = page.locator(".pane", { hasText: "npm Releases" });
    await pane.getByText("The server has stopped").waitFor();
    await page.locator("footer", { hasText: "npm: server stopped" }).waitFor();
    await picture(page, "server stopped");
    await pane.getByText("Restart", { exact: true }).click();
    await viewRow("@acme/gadgets").waitFor();
    await page.locator(".squiggly-error").first().waitFor();
    await picture(page, "server restarted");
  });

  test("a folder without a package has no view, no item and no question", async () => {
    await openWindow(repositoryWith({ "notes.md": "# Notes\n" }), "notes.md");
    await page.waitForTimeout(3_000);
    assert.equal(await page.locator(".pane-header", { hasText: "npm Releases" }).count(), 0);
    assert.equal(await page.locator("footer", { hasText: "npm:" }).count(), 0);
    assert.equal(await page.locator(".notification-toast").count(), 0);
    await picture(page, "nothing to release");
  });
});

/** Process ids of the servers of the extension in this folder. */
function languageServers(extensions: string): readonly number[] {
  const lines = execFileSync("ps", ["-eo", "pid=,args="], { encoding: "utf8" }).split("\n");
  return lines
    .filter((line) => line.includes(extensions) && line.includes("dist/server.js"))
    .map((line) => Number(line.trim().split(" ", 1)[0]));
}
