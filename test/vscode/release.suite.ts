import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { registryHost } from "../../server/src/npm-host.ts";
import { startCodeServer, type CodeServer } from "./code-server.ts";
import { fromEnvironment } from "./environment.ts";
import { repositoryWith, type Fixture } from "./fixtures.ts";
import { command, picture } from "./keys.ts";
import { newPage, remoteUri, startBrowser, windowUrl } from "./window.ts";

const create = "Trusted Publishing: Create npm Release Workflow (OIDC)";
const migrate = "Trusted Publishing: Migrate This Workflow to OIDC";
const release = ".github/workflows/release.yml";
const publishers = ".github/trusted-publishers.json";

const manifest = `{
  "name": "@acme/widgets",
  "version": "1.0.0",
  "scripts": { "build": "tsc", "test": "node --test" }
}
`;
const byToken = `name: Release
on:
  push:
    tags: ["v*"]

permissions:
  contents: read # to check out

jobs:
  publish:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v6
      - uses: actions/setup-node@v6
        with:
          node-version: 22
          registry-url: https://${registryHost}
      - run: npm ci
      - run: npm publish
        env:
          NODE_AUTH_TOKEN: \${{ secrets.NPM_TOKEN }}
`;

suite("Release workflows are written by keyboard", () => {
  let server: CodeServer;
  let browser: Browser;
  let fixture: Fixture;
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
    rmSync(fixture.folder, { recursive: true });
  });

  suiteTeardown(async () => {
    await browser.close();
    await server.stop();
  });

  async function openWindow(files: Readonly<Record<string, string>>, path = "package.json"): Promise<void> {
    fixture = repositoryWith(files);
    page = await newPage(browser);
    page.setDefaultTimeout(15_000);
    const payload = [["openFile", remoteUri(server.url, join(fixture.folder, path))]] as const;
    await page.goto(windowUrl(server.url, { opened: fixture.folder, payload }));
    await page.locator(".monaco-editor .view-line").first().waitFor();
  }

  const read = (path: string): string => readFileSync(join(fixture.folder, path), "utf8");
  const has = (path: string): boolean => existsSync(join(fixture.folder, path));

  /** The row that Enter takes. */
  const row = (text: string): Locator => page.locator(".quick-input-list .monaco-list-row.focused", { hasText: text });
  const step = (title: string): Locator => page.locator(".quick-input-widget", { hasText: title });
  /** The diffs are drawn, and the buttons that end the review are above them. */
  async function previewed(text: string, files: string): Promise<void> {
    await page.locator(".tab.active", { hasText: files }).waitFor();
    await page.locator(".multiDiffEditor .view-line", { hasText: text }).first().waitFor();
    await page.locator('.editor-actions [aria-label^="Write Changes"]').waitFor();
  }

  /** What is left to do is in the view, and can be copied. */
  async function nextSteps(text: string): Promise<void> {
    const row = page.locator(".pane .monaco-list-row", { hasText: "Next steps for" });
    await row.first().waitFor();
    await page.locator(".pane .monaco-list-row", { hasText: text }).first().waitFor();
  }

  test("a workflow with the defaults", async () => {
    await openWindow({ "package.json": manifest });
    await command(page, create);
    await row("Create with these defaults").waitFor();
    await picture(page, "create defaults");
    await page.keyboard.press("Enter");
    await previewed("name: Release", "3 files");
    await picture(page, "create preview");
    assert.ok(!has(release) && !has(publishers));
    await page.keyboard.press("Control+Enter");
    await nextSteps("Tell npm to trust");
    await picture(page, "create next steps");
    assert.match(read(release), /id-token: write/);
    assert.match(read(publishers), /"@acme\/widgets"/);
    assert.match(read("package.json"), /"repository"/);
  });

  test("a workflow with other choices, one of them taken back", async () => {
    await openWindow({ "package.json": manifest });
    await command(page, create);
    await row("Create with these defaults").waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await step("(1/8)")
      .and(page.locator(":has(.focused)", { hasText: "You push a tag" }))
      .waitFor();
    await picture(page, "create trigger");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await step("(2/8)").waitFor();
    await page.keyboard.press("Control+Alt+Minus");
    await row("A GitHub release").waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    for (const number of [2, 3, 4, 5]) {
      await step(`(${number}/8)`).waitFor();
      await page.keyboard.press("Enter");
    }
    await step("(6/8)").waitFor();
    await picture(page, "create environment");
    await page.keyboard.press("Control+A");
    await page.keyboard.press("Delete");
    await page.keyboard.press("Enter");
    await row("npm publish").waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await step("(8/8)").waitFor();
    await page.keyboard.press("Control+A");
    await page.keyboard.type("sub/npm.yml");
    await page.keyboard.press("Enter");
    await step("has no path").waitFor();
    await picture(page, "create file");
    await page.keyboard.press("Control+A");
    await page.keyboard.type("npm.yml");
    await page.keyboard.press("Enter");
    await previewed("workflow_dispatch", "3 files");
    await page.keyboard.press("Control+Enter");
    await nextSteps("Tell npm to trust");
    const text = read(".github/workflows/npm.yml");
    assert.match(text, /workflow_dispatch/);
    assert.match(text, /npm stage publish/);
    assert.doesNotMatch(text, /environment:/);
  });

  test("nothing, where a person ends it", async () => {
    await openWindow({ "package.json": manifest });
    await command(page, create);
    await row("Create with these defaults").waitFor();
    await page.keyboard.press("Escape");
    await row("Create with these defaults").waitFor({ state: "hidden" });
    await command(page, create);
    await row("Create with these defaults").waitFor();
    await page.keyboard.press("Enter");
    await previewed("name: Release", "3 files");
    await page.keyboard.press("Escape");
    await previewed("name: Release", "3 files");
    await command(page, "Trusted Publishing: Discard");
    await page.locator(".multiDiffEditor").waitFor({ state: "detached" });
    assert.ok(!has(".github"));
    assert.equal(read("package.json"), manifest);
  });

  test("nothing, where not all can be, and that is said", async () => {
    await openWindow({ "package.json": manifest, ".github/workflows": "a file\n" });
    await command(page, create);
    await row("Create with these defaults").waitFor();
    await page.keyboard.press("Control+Enter");
    await page.locator(".notification-toast", { hasText: ".github/workflows is no folder" }).waitFor();
    await picture(page, "create impossible");
    assert.equal(read("package.json"), manifest);
  });

  test("a migration, shown as a diff", async () => {
    await openWindow({ "package.json": manifest, [release]: byToken }, release);
    await command(page, migrate);
    await previewed("id-token: write", "2 files");
    await picture(page, "migrate preview");
    assert.equal(read(release), byToken);
    await page.keyboard.press("Control+Enter");
    await nextSteps("Merge this");
    await picture(page, "migrate next steps");
    assert.match(read(release), /id-token: write/);
    assert.match(read(release), /contents: read # to check out/);
    assert.match(read("package.json"), /"repository"/);
  });

  test("a question first, where a workflow publishes already", async () => {
    await openWindow({ "package.json": manifest, [release]: byToken }, release);
    await command(page, create);
    await row("Migrate .github/workflows/release.yml").waitFor();
    await picture(page, "create or migrate");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await row("Create with these defaults").waitFor();
    await page.keyboard.press("Enter");
    await previewed("concurrency:", "3 files");
    await picture(page, "replace preview");
    assert.equal(read(release), byToken);
    await page.keyboard.press("Control+Enter");
    await nextSteps("Tell npm to trust");
    assert.doesNotMatch(read(release), /NPM_TOKEN/);
  });
});
