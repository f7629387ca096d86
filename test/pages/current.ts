import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { difference } from "./difference.ts";

/** Whether generated parts are to be written instead of compared. Throws in CI, where a drift must be seen. */
export function updating(): boolean {
  if (process.env["UPDATE"] !== "1") return false;
  if (process.env["CI"] !== undefined && process.env["CI"] !== "")
    throw new Error("UPDATE=1 doesn't run in CI: commit what it draws");
  return true;
}

/** A text file of the checkout, with LF. */
export function readText(path: string): string {
  return readFileSync(path, "utf8").replaceAll("\r\n", "\n");
}

/** With UPDATE=1 writes the text into the file, else fails where the file says anything else. */
export function keepCurrent(path: string, text: string): void {
  const written = readText(path);
  if (written === text) return;
  if (updating()) writeFileSync(path, text);
  else assert.fail(`${path} (-) isn't current (+); UPDATE=1 npm test writes it anew:\n${difference(written, text)}`);
}
