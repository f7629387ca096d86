// `npm run bench`: everything is measured in one run, side by side, and told as medians.
// P is what the YAML parser alone takes for the same text, warm: the measure that holds on any machine.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseTree } from "jsonc-parser";
import { parseDocument } from "yaml";
import { repositoryFiles, workflowPath, writeRepository, writeWorkflow } from "./generate.ts";
import { inProcess } from "./in-process.ts";
import { largeRepository, typedIn, writeLarge } from "./large.ts";
import { median, milliseconds, ratio, table, timed, timedAsync } from "./measure.ts";
import { realTable, serverTable } from "./real.ts";
import { start } from "./session.ts";
import { keystrokes, typed } from "./typing.ts";

const folder = mkdtempSync(join(tmpdir(), "trusted-publishing-bench-"));
main()
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  })
  .finally(() => rmSync(folder, { recursive: true, force: true }));

async function main(): Promise<void> {
  console.log(`Node ${process.version}, medians\n`);
  const folders = process.argv.slice(2);
  if (folders.length > 0) {
    console.log(`${await realTable(folders)}\n`);
    console.log(await serverTable(folders));
    return;
  }
  console.log(`${await keystrokeTable()}\n`);
  console.log(`${await largeTable()}\n`);
  console.log(`${await startTable()}\n`);
  console.log(await commandLineTable());
}

async function keystrokeTable(): Promise<string> {
  const rows = [["a keystroke in a workflow of", "P", "in process", "", "over stdio", "", "target"]];
  for (const [lines, target] of [
    [60, "< 4 P"],
    [300, "< 2 P"],
    [1500, "< 2 P"],
  ] as const) {
    const root = join(folder, `typing-${lines}`);
    writeRepository(root, lines);
    const { parse, own, wire } = await keystrokeIn(root, repositoryFiles(lines), workflowPath);
    rows.push([
      `${lines} lines`,
      milliseconds(parse),
      milliseconds(own),
      ratio(own, parse),
      milliseconds(wire),
      ratio(wire, parse),
      target,
    ]);
  }
  return table(rows);
}

async function largeTable(): Promise<string> {
  const root = join(folder, "large");
  writeLarge(root);
  const rows = [
    ["a keystroke among 100 workflows and 300 packages in", "P", "in process", "over stdio", "< 3 P + 5 ms"],
  ];
  for (const path of typedIn) {
    const { parse, own, wire } = await keystrokeIn(root, largeRepository(), path);
    rows.push([path, ...[parse, own, wire, 3 * parse + 5].map(milliseconds)]);
  }
  return table(rows);
}

/** Medians in milliseconds: of parsing the changed file alone, of the lint after it, and of both through the server. */
async function keystrokeIn(root: string, texts: ReadonlyMap<string, string>, path: string) {
  const session = await start(root);
  const document = await session.open(join(root, path));
  let { text } = document;
  const findings = inProcess(texts, path);
  const samples = { parse: [] as number[], process: [] as number[], stdio: [] as number[] };
  const strokes = keystrokes(text);
  const begun = performance.now();
  for (let round = 0; round < warmUp + rounds; round++) {
    if (round > warmUp && performance.now() - begun > longest) break;
    const stroke = strokes.next().value;
    text = typed(text, stroke);
    const parse = timed(() => (path.endsWith(".json") ? parseTree(text) : parseDocument(text)));
    const process = timed(() => findings(text));
    const stdio = await timedAsync(() => document.type(stroke));
    if (round < warmUp) continue;
    samples.parse.push(parse);
    samples.process.push(process);
    samples.stdio.push(stdio);
  }
  await session.stop();
  return { parse: median(samples.parse), own: median(samples.process), wire: median(samples.stdio) };
}

const warmUp = 100;
const rounds = 400;
/** In milliseconds, for each size: the machine decides how many rounds that allows. */
const longest = 20_000;

async function startTable(): Promise<string> {
  const root = join(folder, "start");
  const path = writeRepository(root, 300);
  const empty: number[] = [];
  const first: number[] = [];
  for (let round = 0; round < 15; round++) {
    empty.push(await timedAsync(() => node("-e", "0")));
    const begun = performance.now();
    const session = await start(root);
    await session.open(path);
    first.push(performance.now() - begun);
    await session.stop();
  }
  const workflows = Array.from({ length: 50 }, (_, number) => writeWorkflow(root, `release-${number}`, 300));
  const session = await start(root);
  const idle = session.memory();
  for (const workflow of workflows) await session.open(workflow);
  const full = session.memory();
  await session.stop();
  const memory = (value: number | undefined) => (value === undefined ? "unknown" : `${value.toFixed(0)} MiB`);
  return table([
    ["the server", "", "node -e 0"],
    ["start to first findings, 300 lines", milliseconds(median(first)), milliseconds(median(empty))],
    ["memory when started", memory(idle), ""],
    ["memory with 50 workflows of 300 lines open", memory(full), ""],
  ]);
}

async function commandLineTable(): Promise<string> {
  const one = writeRepository(join(folder, "one"), 300);
  const many = join(folder, "many");
  mkdirSync(many);
  for (let number = 0; number < repositories; number++) writeRepository(join(many, String(number)), 60);
  const empty: number[] = [];
  const file: number[] = [];
  const all: number[] = [];
  for (let round = 0; round < 9; round++) {
    empty.push(await timedAsync(() => node("-e", "0")));
    file.push(await timedAsync(() => node("dist/cli.js", "lint", one)));
    if (round % 3 === 0) all.push(await timedAsync(() => node("dist/cli.js", "lint", many)));
  }
  return table([
    ["the command line", "", "node -e 0"],
    ["lint of one file of 300 lines", milliseconds(median(file)), milliseconds(median(empty))],
    [`lint of ${repositories} repositories of 60 lines`, milliseconds(median(all)), ""],
    ["  each", milliseconds(median(all) / repositories), ""],
  ]);
}

const repositories = 2000;

/** Runs Node to its end, whatever it says. */
function node(...args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: "ignore" });
    child.once("error", reject);
    child.once("exit", () => resolve());
  });
}
