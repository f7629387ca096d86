import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { startCodeServer, type CodeServer } from "./code-server.ts";
import { fromEnvironment } from "./environment.ts";
import { brokenRepository, leftoversRepository, type Fixture } from "./fixtures.ts";
import { command, picture, pictures, pressUntil } from "./keys.ts";
import { newPage, remoteUri, startBrowser, windowUrl } from "./window.ts";

const release = ".github/workflows/release.yml";
const themes = {
  light: "Default Light Modern",
  dark: "Default Dark Modern",
  "high-contrast": "Default High Contrast",
};

suite("The installed extension in a window", () => {
  let server: CodeServer;
  let browser: Browser;
  let fixture: Fixture;
  let page: Page;

  suiteSetup(async () => {
    rmSync(pictures, { recursive: true, force: true });
    server = await startCodeServer(fromEnvironment("VSCODE_SERVER"), { vsix: [fromEnvironment("VSIX")] });
    browser = await startBrowser();
  });

  setup(() => {
    fixture = brokenRepository();
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

  /** A window on the broken repository with one file open. */
  async function openWindow(path: string, theme: string, settings: object = {}): Promise<void> {
    server.setSettings({ "workbench.colorTheme": theme, ...settings });
    page = await newPage(browser);
    page.setDefaultTimeout(30_000);
    const payload = [["openFile", remoteUri(server.url, join(fixture.folder, path))]] as const;
    await page.goto(windowUrl(server.url, { opened: fixture.folder, payload }));
    await page.locator(".monaco-editor .view-line").first().waitFor();
  }

  for (const [name, theme] of Object.entries(themes)) {
    test(`shows a mistake, why, and where else (${name})`, async () => {
      await openWindow(release, theme);
      const squiggle = page.locator(".squiggly-error");
      await squiggle.first().waitFor();
      await page.locator("#status\\.languageStatus").waitFor();
      await picture(page, `${name} squiggle`);

      const hover = page.locator(".monaco-hover:visible", { hasText: "id-token: write" });
      await hoverUntil(page, lineOf(page, "permissions:", 1), hover.getByText("Quick Fix..."));
      await hover.getByText("id-token-write", { exact: true }).waitFor();
      await picture(page, `${name} hover`);

      await page.keyboard.press("Control+Shift+M");
      for (const rule of ["id-token-write", "npm-too-old", "repository-missing"]) {
        await page.locator(".markers-panel .monaco-list-row", { hasText: rule }).waitFor();
      }
      await picture(page, `${name} problems`);

      await lineOf(page, "permissions:", 1).click();
      await pressUntil(page, "Control+.", menuRow(page, /id-token: write/).first());
      await picture(page, `${name} quick fix`);
    });
  }

  for (const [name, theme] of Object.entries(themes)) {
    test(`shows what is left of the token (${name})`, async () => {
      fixture = useInstead(fixture, leftoversRepository());
      await openWindow(release, theme);
      await page.locator(".squiggly-error").first().waitFor();
      await page.locator(".squiggly-warning").first().waitFor();
      const token = lineOf(page, "NODE_AUTH_TOKEN", 0);
      const hover = page.locator(".monaco-hover:visible", { hasText: "only if that is refused" });
      await hoverUntil(page, token.locator("span span").last(), hover.getByText("Quick Fix..."));
      await picture(page, `${name} token hover`);

      await token.locator("span span").last().click();
      await pressUntil(page, "Control+.", menuRow(page, /Remove NODE_AUTH_TOKEN/).first());
      await picture(page, `${name} token fix`);
      await page.keyboard.press("Escape");

      await page.keyboard.press("Control+Shift+M");
      for (const rule of ["environment-mismatch", "stray-auth-token", "unread-token"])
        await page.locator(".markers-panel .monaco-list-row", { hasText: rule }).first().waitFor();
      await picture(page, `${name} token problems`);
    });
  }

  test("says what was understood of a publish, and leads to what decides it", async () => {
    await openWindow(release, themes.dark);
    await page.locator(".squiggly-error").first().waitFor();
    const hover = page.locator(".monaco-hover:visible", { hasText: "neither trusted publishing nor a token" });
    await hoverUntil(page, lineOf(page, "npm publish", 0).locator("span span").last(), hover.getByText("outcome: npm"));
    await picture(page, "dark publish");
    await hover.locator("a", { hasText: "package.json:" }).first().click();
    await page.locator(".tab.active", { hasText: "package.json" }).waitFor();
  });

  test("says above a publish how it ends, and repairs all that stops it", async () => {
    await openWindow(release, themes.dark);
    const row = page.locator(".codelens-decoration a");
    await row
      .getByText(/✗ Fails: .* 1 obstacle/)
      .first()
      .waitFor();
    await picture(page, "dark row");
    await row
      .getByText(/✗ Fails/)
      .first()
      .click();
    const chain = page.locator(".quick-input-list .monaco-list-row");
    await chain.getByText("Fix it…").waitFor();
    await chain.getByText(/can't request an OIDC token/).waitFor();
    await picture(page, "dark chain");
    await page.keyboard.press("Enter");
    await page.locator(".multiDiffEditor .view-line", { hasText: "id-token: write" }).first().waitFor();
    await page.locator('.editor-actions [aria-label^="Write Changes"]').waitFor();
    await picture(page, "dark fix all");
    await page.keyboard.press("Control+Enter");
    await row
      .getByText(/✓ Publishes/)
      .first()
      .waitFor();
    await picture(page, "dark row fixed");
    assert.match(readFileSync(join(fixture.folder, release), "utf8"), /contents: read\n {6}id-token: write/);
    await row.getByText("npmjs.com fields").first().click();
    await chain.getByText("Workflow filename").waitFor();
    await picture(page, "dark fields");
  });

  test("lists what stops each package, and what is left to do", async () => {
    await openWindow(release, themes.dark);
    await page.locator(".pane-header", { hasText: "npm Releases" }).click();
    const rows = page.locator(".pane", { hasText: "npm Releases" }).locator(".monaco-list-row");
    await rows.getByText("@acme/gadgets", { exact: true }).waitFor();
    await rows
      .getByText(/can.t exchange an OIDC token/)
      .first()
      .waitFor();
    await picture(page, "dark releases");
    const box = rows.filter({ hasText: "must exist on npm" }).locator(".custom-view-tree-node-item-checkbox");
    await box.click();
    await rows.locator(".codicon-check").first().waitFor();
    await picture(page, "dark releases ticked");
  });

  test("completes the declared publishers", async () => {
    fixture = useInstead(fixture, leftoversRepository());
    await openWindow(".github/trusted-publishers.json", themes.dark);
    await lineOf(page, '"environment"', 0).click();
    await page.keyboard.press("End");
    await page.keyboard.type(",");
    await page.keyboard.press("Enter");
    const offered = page.locator(".suggest-widget .monaco-list-row", { hasText: "permissions" });
    await pressUntil(page, "Control+Space", offered);
    await picture(page, "dark publishers");
  });

  test("shows the OIDC claims of a workflow, and sets the workflow and the record right", async () => {
    fixture = useInstead(fixture, leftoversRepository());
    await openWindow(release, themes.dark);
    await page.locator(".squiggly-error").first().waitFor();
    await lineOf(page, "publish:", 0).locator("span span").last().click();
    await pressUntil(page, "Control+.", menuRow(page, /environment/i).first());
    await picture(page, "dark environment fixes");
    await page.keyboard.press("Escape");
    await command(page, "Trusted Publishing: Show OIDC Claims");
    const claims = page.frameLocator("iframe.webview.ready >> visible=true").frameLocator("#active-frame");
    await claims.getByText("npm compares").first().waitFor();
    await picture(page, "dark claims");
  });

  test("completes names of this repository in the record", async () => {
    fixture = useInstead(fixture, leftoversRepository());
    await openWindow(".github/trusted-publishers.json", themes.dark);
    await lineOf(page, '"file"', 0).click();
    await page.keyboard.press("End");
    for (let left = 0; left < 2; left++) await page.keyboard.press("ArrowLeft");
    const offered = page.locator(".suggest-widget .monaco-list-row", { hasText: "release.yml" });
    await pressUntil(page, "Control+Space", offered.first());
    await picture(page, "dark record");
  });

  test("applies the preferred fix from the menu and saves it", async () => {
    await openWindow(release, themes.dark);
    await page.locator(".squiggly-error").first().waitFor();
    await lineOf(page, "permissions:", 1).click();
    await pressUntil(page, "Control+.", menuRow(page, /id-token: write/).first());
    await page.keyboard.press("Enter");
    await page.locator(".tab.active.dirty", { hasText: "release.yml" }).waitFor();
    await page.locator(".squiggly-error").waitFor({ state: "detached" });
    await page.keyboard.press("Control+S");
    await page.locator(".tab.active:not(.dirty)", { hasText: "release.yml" }).waitFor();
    const text = readFileSync(join(fixture.folder, release), "utf8");
    assert.match(text, /permissions:\n {6}contents: read\n {6}id-token: write\n {4}steps/);
    await picture(page, "dark fixed");
  });

  test("says in the language status what was understood, and leads to what wasn't", async () => {
    await openWindow(release, themes.dark);
    await page.locator("#status\\.languageStatus").hover();
    await page.locator(".hover-language-status").getByText("2 npm publishes checked, 1 not understood").waitFor();
    await picture(page, "dark status");
    await page.locator(".hover-language-status").getByText("Show", { exact: true }).click();
    await page.locator(".tab.active", { hasText: "nightly.yml" }).waitFor();
  });

  test("shows what passes between editor and server, once that is asked for", async () => {
    await openWindow(release, themes.dark, { "trustedPublishing.trace.server": "messages" });
    await page.locator(".squiggly-error").first().waitFor();
    await command(page, "Trusted Publishing: Show Output");
    // The view draws only the lines in sight: which messages these are depends on what came last.
    await page
      .locator(".output-view .view-line", { hasText: /Sending|Received/ })
      .first()
      .waitFor();
    await picture(page, "dark output");
  });

  for (const [name, theme] of Object.entries(themes)) {
    test(`colours .npmrc (${name})`, async () => {
      await openWindow(".npmrc", theme);
      await coloursAreShown(page);
      await picture(page, `${name} npmrc`);
    });
  }

  test("knows the parts of .npmrc", async () => {
    await openWindow(".npmrc", themes.dark);
    await coloursAreShown(page);
    const lines = readFileSync(join(fixture.folder, ".npmrc"), "utf8").split("\n");
    await page.locator(".monaco-editor .view-line").first().click();
    await command(page, "Developer: Inspect Editor Tokens and Scopes");
    await page.locator(".token-inspect-widget").waitFor();
    for (const [text, scope] of parts) {
      const line = lines.findIndex((candidate) => candidate.includes(text));
      assert.notEqual(line, -1, text);
      await putCursor(page, line, lines[line]?.indexOf(text) ?? 0);
      await page.locator(".token-inspect-widget", { hasText: scope }).waitFor();
    }
    await picture(page, "dark scopes");
  });
});

/** Words of the fixture's `.npmrc`, and the innermost scope of their first character. */
const parts: readonly (readonly [string, string])[] = [
  ["; What", "punctuation.definition.comment.npmrc"],
  ["What `npm", "comment.line.semicolon.npmrc"],
  ["Tools come", "comment.line.number-sign.npmrc"],
  ["@acme-tools", "entity.name.type.scope.npmrc"],
  ["registry=", "entity.name.tag.npmrc"],
  ["https:", "string.unquoted.npmrc"],
  ["//npm.pkg.github.com/:_auth", "entity.name.namespace.host.npmrc"],
  ["_authToken", "entity.name.tag.npmrc"],
  ["PACKAGES_TOKEN", "variable.other.environment.npmrc"],
  ["?}", "keyword.operator.optional.npmrc"],
  ["EMAIL?", "variable.other.environment.npmrc"],
  ["false", "constant.language.npmrc"],
  ["3", "constant.numeric.npmrc"],
  ["; as we", "comment.line.npmrc"],
];

/** The other folder is as good as never opened. */
function useInstead(before: Fixture, fixture: Fixture): Fixture {
  rmSync(before.folder, { recursive: true });
  return fixture;
}

/** The nth line of the editor, from 0, that holds a text. */
function lineOf(page: Page, text: string, nth: number): Locator {
  return page.locator(".monaco-editor .view-line", { hasText: text }).nth(nth);
}

function menuRow(page: Page, text: RegExp): Locator {
  return page.locator(".action-widget .monaco-list-row.action", { hasText: text });
}

/** The grammar arrives after the text. VS Code gives each colour of its theme a class. */
async function coloursAreShown(page: Page): Promise<void> {
  const classes = "[...document.querySelectorAll('.view-line span[class*=mtk]')].map((span) => span.className)";
  await page.waitForFunction(`new Set(${classes}).size >= 5`);
}

/** A hover is closed by a late change of the layout as well, and its links come with the answer to a second question. */
async function hoverUntil(page: Page, target: Locator, shown: Locator): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    await target.hover({ position: { x: 60, y: 9 } });
    try {
      return await shown.waitFor({ timeout: 8_000 });
    } catch (error) {
      if (attempt === 5) throw error;
      await page.mouse.move(0, 0);
    }
  }
}

async function putCursor(page: Page, line: number, column: number): Promise<void> {
  await page.keyboard.press("Control+Home");
  for (let down = 0; down < line; down++) await page.keyboard.press("ArrowDown");
  for (let right = 0; right < column; right++) await page.keyboard.press("ArrowRight");
}
