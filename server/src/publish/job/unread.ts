import { programInput } from "../../data/actions/questions.ts";
import { isHarmless } from "../../data/harmless-commands.ts";
import type { Reason } from "../../reason.ts";
import type { Command } from "../../repository/command/command.ts";
import { isBash } from "../../repository/command/commands.ts";
import { recipeOf } from "../../repository/command/recipe.ts";
import { mentions, runs } from "../../repository/command/own-words.ts";
import { shellText } from "../../repository/command/script-file.ts";
import { applyDots, join } from "../../repository/paths.ts";
import type { Repository } from "../../repository/repository.ts";
import type { Text } from "../../repository/value.ts";
import { innerSteps } from "../../repository/workflow/composite.ts";
import type { Scope } from "../../repository/workflow/scope.ts";
import { actionName, type Step } from "../../repository/workflow/workflow.ts";
import { rootsOf } from "./checkouts.ts";
import { rewritten, unknownParts, type JobDoubt } from "./state.ts";
import { everyWrite, writesIn, type Write } from "./writes.ts";

/** What a step's own text puts in doubt where it isn't bash that is read: by the writes in it. */
export function doubtsOfStep(repository: Repository, step: Step, scope: Scope): readonly JobDoubt[] {
  const span = (step.uses ?? step.run)?.span ?? step.span;
  const reason: Reason =
    step.uses === undefined
      ? { kind: "unreadable", what: "script", span }
      : { kind: "action", name: step.uses.value, span };
  return doubtsOf(writesOfStep(repository, step, scope), reason);
}

function doubtsOf(writes: readonly Write[], reason: Reason): readonly JobDoubt[] {
  return [...new Set(writes)].flatMap((what) =>
    what === "manifest" ? rewritten(reason) : unknownParts([what], reason),
  );
}

function writesOfStep(repository: Repository, step: Step, scope: Scope): readonly Write[] {
  if (step.uses === undefined) return runsBash(step, scope) ? [] : writesIn(step.run);
  const name = actionName(step.uses);
  const program = programInput(name);
  if (program !== undefined) return writesIn(step.with.texts.get(program));
  const folder = /^[.$]\/(.*)$/.exec(name)?.[1];
  if (folder === undefined) return [];
  const inner = innerSteps(repository, step);
  if (inner === undefined) return writesOfAction(repository, folder);
  const calls = inner.some(({ uses }) => uses !== undefined && /^[.$]\//.test(uses.value));
  return calls ? everyWrite : inner.flatMap(writesOfInner);
}

/** What an action writes whose steps can't be read, by its text where that says that it is a composite one. */
function writesOfAction(repository: Repository, folder: string): readonly Write[] {
  const file = [join(folder, "action.yml"), join(folder, "action.yaml")]
    .map((path) => repository.file(path))
    .find((each) => typeof each !== "string");
  const composite = typeof file === "object" && /using:\s{0,100}["']?composite/.test(file.text);
  return composite && !/uses:\s{0,100}["']?(?:\.|\$)\//.test(file.text) ? writesIn(file.text) : everyWrite;
}

/** What a step of an action writes, by its script and what it is given. */
function writesOfInner({ run, env, with: inputs }: Step): readonly Write[] {
  const given = [env, inputs].flatMap(({ texts }) => [...texts].map(([key, text]) => `${key}: ${text?.value ?? ""}`));
  return [run, ...given].flatMap(writesIn);
}

/** What a script or program puts in doubt that a command runs, where it isn't followed; nothing for other commands. */
export function doubtsOfProgram(repository: Repository, command: Command, scope: Scope): readonly JobDoubt[] {
  const reason: Reason = { kind: "repository-script", span: command.span };
  const writes = writesOfProgram(repository, command, scope);
  if (writes !== "a script that isn't there") return doubtsOf(writes, reason);
  return [...doubtsOf(["manifest"], reason), { part: "node", grade: "likely", reason }];
}

function writesOfProgram(
  repository: Repository,
  command: Command,
  scope: Scope,
): readonly Write[] | "a script that isn't there" {
  const words = command.words.map((word) => word.value ?? word.text);
  const [tool = "", first = ""] = words;
  const sourced = tool === "." || tool === "source";
  if (recipeOf(repository, command, (folder) => folder) !== undefined) return [];
  if (/^(?:make|just|task|mise|devbox|nix|earthly)$/.test(tool))
    return /npm|node|setup|install|init|bootstrap|prepare|deps|tool|env|auth|login/i.test(words.slice(1).join(" "))
      ? everyWrite
      : [];
  const isRunner = sourced || /^(?:node|tsx|ts-node|bash|sh|zsh|python3?|deno|bun|zx)$/.test(tool);
  const path = isRunner ? words.slice(1).find((word) => !word.startsWith("-")) : tool;
  if (isRunner && /^-(?:e|c|p|-eval|-print|pe)$/.test(first)) return writesIn(words.slice(1).join(" "));
  if (path === undefined || !(isRunner ? /[./]/ : /^\.{0,2}\/?[\w.-]+\//).test(path) || /node_modules\//.test(path))
    return [];
  if (sourced && /^\/(?:etc|usr)\/|(?:^|\/)(?:\.cargo\/env|bin\/activate)$/.test(path)) return [];
  if (isHarmless(path.replace(/^.*\//, ""), "job")) return [];
  const roots = rootsOf(scope.job, scope, repository);
  const place = command.directory === undefined ? undefined : roots(applyDots(join(command.directory, path)));
  const file = place === undefined ? "unknown" : repository.file(place);
  const shell = !isRunner || sourced || tool.endsWith("sh");
  if (typeof file === "object") {
    const script = shell ? shellText(file) : undefined;
    if (script === undefined) return writesIn(file.text);
    // Its commands are read one by one; what it sets is the caller's where it is sourced.
    return sourced && setsForNpm(script.text) ? everyWrite : [];
  }
  if (sourced) return everyWrite;
  if (secretIn(scope) && /npm|auth|login|token|registry|setup|env|release|publish/i.test(path)) return everyWrite;
  return shell ? "a script that isn't there" : ["manifest"];
}

/** Whether a script sets a variable, or a PATH, on which it depends which npm publishes, where, and as whom. */
function setsForNpm(script: Text | string): boolean {
  return (
    mentions(script, /npm_config_|NODE_AUTH_TOKEN|NPM_TOKEN|\bPATH=|userconfig/i) ||
    runs(script, /^(?:\.|source|eval|nvm|fnm|volta|mise|asdf)(?:\s|$)/)
  );
}

function secretIn(scope: Scope): boolean {
  return scope.variables().some((name) => /^(?:secret|unknown)$/.test(scope.variable(name).kind));
}

function runsBash(step: Step, scope: Scope): boolean {
  const written = (step.shell ?? scope.job.defaults.shell ?? scope.workflow.defaults.shell)?.value;
  if (written !== undefined) return isBash(written);
  return scope.job.runsOn?.some((label) => /^windows/i.test(scope.text(label.value) ?? "")) !== true;
}
