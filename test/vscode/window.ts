import { chromium, type Browser, type Page } from "playwright-core";
import { fromEnvironment } from "./environment.ts";

/** What a window shows at first. */
export interface WindowContent {
  /** Absolute path of a folder or a `.code-workspace` file; undefined for an empty window. */
  readonly opened?: string | undefined;
  /** VS Code's start parameters, as pairs. */
  readonly payload?: readonly (readonly [string, string])[];
}

/** Starts the Chromium that CHROMIUM names. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: fromEnvironment("CHROMIUM"),
    // Containers, root's above all, have no sandbox to offer; the pages are ours.
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
  });
}

/** A page that reaches this machine only: everything else is refused at once, so nothing waits for a network. */
export async function newPage(browser: Browser): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.route(
    (url) => url.hostname !== "127.0.0.1" && /^https?:$/.test(url.protocol),
    (route) => route.abort(),
  );
  return page;
}

/** The address of a VS Code window. */
export function windowUrl(server: string, { opened, payload }: WindowContent): string {
  const url = new URL(server);
  if (opened === undefined) url.searchParams.set("ew", "true");
  else url.searchParams.set(opened.endsWith(".code-workspace") ? "workspace" : "folder", opened);
  if (payload !== undefined) url.searchParams.set("payload", JSON.stringify(payload));
  return url.href;
}

/** How a window's start parameters name a file of the server's machine. */
export function remoteUri(server: string, path: string): string {
  return `vscode-remote://${new URL(server).host}${path}`;
}
