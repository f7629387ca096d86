// What `npm test` prints: each failure in full, with places in the sources, and at last one line with the counts.
import { existsSync, readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";

/** A reporter of node:test. Notes that tests make of themselves show where they were asked for, with FUZZ or TABLE. */
export default async function* report(events) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const printed = new Map();
  const failed = new Set();
  for await (const { type, data } of events) {
    if (type === "test:stdout" || type === "test:stderr")
      printed.set(named(data.file), (printed.get(named(data.file)) ?? "") + data.message);
    if (type === "test:diagnostic" && (process.env["FUZZ"] || process.env["TABLE"]) && data.file !== undefined)
      yield `${data.message}\n`;
    if (type === "test:pass") counts[data.skip === undefined ? "passed" : "skipped"]++;
    if (type === "test:fail" && data.details.error.failureType !== "subtestsFailed") {
      counts.failed++;
      failed.add(named(data.file));
      yield failure(data);
    }
  }
  for (const [file, text] of printed) if (failed.has(file)) yield `\n${file} printed:\n\n${indented(mapped(text))}\n\n`;
  const skipped = counts.skipped === 0 ? "" : `, ${counts.skipped} skipped`;
  yield `${counts.passed} passed, ${counts.failed} failed${skipped}\n`;
}

function failure({ name, file, line, column, details }) {
  const { cause } = details.error;
  const text = cause instanceof Error ? (cause.stack ?? cause.message) : inspect(cause);
  // Where a file fails as a whole, it is named for its test.
  const whole = named(name) === named(file);
  const place = whole ? named(file) : `${mapped(`${resolve(file)}:${line}:${column}`)} › ${name}`;
  return `\n✖ ${place}\n\n${indented(mapped(text))}\n\n`;
}

function indented(text) {
  return text.trimEnd().replaceAll(/^(?=.)/gm, "  ");
}

/** The test's source, from the path of its bundle. */
function named(file = "") {
  return relative(process.cwd(), file)
    .replaceAll("\\", "/")
    .replace(/^\.test\/bundle\/(.*)\.m?js$/, "test/$1.ts");
}

/** The text with places in bundles replaced by those in the sources; what Node and packages called is left out. */
function mapped(text) {
  return text
    .replaceAll(/(?:file:\/\/)?(\/[^\s()]*\.m?js):(\d+):(\d+)/g, (whole, path, line, column) => {
      const entry = sourceMapOf(path)?.findEntry(Number(line) - 1, Number(column) - 1);
      if (entry?.originalSource === undefined) return whole;
      const source = relative(process.cwd(), join(dirname(path), entry.originalSource));
      return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
    })
    .replaceAll(/\n +at .*(?:node:|node_modules).*/g, "");
}

const maps = new Map();

function sourceMapOf(path) {
  const file = `${path.startsWith("file:") ? fileURLToPath(path) : path}.map`;
  if (!maps.has(file))
    maps.set(file, existsSync(file) ? new SourceMap(JSON.parse(readFileSync(file, "utf8"))) : undefined);
  return maps.get(file);
}
