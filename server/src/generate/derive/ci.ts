import semver from "semver";
import { setsUpNode, pnpmSetUp } from "../../data/actions/questions.ts";
import { ownCommands } from "../../repository/command/own-words.ts";
import { join } from "../../repository/paths.ts";
import type { Repository } from "../../repository/repository.ts";
import { readVersionFile } from "../../repository/settings/version-file.ts";
import { textOfNode } from "../../repository/value.ts";
import { actionName, type Job, type Workflow } from "../../repository/workflow/workflow.ts";
import { workflowsOf } from "../../repository/workflow/workflows.ts";

/** The Node of a build, as setup-node takes it. */
export type BuildNode = { readonly version: string } | { readonly file: string };

/**
 * The Node that builds: that of CI, else what a file of the repository names, else Node 24 as far as `engines` admits it. The job that
 * publishes has a Node of its own.
 */
export function buildNode(repository: Repository, directory: string): BuildNode {
  return nodeOfCi(repository) ?? nodeOfFiles(repository, directory) ?? { version: byEngines(repository, directory) };
}

/** The jobs that test or build, those of workflows called like that first; what deploys or releases is left out. */
export function ciJobs(repository: Repository): readonly { readonly workflow: Workflow; readonly job: Job }[] {
  const rank = ({ file }: Workflow): number => {
    const name = file.path.replace(/^.*\//, "");
    if (/doc|deploy|pages|stale|label|codeql|audit|bench|e2e|lock/i.test(name)) return 2;
    return /^(?:ci|test|build|main|node|check|verify|pr|pull)/i.test(name) ? 0 : 1;
  };
  return workflowsOf(repository)
    .toSorted((a, b) => rank(a) - rank(b))
    .flatMap((workflow) => workflow.jobs.map((job) => ({ workflow, job })))
    .filter(({ job }) => job.steps.some(({ run }) => ownCommands(run).some(isInstall)));
}

/** pnpm's version where CI names one. */
export function pnpmOfCi(repository: Repository): string | undefined {
  for (const { job } of ciJobs(repository))
    for (const { uses, with: inputs } of job.steps) {
      const version = inputs.texts.get("version")?.value;
      if (
        uses !== undefined &&
        pnpmSetUp(actionName(uses)) === "by inputs" &&
        version !== undefined &&
        /^\d/.test(version)
      )
        return version;
    }
  return undefined;
}

/** pnpm's version by what its lock file can be read by; 10 for a new one. Source: pnpm's own `LOCKFILE_VERSION`, by its releases. */
export function pnpmOfLock(repository: Repository, directory: string): string {
  const file = repository.file(join(directory, "pnpm-lock.yaml"));
  const text = typeof file === "object" ? file.text : "";
  const version = /^lockfileVersion: ['"]?(\d+)(?:\.(\d+))?/m.exec(text);
  const [major, minor] = [Number(version?.[1] ?? 9), Number(version?.[2] ?? 0)];
  if (major >= 9) return "10";
  if (major >= 6) return "8";
  return minor >= 4 ? "7" : "6";
}

function isInstall([tool = "", verb = "", ...rest]: readonly string[]): boolean {
  if (rest.some((word) => /^(?:-g|--global)$/.test(word))) return false;
  if (tool === "yarn") return verb === "" || verb === "install" || verb.startsWith("--");
  return /^(?:npm|pnpm|bun)$/.test(tool) && /^(?:ci|i|install|clean-install|install-ci-test)$/.test(verb);
}

function nodeOfCi(repository: Repository): BuildNode | undefined {
  for (const { job } of ciJobs(repository))
    for (const { uses, with: inputs } of job.steps) {
      if (uses === undefined || !setsUpNode(actionName(uses))) continue;
      const file = inputs.texts.get("node-version-file")?.value;
      if (file !== undefined && typeof repository.file(file) === "object") return { file: file.replace(/^\.\//, "") };
      const version = versionIn(job, inputs.texts.get("node-version")?.value);
      if (version !== undefined) return { version };
    }
  return undefined;
}

/** Of a matrix the newest even line, or the newest at all. */
function versionIn(job: Job, written: string | undefined): string | undefined {
  if (written === undefined) return undefined;
  const name = /^\$\{\{\s*matrix\.([\w-]+)\s*\}\}$/.exec(written)?.[1];
  if (name === undefined) return isVersion(written) ? written : undefined;
  const values = job.matrix.legs.flatMap((leg) => {
    const node = leg.get(name);
    const text = node && textOfNode(node)?.value;
    return text !== undefined && isVersion(text) ? [text] : [];
  });
  const newest = (all: readonly string[]): string | undefined => all.toSorted((a, b) => majorOf(b) - majorOf(a))[0];
  return newest(values.filter((value) => majorOf(value) % 2 === 0)) ?? newest(values);
}

/** What setup-node finds by itself on any day; nothing that npm can't pack with. */
function isVersion(text: string): boolean {
  return /^(?:lts\/\*|v?\d+(?:\.(?:\d+|x)){0,2})$/.test(text) && (text.startsWith("lts") || majorOf(text) >= 14);
}

function majorOf(version: string): number {
  return Number(/\d+/.exec(version)?.[0] ?? 0);
}

function nodeOfFiles(repository: Repository, directory: string): BuildNode | undefined {
  for (const name of [".nvmrc", ".node-version", ".tool-versions"]) {
    const path = join(directory, name);
    const file = repository.file(path);
    if (typeof file === "object" && readVersionFile(file).line !== undefined) return { file: path };
  }
  const path = join(directory, "package.json");
  const manifest = repository.file(path);
  return typeof manifest === "object" && readVersionFile(manifest).volta !== undefined ? { file: path } : undefined;
}

function byEngines(repository: Repository, directory: string): string {
  const manifest = repository.file(join(directory, "package.json"));
  const engines = typeof manifest === "object" ? readVersionFile(manifest).engines?.value : undefined;
  const range = engines === undefined ? null : semver.validRange(engines);
  return ["24", "22", "20", "18"].find((major) => range === null || semver.intersects(range, major)) ?? "24";
}
