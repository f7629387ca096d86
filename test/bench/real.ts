import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import type * as Esbuild from "esbuild";
import { median, milliseconds, table } from "./measure.ts";
import { start } from "./session.ts";
import { keystrokes } from "./typing.ts";
import { workflowsIn } from "./workflows.ts";

// esbuild can't be bundled, and the benchmarks are.
const esbuild = createRequire(resolve("package.json"))("esbuild") as typeof Esbuild;
const bundles = ".test/bench";

/** The lint of checkouts of real repositories, against the parser alone, each in one process. */
export async function realTable(folders: readonly string[]): Promise<string> {
  await bundle();
  const rounds = 5;
  const [parse, lint]: [Usage[], Usage[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    parse.push(await usageOf(`${bundles}/parse.main.js`, ...folders));
    lint.push(await usageOf("dist/cli.js", "lint", ...folders));
  }
  const empty = await usageOf("-e", "0");
  const [parsed, linted] = [parse, lint].map((usages) => median(usages.map(({ cpu }) => cpu)));
  const peak = Math.max(...lint.map(({ memory }) => memory));
  const workflows = folders.flatMap(workflowsIn).length;
  return table([
    [`${folders.length} repositories with ${workflows} workflows`, "CPU", "", "peak memory"],
    ["node -e 0", milliseconds(empty.cpu), "", mebibytes(empty.memory)],
    [
      "parsing the workflows",
      milliseconds(parsed ?? 0),
      "1.00",
      mebibytes(Math.max(...parse.map((own) => own.memory))),
    ],
    ["lint", milliseconds(linted ?? 0), ((linted ?? 0) / (parsed ?? 1)).toFixed(2), mebibytes(peak)],
    ["target", "", "4.00", "200 MiB"],
  ]);
}

/** The longest workflow of the folders in our server, and in one that parses it and finds nothing. */
export async function serverTable(folders: readonly string[]): Promise<string> {
  await bundle();
  const longest = folders
    .flatMap((folder) => workflowsIn(folder).map((path) => ({ folder, path, text: readFileSync(path, "utf8") })))
    .toSorted((one, other) => other.text.split("\n").length - one.text.split("\n").length)[0];
  if (longest === undefined) return "no workflow";
  const servers = [`${bundles}/minimal.main.js`, "dist/server.js"] as const;
  const samples = servers.map(() => ({ first: [] as number[], typed: [] as number[], cpu: [] as number[] }));
  for (let round = 0; round < 7; round++)
    for (const [index, server] of servers.entries()) {
      const own = samples[index];
      const begun = performance.now();
      const session = await start(longest.folder, server);
      const document = await session.open(longest.path);
      own?.first.push(performance.now() - begun);
      if (round < 3) {
        const strokes = keystrokes(longest.text);
        for (let warm = 0; warm < 40; warm++) await document.type(strokes.next().value);
        const before = session.cpu();
        for (let stroke = 0; stroke < measured; stroke++) {
          const typing = performance.now();
          await document.type(strokes.next().value);
          own?.typed.push(performance.now() - typing);
        }
        own?.cpu.push((session.cpu() - before) / measured);
      }
      await session.stop();
    }
  const [minimal, ours] = samples.map(({ first, typed, cpu }) => [median(first), median(typed), median(cpu)]);
  const names = ["start to first findings", "a keystroke", "CPU of a keystroke"];
  const targets = ["2.00", "", "3.00"];
  return table([
    [
      `${longest.path.split(/[\\/]/).slice(-4).join("/")}, ${longest.text.split("\n").length} lines`,
      "minimal server",
      "ours",
      "",
      "target",
    ],
    ...names.map((name, index) => {
      const [least = 0, own = 0] = [minimal?.[index], ours?.[index]];
      return [name, milliseconds(least), milliseconds(own), (own / least).toFixed(2), targets[index] ?? ""];
    }),
  ]);
}

const measured = 100;

interface Usage {
  /** In milliseconds, of all threads. */
  readonly cpu: number;
  /** The most at any time, in MiB. */
  readonly memory: number;
}

/** Runs Node to its end, whatever it says. */
function usageOf(...args: readonly string[]): Promise<Usage> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, ["--import", meter, ...args], {
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    let usage: Usage | undefined;
    child.on("message", (message: Usage) => (usage = message));
    child.once("error", failed);
    child.once("exit", () => (usage === undefined ? failed(new Error("It didn't say what it used.")) : done(usage)));
  });
}

const meter = `data:text/javascript,${encodeURIComponent(`
  process.channel.unref();
  process.on("exit", () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    process.send({ cpu: (userCPUTime + systemCPUTime) / 1000, memory: maxRSS / 1024 });
  });
`)}`;

async function bundle(): Promise<void> {
  await esbuild.build({
    entryPoints: ["test/bench/minimal.main.ts", "test/bench/parse.main.ts"],
    outdir: bundles,
    bundle: true,
    minify: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    mainFields: ["module", "main"],
    alias: { yaml: resolve("node_modules/yaml/browser/dist/index.js") },
    logLevel: "error",
  });
}

function mebibytes(value: number): string {
  return `${value.toFixed(0)} MiB`;
}
