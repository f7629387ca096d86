// Runs inside the extension host: VS Code calls `run` of the file that `extensionTestsPath` names.
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "node:util";
import Mocha from "mocha";
import { runAndCount, writeCounts } from "./counts.ts";
import { fromEnvironment } from "./environment.ts";

/** Runs the suite that WINDOW names; REPORT names the folder that takes what mocha says and counts. */
export async function run(): Promise<void> {
  const report = fromEnvironment("REPORT");
  Mocha.reporters.Base.consoleLog = (...line: readonly unknown[]) =>
    appendFileSync(join(report, "said"), `${format(...line)}\n`);
  const mocha = new Mocha({ ui: "tdd", timeout: 20_000, color: false, reporter: "spec", forbidOnly: true });
  mocha.addFile(join(__dirname, "windows", `${fromEnvironment("WINDOW")}.suite.js`));
  await mocha.loadFilesAsync();
  const counts = await runAndCount(mocha);
  writeCounts(join(report, "counts"), counts);
  if (counts.failed > 0) throw new Error(`${counts.failed} failed`);
}
