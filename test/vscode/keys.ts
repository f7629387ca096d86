import { join } from "node:path";
import type { Locator, Page } from "playwright-core";

export const pictures = ".test/screenshots";

export async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(pictures, `${name.replaceAll(/[^\w]+/g, "-")}.png`) });
}

/** A pop-up can be closed at once by a late change of the layout, so the key is pressed until it stays. */
export async function pressUntil(page: Page, key: string, shown: Locator): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    await page.keyboard.press(key);
    try {
      return await shown.waitFor({ timeout: 2_500 });
    } catch (error) {
      if (attempt === 5) throw error;
      await page.keyboard.press("Escape");
    }
  }
}

/** Runs a command by its title in the palette. */
export async function command(page: Page, title: string): Promise<void> {
  await pressUntil(page, "F1", page.locator(".quick-input-widget input"));
  await page.keyboard.type(title);
  await page.locator(".quick-input-list .monaco-list-row.focused", { hasText: title }).waitFor();
  await page.keyboard.press("Enter");
}
