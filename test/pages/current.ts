import assert from "node:assert/strict";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
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
  if (updating()) writeText(path, text);
  else assert.fail(`${path} (-) isn't current (+); UPDATE=1 npm test writes it anew:\n${difference(written, text)}`);
}

/** Writes a file whole: tests that run at the same time read the old text or the new one, never a part. */
export function writeText(path: string, text: string): void {
  const whole = `${path}.${process.pid}.tmp`;
  writeFileSync(whole, text);
  renameSync(whole, path);
}
