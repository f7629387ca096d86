import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { installCommand, packCommand, packedFolder, pnpmVersion } from "../../generate/build.ts";
import type { Choices, Offer } from "../../generate/choice.ts";
import { declaredManager } from "../../repository/package/package-manager.ts";
import type { Repository } from "../../repository/repository.ts";
import { commandLine } from "../../shell-word.ts";
import type { ExitCode, Io } from "../io.ts";
import { yes } from "../questions.ts";
import { printable } from "../terminal.ts";
import { compared, lacks, type Comparison } from "./compare.ts";
import { runLine, type Ended } from "./programs.ts";
import { readTarball, type Tarball } from "./tarball.ts";

/** What is tried out: the commands, and the packages with the folders that are packed, relative to the copy. */
export interface Trial {
  readonly directory: string;
  /** The package manager with its version, as npx fetches it where it isn't installed. */
  readonly manager: { readonly name: string; readonly spec: string };
  readonly commands: readonly string[];
  readonly packages: readonly { readonly name: string; readonly folder: string }[];
  /** Packs one folder into `$to`. */
  readonly pack: string;
}

/** The trial of a release as the choices make it. */
export function trialOf(repository: Repository, choices: Choices, packages: Offer["packages"]): Trial {
  const { manager, directory } = choices;
  const chosen = packages.filter((each) => choices.packages.includes(each.directory));
  const version =
    declaredManager(repository, directory)?.range ??
    (manager === "pnpm" ? pnpmVersion(repository, directory) : undefined);
  return {
    directory,
    manager: { name: manager, spec: version === undefined ? manager : `${manager}@${version}` },
    // What only looks whether it is right changes nothing about what is packed.
    commands: [
      installCommand(repository, choices),
      ...choices.build.filter((command) => !/\b(?:test|lint|check|verify)\b/i.test(command)),
    ],
    packages: chosen.map((each) => ({
      name: each.name?.value ?? "",
      folder: join(directory, packedFolder(each, manager, directory)),
    })),
    pack: packCommand(repository, choices.manager),
  };
}

/**
 * Installs, builds and packs a copy of a repository after a person agreed, and compares what is packed with the last release on npm.
 * Exits with 0 if nothing is missing, 1 if something is or a command fails, and before a yes nothing runs.
 */
export async function tryOut(root: string, trial: Trial, agreed: boolean, io: Io): Promise<ExitCode> {
  const { commands, packages, directory } = trial;
  io.out(
    `${[
      "This runs scripts of the repository and of its dependencies, in a copy of what git knows:",
      ...commands.map((command) => `  ${printable(command)}`),
      `  ${printable(trial.pack)}, for ${packages.map(({ name }) => printable(name)).join(", ")}`,
      "Then it asks npm for the last release, to compare the files.",
    ].join("\n")}\n`,
  );
  if (!agreed && (io.ask === undefined || (await yes(io.ask, "Run this?", false)) !== true)) {
    io.tell(
      io.ask === undefined ? "There is no terminal to ask at: --yes runs it. Nothing was run." : "Nothing was run.",
    );
    return 1;
  }
  const base = await mkdtemp(join(tmpdir(), "trusted-publishing-check-"));
  try {
    await copied(root, join(base, "copy"), io);
    const env = await withManager(trial, base, io);
    const cwd = join(base, "copy", directory);
    for (const command of commands) {
      const ended = await runLine(command, cwd, env);
      if (ended.exit !== 0) return failed(command, ended, io);
      io.out(`ran ${printable(command)}\n`);
    }
    let code: ExitCode = 0;
    for (const [index, { name, folder }] of packages.entries()) {
      const to = join(base, `tarballs-${index}`);
      await mkdir(to);
      const ended = await runLine(trial.pack, join(base, "copy", folder), { ...env, to });
      const packed = await tarballIn(to);
      if (ended.exit !== 0 || packed === undefined) return failed(trial.pack, ended, io);
      const last = await lastRelease(name, packed.manifest["version"], join(base, `last-${index}`), io);
      const comparison = compared(packed, last);
      io.out(reportOf(name, packed, last, comparison));
      if (lacks(comparison)) code = 1;
    }
    return code;
  } finally {
    await rm(base, { recursive: true, force: true });
  }
}

