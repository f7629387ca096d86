import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { TestContext } from "node:test";
import type { Io } from "../../server/src/cli/io.ts";
import { run } from "../../server/src/cli/run.ts";

/** A folder with these files, gone when the test ends. */
export function folderOf(context: TestContext, files: Readonly<Record<string, string>> = {}): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "trusted-publishing-")));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** A copy of the broken example. */
export function exampleIn(context: TestContext): string {
  const folder = folderOf(context);
  cpSync("test/example", folder, { recursive: true });
  return folder;
}

/**
 * Runs the command line inside a folder, as on a terminal of 80 columns without colours. With `typed` there is a person, who
 * answers so, and then ends the input; `outside` is what else the run gets.
 */
export async function runIn(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  typed?: readonly string[],
  outside: Partial<Io> = {},
) {
  const questions: string[] = [];
  const out: string[] = [];
  const told: string[] = [];
  const code = await run(args, {
    cwd,
    env,
    terminal: { width: 80, color: false },
    today: "2026-11-21",
    out: (text) => out.push(text),
    tell: (line) => told.push(line),
    ...(typed === undefined ? {} : { ask: (question) => Promise.resolve(typed[questions.push(question) - 1]) }),
    ...outside,
  });
  return { code, out: out.join(""), told, questions };
}
