import { actionChanges, bringsArtifact, checksOut, setsUpNode } from "../data/actions/questions.ts";
import { isHarmless } from "../data/harmless-commands.ts";
import { removeEntry } from "../edit/edit.ts";
import type { Finding } from "../finding.ts";
import { callPathsOf, secretsOf } from "../publish/auth/call-path.ts";
import { isOwnRef } from "../publish/job/checked-out.ts";
import { rootsOf } from "../publish/job/checkouts.ts";
import { readNpmCommand } from "../publish/job/npm-command.ts";
import type { Command } from "../repository/command/command.ts";
import { commandsOf } from "../repository/command/commands.ts";
import { projectFolder } from "../repository/settings/npmrc.ts";
import { packageIn } from "../repository/package/package.ts";
import type { Repository } from "../repository/repository.ts";
import { inputEntry } from "../repository/workflow/env.ts";
import { scopeOf, type Scope } from "../repository/workflow/scope.ts";
import { actionName, isLocal, type Job, type Step, type Workflow } from "../repository/workflow/workflow.ts";
import type { Rule } from "../rule.ts";

export const missingLockFile: Rule<"job"> = {
  id: "missing-lock-file",
  stops: "job",
  severities: ["error"],
  summary: "A release job that installs by a lock file has one.",
  about: "job",
  needs: { registry: "likely" },
  *check({ workflow, job, publishes }, { repository }) {
    if (publishes.length > 0) yield* needsIn(repository, workflow, job);
  },
};

/** What stops for want of a lock file, up to the first step that may bring one (docs/facts/npm.md#installing-dependencies). */
function* needsIn(repository: Repository, workflow: Workflow, job: Job): Iterable<Finding> {
  const [callPath] = callPathsOf(repository, workflow);
  if (callPath === undefined) return;
  const [leg = new Map()] = job.matrix.legs;
  const roots = rootsOf(job, scopeOf(workflow, job, leg, secretsOf(callPath)), repository);
  for (const step of job.steps) {
    const scope = scopeOf(workflow, job, leg, secretsOf(callPath), step);
    if (step.uses !== undefined) {
      const cached = cacheOf(repository, step, roots("") === "" && scope.condition(step.if) === true);
      if (cached !== undefined) yield cached;
      if (mayBringFiles(step) || isOfAnotherCommit(step, scope)) return;
      continue;
    }
    const { commands, incomplete } = commandsOf(repository, step, scope, roots);
    if (incomplete) return;
    for (const command of commands) {
      const stops = scope.condition(step.if) === true && !command.conditional && command.failing !== undefined;
      const folder = stops ? ciWithoutLock(repository, command, roots(command.directory)) : undefined;
      if (folder !== undefined) {
        yield ciFinding(command, folder);
        return;
      }
      if (mayWriteLock(command)) return;
    }
  }
}

/** `cache: npm` of setup-node, which looks for a lock file of npm or Yarn in the folder of the checkout. */
function cacheOf(repository: Repository, step: Step, sure: boolean): Finding | undefined {
  const cache = inputEntry(step.block, "cache");
  const name = step.uses === undefined ? "" : actionName(step.uses);
  if (!sure || cache === undefined || !setsUpNode(name) || step.with.texts.has("cache-dependency-path"))
    return undefined;
  if (step.with.texts.get("cache")?.value !== "npm") return undefined;
  const names = repository.directory("");
  if (typeof names === "string" || names.some((each) => locks.includes(each) || each === "yarn.lock")) return undefined;
  const edits = removeEntry(cache.mapping, cache.entry, [cache.holder]);
  return {
    severity: "error",
    span: cache.entry.key.span,
    message:
      'setup-node stops with "Dependencies lock file is not found": `cache: npm` needs a lock file, and the repository has none.',
    fixes: edits === undefined ? [] : [{ title: "Remove `cache`", kind: "safe", edits }],
  };
}

const locks: readonly string[] = ["package-lock.json", "npm-shrinkwrap.json"];

/** The folder of an `npm ci` that has a package.json and no lock file; undefined for other commands, and where that isn't sure. */
function ciWithoutLock(
  repository: Repository,
  { words: [tool, ...words] }: Command,
  at: string | undefined,
): string | undefined {
  const { positionals, options, complete } = readNpmCommand(words);
  const isCi = /^(?:ci|clean-install|install-clean|isntall-clean|ic)$/.test(positionals[0]?.value ?? "");
  if (tool?.value !== "npm" || !isCi || !complete || at === undefined) return undefined;
  if (["prefix", "global", "dry-run", "usage"].some((name) => options.has(name))) return undefined;
  const folder = projectFolder(repository, at);
  if (folder === undefined || typeof packageIn(repository, folder) === "string") return undefined;
  // A folder that isn't there comes from a step, or from a submodule, and may have a package of its own.
  if (typeof repository.directory(at) === "string") return undefined;
  const names = repository.directory(folder);
  return typeof names === "string" || names.some((name) => locks.includes(name)) ? undefined : folder;
}

function ciFinding(command: Command, folder: string): Finding {
  const [, verb] = command.words;
  const place = folder === "" ? "the repository" : `\`${folder}\``;
  const own = verb !== undefined && command.path.length === 0 && verb.text === "ci";
  return {
    severity: "error",
    span: command.span,
    message: `\`npm ci\` stops with EUSAGE: it needs a lock file, and ${place} has none.`,
    fixes: own
      ? [{ title: "Write `npm install`", kind: "review", edits: [{ span: command.wordSpan(verb), text: "install" }] }]
      : [],
  };
}

/** Another commit than the run's own may have a lock file. */
function isOfAnotherCommit({ uses, with: inputs }: Step, scope: Scope): boolean {
  if (uses === undefined || !checksOut(actionName(uses))) return false;
  const ref = inputs.texts.get("ref");
  return ref !== undefined && !isOwnRef(ref.value, scope);
}

function mayBringFiles({ uses, with: inputs }: Step): boolean {
  if (uses === undefined) return false;
  const name = actionName(uses);
  if (checksOut(name) || setsUpNode(name)) return false;
  // Such as a cache that holds the lock file.
  if ([...inputs.texts.values()].some((text) => text !== undefined && /lock|shrinkwrap/.test(text.value))) return true;
  return isLocal(uses.value) || bringsArtifact(name) || actionChanges(uses.value) !== "nothing";
}

/** What installs without a lock file leaves one; so may whatever isn't known to write no file of the project. */
function mayWriteLock({ words, writes }: Command): boolean {
  const texts = words.map(({ value }) => value ?? "$");
  const [tool = ""] = texts;
  if (writes.length > 0 || texts.some((text) => /lock|shrinkwrap/.test(text))) return true;
  if (tool === "npm") return /^(?:i|install|add|shrinkwrap|update|init)$/.test(texts[1] ?? "") && !texts.includes("-g");
  return !isHarmless(tool, "workspace");
}
