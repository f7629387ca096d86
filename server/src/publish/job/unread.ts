import { programInput } from "../../data/actions/questions.ts";
import type { Command } from "../../repository/command/command.ts";
import { applyDots, join } from "../../repository/paths.ts";
import type { Repository } from "../../repository/repository.ts";
import type { Scope } from "../../repository/workflow/scope.ts";
import { actionName, type Step } from "../../repository/workflow/workflow.ts";
import type { JobPart } from "./state.ts";

const signs: readonly (readonly [JobPart, RegExp])[] = [
  ["credentials", /npmrc|_auth|GITHUB_ENV|NODE_AUTH_TOKEN|NPM_TOKEN|exportVariable|userconfig/i],
  ["registry", /registry|npmrc|GITHUB_ENV/i],
  ["node", /\bnpm@|\b(?:nvm|fnm|volta|mise|asdf)\b|GITHUB_PATH|addPath|\bPATH\b|\s(?:-g|--global)\b/],
  ["manifest", /package\.json|\bpkg (?:set|delete)\b/],
];

const everything: readonly JobPart[] = ["credentials", "registry", "node", "manifest"];

function saysOf(text: string): readonly JobPart[] {
  return signs.flatMap(([what, sign]) => (sign.test(text) ? [what] : []));
}

/** Which parts of the job a step's own text may change where it isn't bash that is read: by the words in it. */
export function partsChangedByStep(repository: Repository, step: Step, scope: Scope): readonly JobPart[] {
  if (step.uses === undefined) return isBash(step, scope) ? [] : saysOf(step.run?.value ?? "");
  const name = actionName(step.uses);
  const program = programInput(name);
  if (program !== undefined) return saysOf(step.with.texts.get(program)?.value ?? "");
  const folder = /^(?:\.|\$)\/(.*)$/.exec(name)?.[1];
  if (folder === undefined) return [];
  const text = [join(folder, "action.yml"), join(folder, "action.yaml")]
    .map((path) => repository.file(path))
    .find((file) => typeof file !== "string");
  const composite = typeof text === "object" && /using:\s*["']?composite/.test(text.text);
  return composite && !/uses:\s*["']?(?:\.|\$)\//.test(text.text) ? saysOf(text.text) : everything;
}

/** Which parts of the job a script file that a command runs may change; nothing for other commands. */
export function partsChangedByCommand(repository: Repository, command: Command, scope: Scope): readonly JobPart[] {
  const words = command.words.map((word) => word.value ?? word.text);
  const [tool = "", first = ""] = words;
  if (tool === "." || tool === "source") return everything;
  if (/^(?:make|just|task|mise|devbox|nix|earthly)$/.test(tool))
    return /npm|node|setup|install|init|bootstrap|prepare|deps|tool|env|auth|login/i.test(words.slice(1).join(" "))
      ? everything
      : [];
  const runs = /^(?:node|tsx|ts-node|bash|sh|zsh|python3?|deno|bun|zx)$/.test(tool);
  const path = runs ? words.slice(1).find((word) => !word.startsWith("-")) : tool;
  if (runs && /^-(?:e|c|p|-eval|-print)$/.test(first)) return saysOf(words.join(" "));
  if (path === undefined || !(runs ? /[./]/ : /^\.{0,2}\/?[\w.-]+\//).test(path) || /node_modules\//.test(path))
    return [];
  const place = command.directory === undefined ? undefined : applyDots(join(command.directory, path));
  const file = place === undefined ? "unknown" : repository.file(place);
  if (typeof file === "object") return saysOf(file.text);
  const shell = !runs || tool.endsWith("sh");
  const kinds: readonly JobPart[] = shell ? ["manifest", "node"] : ["manifest"];
  return secretIn(scope) ? [...kinds, "credentials", "registry"] : kinds;
}

function secretIn(scope: Scope): boolean {
  return scope.variables().some((name) => /^(?:secret|unknown)$/.test(scope.variable(name).kind));
}

function isBash(step: Step, scope: Scope): boolean {
  const written = (step.shell ?? scope.job.defaults.shell ?? scope.workflow.defaults.shell)?.value;
  if (written !== undefined) return /^(?:bash|sh)\b/.test(written);
  return scope.job.runsOn?.some((label) => /^windows/i.test(scope.text(label.value) ?? "")) !== true;
}
