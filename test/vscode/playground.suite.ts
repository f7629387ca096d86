// The playground page in a real browser: three inputs, a link, the keyboard, and no request after it has loaded.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { once } from "node:events";
import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { startBrowser } from "./window.ts";

const folder = "dist/playground";
const pictures = ".test/playground";
const types: Readonly<Record<string, string>> = { html: "text/html", js: "text/javascript", css: "text/css" };

let browser: Browser;
let server: Server;
let url: string;

suite("The playground", () => {
  suiteSetup(async () => {
    execFileSync(process.execPath, ["esbuild.mjs", "playground"]);
    mkdirSync(pictures, { recursive: true });
    browser = await startBrowser();
    server = createServer(({ url: path = "/" }, response) => {
      const name = path === "/" ? "index.html" : path.slice(1);
      const isThere = readdirSync(folder).includes(name);
      response.writeHead(isThere ? 200 : 404, { "content-type": types[name.replace(/.*\./, "")] ?? "text/plain" });
      response.end(isThere ? readFileSync(`${folder}/${name}`) : "");
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (typeof address !== "object" || address === null) throw new Error("No port is free.");
    url = `http://127.0.0.1:${address.port}/`;
  });

  suiteTeardown(async () => {
    await browser.close();
    server.close();
  });

  test("is one HTML, one JavaScript and one CSS file, under 1 MB compressed", () => {
    assert.deepEqual(readdirSync(folder).toSorted(), ["index.html", "playground.css", "playground.js"]);
    const sizes = readdirSync(folder).map((name) => gzipSync(readFileSync(`${folder}/${name}`)).length);
    assert.ok(sizes.reduce((sum, size) => sum + size, 0) < 1_000_000);
  });

  for (const scheme of ["dark", "light"] as const)
    test(`shows three inputs, ${scheme}, and asks the network for nothing after it has loaded`, async () => {
      const { page, requests, problems } = await open({ colorScheme: scheme });
      await page.screenshot({ path: `${pictures}/${scheme}-empty.png` });
      const loaded = requests.length;
      for (const [name, says] of inputs) {
        await page.getByRole("button", { name, exact: true }).click();
        await page.locator("#seen").getByText(says).first().waitFor();
        await page.screenshot({ path: `${pictures}/${scheme}-${name.replaceAll(" ", "-")}.png`, fullPage: true });
      }
      assert.deepEqual(requests.slice(loaded), []);
      assert.deepEqual(requests, ["/", "/playground.css", "/playground.js"]);
      assert.deepEqual(problems, []);
      await page.context().close();
    });

  test("repairs a broken release at a click, and takes it back", async () => {
    const { page } = await open();
    await page.getByRole("button", { name: "A broken OIDC release" }).click();
    await page.getByRole("button", { name: "Fix all 3" }).click();
    await page.locator("#seen").getByText("Publishes @acme/widgets if npmjs.com trusts").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.locator("#seen").getByText("Fails: npm stops with ENEEDAUTH").waitFor();
    await page.context().close();
  });

  test("a link holds the files; a log and a file with a secret are never in one", async () => {
    const { page } = await open();
    await page.getByRole("button", { name: "A release with a token" }).click();
    await page.getByRole("button", { name: "Copy a link" }).click();
    await page.waitForURL(/#[\w-]{50,}$/);
    const other = await open({}, page.url());
    await other.page.locator("#seen").getByText("Publishes gadgets with a token").waitFor();
    assert.equal(await other.page.locator("#repository").inputValue(), "acme/gadgets");
    await other.page.context().close();

    await page.getByRole("button", { name: "The log of a failed run" }).click();
    await page.getByRole("button", { name: "Copy a link" }).click();
    await page.getByText("The log isn't in it").waitFor();
    const empty = await open({}, page.url());
    assert.equal(await empty.page.locator("textarea").inputValue(), "");
    await empty.page.context().close();

    const before = page.url();
    await paste(page, `//example.com/:_authToken=${["npm", "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7cF0hL3nR6"].join("_")}\n`);
    await page.getByRole("button", { name: "Copy a link" }).click();
    await page.getByText("No link was made").waitFor();
    assert.equal(page.url(), before);
    await page.context().close();
  });

  test("reads HTML in a file as text", async () => {
    const { page, problems } = await open();
    const html = "<img src=x onerror=alert(1)><b>x</b>";
    await paste(
      page,
      `on: push\njobs:\n  publish:\n    runs-on: ubuntu-latest\n    environment: "${html}"\n    steps:\n      - run: npm publish\n`,
    );
    await page.locator("#seen details").click();
    await page.locator("#seen").getByText(html).first().waitFor();
    assert.equal(await page.locator("#seen img, #seen b").count(), 0);
    assert.deepEqual(problems, []);
    await page.context().close();
  });

  test("works by the keyboard alone", async () => {
    const { page } = await open();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    assert.equal(await focused(page), "repository");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.locator("#seen").getByText("Fails: npm stops with ENEEDAUTH").waitFor();
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Enter");
    assert.equal(await focused(page), "results");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    assert.equal(await focused(page), "Text of .github/workflows/release.yml");
    assert.equal(
      await page.evaluate("document.activeElement.value.slice(document.activeElement.selectionStart).split(' ')[0]"),
      "npm",
    );
    await page.context().close();
  });
});

const inputs: readonly (readonly [name: string, says: string])[] = [
  ["A broken OIDC release", "Fails: npm stops with ENEEDAUTH"],
  ["A release with a token", "Publishes gadgets with a token"],
  ["The log of a failed run", "What it is not"],
];

async function open(
  options: { readonly colorScheme?: "dark" | "light" } = {},
  address = url,
): Promise<{ page: Page; requests: readonly string[]; problems: readonly string[] }> {
  const context = await browser.newContext({ viewport: { width: 1360, height: 1000 }, ...options });
  const page = await context.newPage();
  const requests: string[] = [];
  const problems: string[] = [];
  // Also what the policy of the page refuses is a request here, and a message of the console.
  page.on("request", (request) => requests.push(new URL(request.url()).pathname));
  page.on("console", (message) => problems.push(message.text()));
  page.on("pageerror", (error) => problems.push(error.message));
  await page.goto(address);
  await page.locator("textarea").first().waitFor();
  return { page, requests, problems };
}

function paste(page: Page, text: string): Promise<unknown> {
  return page.evaluate(
    `(() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", ${JSON.stringify(text)});
      document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    })()`,
  );
}

function focused(page: Page): Promise<unknown> {
  return page.evaluate("document.activeElement.id || document.activeElement.getAttribute('aria-label')");
}
