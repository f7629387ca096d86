import semver from "semver";
import { insertKey } from "../edit/edit.ts";
import type { Fix } from "../finding.ts";
import { secretsOf } from "../publish/auth/call-path.ts";
import { located } from "../publish/fact.ts";
import { rootsOf } from "../publish/job/checkouts.ts";
import { readNpmCommand } from "../publish/job/npm-command.ts";
import type { Publish } from "../publish/publish.ts";
import { startOfPath, type Command } from "../repository/command/command.ts";
import { commandsOf } from "../repository/command/commands.ts";
import { isBuiltOnInstall } from "../repository/package/install-script.ts";
import { packageIn, type Package } from "../repository/package/package.ts";
import { join } from "../repository/paths.ts";
import type { Repository } from "../repository/repository.ts";
import { textMapAt } from "../repository/value.ts";
import { scopeOf } from "../repository/workflow/scope.ts";
import type { Rule } from "../rule.ts";

export const blockedInstallScript: Rule<"publish"> = {
  id: "blocked-install-script",
  stops: "job",
  severities: ["warning"],
  summary: "npm 12 may run the install scripts that a release needs.",
  about: "publish",
  needs: { client: "known" },
  *check(publish, { repository }) {
    const found = installOf(repository, publish);
    if (found === undefined) return;
    const { install, root, needs } = found;
    for (const name of unbuilt(repository, root))
      yield {
        severity: "warning",
        span: install.span,
        message: `npm 12 doesn't run the install script of ${name} unless \`allowScripts\` in ${root.file.path} names it. npm warns and goes on without it, and \`${needs}\` may need what the script builds.`,
        fixes: fixesOf(root, name),
      };
  },
};

interface Install {
  readonly install: Command;
  readonly root: Package;
  /** What runs the repository's own code after it, as it is written. */
  readonly needs: string;
}

/** An install by npm 12, before something that runs the repository's code; undefined where the npm may be another. */
function installOf(
  repository: Repository,
  { npm, workflow, job, step: last, callPath, scope: own, config }: Publish,
): Install | undefined {
  const client = npm && located(npm);
  if (client === undefined || !("installed" in client.value.from) || client.span.file !== workflow.file)
    return undefined;
  const settings = ["ignore-scripts", "allow-scripts", "dangerously-allow-all-scripts"];
  if (semver.lt(client.value.versions.lowest, "12.0.0") || settings.some((name) => config.setting(name) !== undefined))
    return undefined;
  const roots = rootsOf(job, own);
  let install: Command | undefined;
  for (const step of job.steps.slice(0, last.index + 1)) {
    const scope = scopeOf(workflow, job, new Map(), secretsOf(callPath), step);
    for (const command of commandsOf(repository, step, scope, roots).commands) {
      if (command.path.length > 0 || startOfPath(command).start < client.span.start) continue;
      if (isInstall(command)) install = command;
      const needs = install && codeRunBy(command);
      const directory = install && roots(install.directory);
      if (install === undefined || needs === undefined || directory === undefined) continue;
      const root = packageIn(repository, directory);
      return typeof root === "string" ? undefined : { install, root, needs };
    }
  }
  return undefined;
}

function isInstall({ words: [tool, ...words] }: Command): boolean {
  if (tool?.value !== "npm") return false;
  const { positionals, options, complete } = readNpmCommand(words);
  const [verb, ...others] = positionals;
  const named = ["ignore-scripts", "allow-scripts", "dangerously-allow-all-scripts", "global", "prefix"];
  return (
    /^(?:ci|clean-install|i|install)$/.test(verb?.value ?? "") &&
    others.length === 0 &&
    complete &&
    !named.some((name) => options.has(name))
  );
}

/** `npm test`, `npm run build`. */
function codeRunBy({ words }: Command): string | undefined {
  const line = words.map(({ value }) => value ?? "$").join(" ");
  return /^npm (?:test|t|run(?:-script)? (?:build|test|prepack|compile|bundle|ci)\S*)/.exec(line)?.[0];
}

/** The dependencies of the package that are built when they are installed, and that npm isn't allowed to build. */
function unbuilt(repository: Repository, root: Package): readonly string[] {
  const lock = repository.file(join(root.directory, "package-lock.json"));
  const allowed = textMapAt(root.block, "allowScripts");
  if (typeof lock === "string" || (!allowed.complete && allowed.entries.length === 0)) return [];
  const named = allowed.entries.map(({ key }) => key.value.replace(/(?<=.)@.*$/, ""));
  const dependencies = [...textMapAt(root.block, "dependencies").texts.keys()];
  return dependencies.filter((name) => !named.includes(name) && isBuiltOnInstall(lock, name));
}

function fixesOf(root: Package, name: string): readonly Fix[] {
  const allowed = root.block.entries.find(({ key }) => key.value === "allowScripts")?.value;
  const edits =
    allowed === undefined
      ? insertKey(root.block, "allowScripts", [[name, true]])
      : allowed.kind === "mapping"
        ? insertKey(allowed, name, true)
        : undefined;
  return edits === undefined ? [] : [{ title: `Let npm run the install script of ${name}`, kind: "safe", edits }];
}
