import { programInput } from "../../data/actions/questions.ts";
import type { Command } from "../../repository/command/command.ts";
import { mentions, runs } from "../../repository/command/own-words.ts";
import { programMentions } from "../../repository/command/program.ts";
import { shellText } from "../../repository/command/script-file.ts";
import { applyDots, join } from "../../repository/paths.ts";
import type { Repository } from "../../repository/repository.ts";
import type { Text } from "../../repository/value.ts";
import { innerSteps } from "../../repository/workflow/composite.ts";
import type { Scope } from "../../repository/workflow/scope.ts";
import { actionName, type Step } from "../../repository/workflow/workflow.ts";
import type { JobPart } from "./state.ts";

interface Sign {
  readonly what: JobPart;
  /** Of a word. */
  readonly word: RegExp;
  /** Of a command's words with a space between them. */
  readonly line?: RegExp;
}

const signs: readonly Sign[] = [
  { what: "credentials", word: /npmrc|_auth|GITHUB_ENV|NODE_AUTH_TOKEN|NPM_TOKEN|exportVariable|userconfig/i },
  { what: "registry", word: /registry|npmrc|GITHUB_ENV/i },
  {
    what: "node",
    word: /\bnpm@|\b(?:nvm|fnm|volta|mise|asdf)\b|GITHUB_PATH|addPath|\bPATH\b/,
    line: /\s(?:-g|--global)\b/,
  },
  { what: "manifest", word: /package\.json/, line: /\bpkg (?:set|delete)\b/ },
];

const everything: readonly JobPart[] = ["credentials", "registry", "node", "manifest"];

/** What a shell script may change, by its commands and words. */
function shellSays(script: Text | string): readonly JobPart[] {
  return signs.flatMap(({ what, word, line }) =>
    mentions(script, word) || (line !== undefined && runs(script, line)) ? [what] : [],
  );
}

/** What a program in another language may change: it says so in its text, if anywhere. */
function programSays(text: Text | string | undefined): readonly JobPart[] {
  return signs.flatMap(({ what, word, line }) =>
    programMentions(text, word) || (line !== undefined && programMentions(text, line)) ? [what] : [],
  );
}

/** Which parts of the job a step's own text may change where it isn't bash that is read: by the words in it. */
export function partsChangedByStep(repository: Repository, step: Step, scope: Scope): readonly JobPart[] {
  if (step.uses === undefined) return isBash(step, scope) ? [] : programSays(step.run);
  const name = actionName(step.uses);
  const program = programInput(name);
  if (program !== undefined) return programSays(step.with.texts.get(program)?.value ?? "");
  const folder = /^[.$]\/(.*)$/.exec(name)?.[1];
  if (folder === undefined) return [];
  const inner = innerSteps(repository, step);
  if (inner === undefined) return brokenActionSays(repository, folder);
  const calls = inner.some(({ uses }) => uses !== undefined && /^[.$]\//.test(uses.value));
  return calls ? everything : [...new Set(inner.flatMap(stepSays))];
}

/** What an action whose steps can't be read may change, by its text where that says that it is a composite one. */
function brokenActionSays(repository: Repository, folder: string): readonly JobPart[] {
  const file = [join(folder, "action.yml"), join(folder, "action.yaml")]
    .map((path) => repository.file(path))
    .find((each) => typeof each !== "string");
  const composite = typeof file === "object" && programMentions(file.text, /using:\s*["']?composite/);
  return composite && !programMentions(file.text, /uses:\s*["']?(?:\.|\$)\//) ? programSays(file.text) : everything;
}

/** What a step of an action may change, by its script and what it is given. */
function stepSays({ run, env, with: inputs }: Step): readonly JobPart[] {
  const given = [env, inputs].flatMap(({ texts }) => [...texts].map(([key, text]) => `${key}: ${text?.value ?? ""}`));
  return [...(run === undefined ? [] : shellSays(run)), ...given.flatMap(programSays)];
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
  const isRunner = /^(?:node|tsx|ts-node|bash|sh|zsh|python3?|deno|bun|zx)$/.test(tool);
  const path = isRunner ? words.slice(1).find((word) => !word.startsWith("-")) : tool;
  if (isRunner && /^-(?:e|c|p|-eval|-print)$/.test(first)) return programSays(words.join(" "));
  if (path === undefined || !(isRunner ? /[./]/ : /^\.{0,2}\/?[\w.-]+\//).test(path) || /node_modules\//.test(path))
    return [];
  const place = command.directory === undefined ? undefined : applyDots(join(command.directory, path));
  const file = place === undefined ? "unknown" : repository.file(place);
  const shell = !isRunner || tool.endsWith("sh");
  if (typeof file === "object") {
    const script = shell ? shellText(file) : undefined;
    return script === undefined ? programSays(file.text) : shellSays(script.text);
  }
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