/** The environment in which the package manager is found: where it isn't installed, a file of its name that has npx fetch it. */
async function withManager({ manager: { name, spec } }: Trial, base: string, io: Io): Promise<Io["env"]> {
  if ((await runLine(commandLine("command -v", name), base, io.env)).exit === 0) return io.env;
  const folder = join(base, "bin");
  await mkdir(folder);
  await writeFile(join(folder, name), `#!/bin/sh\nexec ${commandLine("npx --yes", spec)} "$@"\n`, { mode: 0o755 });
  return { ...io.env, PATH: `${folder}${delimiter}${io.env["PATH"] ?? ""}` };
}

function failed(command: string, { exit, output }: Ended, io: Io): ExitCode {
  const lines = output.trimEnd().split("\n").slice(-20);
  io.out(`${printable(command)} ends with ${exit}:\n${lines.map((line) => `  ${printable(line)}\n`).join("")}`);
  return 1;
}

/** What git knows, as a checkout on GitHub has it; without git all but what is installed or built. */
async function copied(root: string, target: string, io: Io): Promise<void> {
  const listed = await runLine("git ls-files -z --cached --others --exclude-standard", root, io.env, 1 << 26);
  const names = listed.exit === 0 ? listed.output.split("\0").filter((name) => name !== "") : [];
  if (names.length === 0) {
    const filter = (path: string): boolean => !/[\\/](?:node_modules|dist|\.git)$/.test(path);
    await cp(root, target, { recursive: true, filter });
    return;
  }
  for (const name of names) {
    await mkdir(dirname(join(target, name)), { recursive: true });
    await cp(join(root, name), join(target, name), { recursive: true }).catch(() => undefined);
  }
}

async function tarballIn(folder: string): Promise<Tarball | undefined> {
  const [name] = (await readdir(folder)).filter((each) => each.endsWith(".tgz"));
  return name === undefined ? undefined : readTarball(await readFile(join(folder, name)));
}

/**
 * The release of this version, since a checkout may be older than the last one, else the last; undefined where npm has none, or can't
 * be reached. By npm itself, so that its configuration decides where from.
 */
async function lastRelease(name: string, version: unknown, folder: string, io: Io): Promise<Tarball | undefined> {
  await mkdir(folder);
  for (const spec of typeof version === "string" ? [`${name}@${version}`, name] : [name]) {
    const pack = commandLine("npm pack --silent --ignore-scripts --pack-destination .", spec);
    if ((await runLine(pack, folder, io.env)).exit === 0) return tarballIn(folder);
  }
  return undefined;
}

function reportOf(name: string, packed: Tarball, last: Tarball | undefined, comparison: Comparison): string {
  const { unpacked, missing, extra, changed } = comparison;
  const released = last?.manifest["version"];
  const version = typeof released === "string" ? released : "the last release";
  const listed = (title: string, paths: readonly string[]): readonly string[] =>
    paths.length === 0
      ? []
      : [
          `  ${title}:`,
          ...paths.slice(0, 20).map((path) => `    ${printable(path)}`),
          ...(paths.length > 20 ? [`    and ${paths.length - 20} more`] : []),
        ];
  const against =
    last === undefined ? "npm has no release to compare with, or can't be reached" : `compared with ${version}`;
  const rows = [
    ...listed("package.json names these, and they aren't packed", unpacked),
    ...listed(`missing, which ${version} has`, missing),
    ...listed(`extra, which ${version} doesn't have`, extra),
    ...listed("these keys of package.json say something else than before", changed),
  ];
  const same =
    rows.length === 0 ? [`  ${last === undefined ? "what package.json names is packed" : "the same files"}`] : rows;
  return `${[`${printable(name)}: ${packed.files.length} files packed; ${printable(against)}.`, ...same].join("\n")}\n`;
}
