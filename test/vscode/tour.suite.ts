import assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { animated, type Frame } from "./animated.ts";
import { startCodeServer, type CodeServer } from "./code-server.ts";
import { fromEnvironment } from "./environment.ts";
import { repositoryWith, type Fixture } from "./fixtures.ts";
import { command, picture, pictures, pressUntil } from "./keys.ts";
import { newPage, remoteUri, startBrowser, windowUrl } from "./window.ts";

const release = ".github/workflows/release.yml";
const workflow = `name: Release

on:
  push:
    tags: ["v*"]

jobs:
  publish:
    runs-on: ubuntu-latest
    permissions:
      contents: read
    steps:
      - uses: actions/checkout@v6
      - uses: actions/setup-node@v6
        with:
          node-version: 22
      - run: npm ci
      - run: npm publish
`;
const broken = {
  [release]: workflow,
  "package.json": `{\n  "name": "@acme/widgets",\n  "version": "1.0.0"\n}\n`,
  "package-lock.json": "{}\n",
};

/** Takes the pictures of the walkthrough and of README; what they show is what a person does by keyboard. */
suite("A tour by keyboard", () => {
  let server: CodeServer;
  let browser: Browser;
  let fixture: Fixture;
  let page: Page;

  suiteSetup(async () => {
    mkdirSync(join(pictures, "tour"), { recursive: true });
    server = await startCodeServer(fromEnvironment("VSCODE_SERVER"), {
      vsix: [fromEnvironment("VSIX")],
      settings: {
        "workbench.colorTheme": "Default Dark Modern",
        "editor.minimap.enabled": false,
        "outline.collapseItems": "alwaysCollapse",
      },
    });
    browser = await startBrowser();
  });

  teardown(async function () {
    if (this.currentTest?.state === "failed") await picture(page, `failed ${this.currentTest.title}`);
    await page.close();
    rmSync(fixture.folder, { recursive: true });
  });

  suiteTeardown(async () => {
    await browser.close();
    await server.stop();
  });

  async function openWindow(files: Readonly<Record<string, string>>, path?: string): Promise<void> {
    fixture = repositoryWith(files);
    page = await newPage(browser);
    page.setDefaultTimeout(30_000);
    await page.setViewportSize({ width: 960, height: 660 });
    const payload =
      path === undefined ? [] : [["openFile", remoteUri(server.url, join(fixture.folder, path))] as const];
    await page.goto(windowUrl(server.url, { opened: fixture.folder, payload }));
    await page.locator(".pane-header", { hasText: "npm Releases" }).waitFor();
    if (path !== undefined) await page.locator(".monaco-editor .view-line").first().waitFor();
  }

  const row = (text: RegExp): Locator => page.locator(".codelens-decoration a").getByText(text).first();
  const viewRow = (text: string): Locator =>
    page.locator(".pane", { hasText: "npm Releases" }).locator(".monaco-list-row", { hasText: text }).first();
  const shot = (name: string): Promise<Buffer> => page.screenshot({ path: join(pictures, "tour", `${name}.png`) });

  test("the row, all fixes, and what is left", async () => {
    await openWindow(broken, release);
    const frames: Frame[] = [];
    await row(/Fails.* 3 obstacles/).waitFor();
    frames.push({ png: await shot("verdict"), milliseconds: 1600 });
    await page.getByText("Fix all…").first().hover();
    frames.push({ png: await shot("hover"), milliseconds: 500 });
    await page.getByText("Fix all…").first().click();
    await page.locator(".multiDiffEditor .view-line", { hasText: "id-token: write" }).first().waitFor();
    await page.locator('.editor-actions [aria-label^="Write Changes"]').waitFor();
    frames.push({ png: await shot("repair"), milliseconds: 1700 });
    await page.keyboard.press("Control+Enter");
    await row(/✓ Publishes/).waitFor();
    frames.push({ png: await shot("fixed"), milliseconds: 1300 });
    await command(page, "Explorer: Focus on npm Releases View");
    await viewRow("npmjs.com must trust").waitFor();
    await page.mouse.move(0, 0);
    await page.waitForTimeout(500);
    frames.push({ png: await shot("tell"), milliseconds: 2500 });
    const demo = animated(frames);
    writeFileSync(join(pictures, "tour", "demo.png"), demo);
    assert.ok(demo.length < 2_000_000, `${demo.length} bytes`);
    assert.ok(frames.reduce((sum, { milliseconds }) => sum + milliseconds, 0) < 8_000);
  });

  test("a broken package is repaired by three keys and a command's name", async () => {
    await openWindow(broken);
    let keys = 0;
    const press = async (key: string): Promise<void> => {
      keys++;
      await page.keyboard.press(key);
    };
    await page.locator("footer", { hasText: "npm: release fails" }).waitFor();
    keys++;
    await pressUntil(page, "F1", page.locator(".quick-input-widget input"));
    await page.keyboard.type("Fix This npm Publish");
    await page.locator(".quick-input-list .monaco-list-row.focused", { hasText: "Fix This npm Publish" }).waitFor();
    await press("Enter");
    await page.locator(".multiDiffEditor .view-line", { hasText: "id-token: write" }).first().waitFor();
    await page.locator('.editor-actions [aria-label^="Write Changes"]').waitFor();
    // The key is the editor's, once the editor has the focus.
    await page.waitForFunction("document.activeElement?.closest('.multiDiffEditor') != null");
    await press("Control+Enter");
    await row(/✓ Publishes @acme\/widgets if npmjs\.com trusts acme\/widgets, release\.yml/).waitFor();
    assert.match(readFileSync(join(fixture.folder, release), "utf8"), /id-token: write/);
    assert.ok(keys <= 12, `${keys} keys`);
    await page.locator("footer", { hasText: "npm: release fails" }).waitFor({ state: "detached" });
    await picture(page, "by keyboard");
  });

  test("a release workflow where there is none", async () => {
    await openWindow({ "package.json": broken["package.json"], "package-lock.json": "{}\n" });
    await command(page, "Trusted Publishing: Create npm Release Workflow (OIDC)");
    await page
      .locator(".quick-input-list .monaco-list-row.focused", { hasText: "Create with these defaults" })
      .waitFor();
    await page.keyboard.press("Enter");
    await page.locator(".multiDiffEditor .view-line").first().waitFor();
    await page.locator('.editor-actions [aria-label^="Write Changes"]').waitFor();
    await shot("create");
    await page.keyboard.press("Control+Enter");
    await viewRow("Next steps for release.yml").waitFor();
  });

  test("a failure is explained", async () => {
    await openWindow(broken, release);
    await row(/Fails/).waitFor();
    await command(page, "Trusted Publishing: Explain npm Failure");
    await page.locator(".quick-input-list .monaco-list-row", { hasText: "A code…" }).click();
    await page.locator('.quick-input-widget input[placeholder="E404"]').waitFor();
    await page.keyboard.type("ENEEDAUTH");
    await page.keyboard.press("Enter");
    const text = page.frameLocator("iframe.webview.ready >> visible=true").frameLocator("#active-frame");
    await text.getByText("id-token").first().waitFor();
    await shot("explain");
  });

  test("the walkthrough has its five steps", async () => {
    await openWindow(broken);
    await command(page, "Welcome: Open Walkthrough");
    await page.locator(".quick-input-list .monaco-list-row", { hasText: "npm releases without a token" }).click();
    await page.locator(".getting-started-step", { hasText: "Repair all that stops it" }).waitFor();
    await page.waitForTimeout(1_000);
    await picture(page, "walkthrough");
  });
});
