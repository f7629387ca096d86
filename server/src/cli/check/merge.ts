import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { asObject, jsonOf } from "../../npm-site/package.ts";
import { mergedReport } from "../../report/organization/merge.ts";
import type { Report } from "../../report/report.ts";
import type { Io } from "../io.ts";
import type { CheckOptions } from "./options.ts";

/** The reports in files as one; or one sentence that says which file isn't one, or why they can't be merged. */
export async function mergedFiles({ places, maxWarnings }: CheckOptions, io: Io): Promise<Report | string> {
  const parts: (readonly [string, Report])[] = [];
  for (const place of places) {
    const text = await readFile(resolve(io.cwd, place), "utf8").catch(() => undefined);
    if (text === undefined) return `${place} can't be read.`;
    const report = reportIn(text);
    if (report === undefined) return `${place} isn't what check --format json writes.`;
    parts.push([place, report]);
  }
  return mergedReport(parts, { maxWarnings });
}

/** A report of this program; undefined for anything else. What lies deeper is as this program wrote it. */
function reportIn(text: string): Report | undefined {
  const report = asObject(jsonOf(text));
  const isReport =
    report?.["version"] === 1 &&
    asObject(report["tool"])?.["name"] === "trusted-publishing" &&
    Array.isArray(report["repositories"]) &&
    report["repositories"].every((each) => Array.isArray(asObject(each)?.["packages"]));
  return isReport ? (report as unknown as Report) : undefined;
}
