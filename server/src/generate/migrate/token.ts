import { insertKey, removeEntry, setValue } from "../../edit/edit.ts";
import { removeLine } from "../../edit/line.ts";
import { isGiven, variablePlaces } from "../../fixes/token-places.ts";
import { certain, located } from "../../publish/fact.ts";
import { isForFirst } from "../../publish/first-publish.ts";
import { rootsOf } from "../../publish/job/checkouts.ts";
import type { Publish } from "../../publish/publish.ts";
import { sortedPublishes } from "../../publish/find/sorted.ts";
import { isInExpressions, npmrcsOf } from "../../publish/variable-readers.ts";
import { mentioned } from "../../repository/command/own-words.ts";
import type { Repository } from "../../repository/repository.ts";
import { isInAction } from "../../repository/workflow/composite.ts";
import { envEntry, inputEntry, type EnvEntry } from "../../repository/workflow/env.ts";
import type { Caller, Job, Step } from "../../repository/workflow/workflow.ts";
import { sameSpan, textOf, type Edit, type Span } from "../../text.ts";
import { keyOf } from "./chosen.ts";
import { commandEdits, commandsIn, isInstall, writingStep } from "./command.ts";
import { mayInstallPrivate } from "./private-installs.ts";
import { inAction } from "./obstacle.ts";
import type { ManualStep } from "./manual-step.ts";

/**
 * The edits that take from a publish the token that reaches it, and leave it to those that install packages: none where none does,
 * `Left` where it can't be taken away alone. `migrated` are the jobs that can do without.
 */
export function tokenEdits(
  repository: Repository,
  publish: Publish,
  migrated: ReadonlySet<string>,
): readonly Edit[] | ManualStep {
  const edits = editsFor(repository, publish, migrated);
  const shared = "what" in edits ? undefined : edits.find(isInAction);
  return shared === undefined ? edits : inAction(shared);
}

function editsFor(
  repository: Repository,
  publish: Publish,
  migrated: ReadonlySet<string>,
): readonly Edit[] | ManualStep {
  const credential = certain(publish.credential);
  if (credential === undefined || credential.kind === "none") return [];
  const { via } = credential;
  const line = via?.by === "commit" && via.level === "project" ? via.span : undefined;
  const name = credential.kind === "token" ? (credential.variable ?? credential.name) : credential.variable;
  if (credential.kind === "placeholder") {
    // A line that nothing fills any more.
    if (line === undefined || name === undefined) return [];
    return isGiven(repository, name) ? keptLine(line, name) : removeLine(line);
  }
  // It has no use for a token once its variable is set.
  if (publish.tool.oidcVariable !== undefined && variableOfTool(publish).length > 0) return [];
  // One that is written out is literal-token's.
  if (credential.secret === undefined) return [];
  const { command, step } = publish;
  if (isForFirst(publish, sortedPublishes(repository).publishes))
    return {
      span: command.span,
      what: "This is there for a package's first version, which OIDC can't publish: it keeps its token.",
      instead: undefined,
    };
  const span = located(publish.credential)?.span ?? command.span;
  const input = step.with.entries.find(({ value }) => value !== undefined && sameSpan(value.span, span));
  const held = input && inputEntry(step.block, input.key.value);
  if (held !== undefined) return removeEntry(held.mapping, held.entry, [held.holder]) ?? unreached(span);
  if (step.caller !== undefined && via?.by !== "step") {
    const input = inputOf(step.caller, step, span);
    if (input === "shared" || (input && commandsIn(repository, publish, publish.job, step).some(isInstall)))
      return unreached(span);
    if (input !== undefined) return removeEntry(input.mapping, input.entry, [input.holder]) ?? unreached(span);
  }
  if (credential.variable === undefined) {
    const optional = optionalVariable(repository, publish);
    if (optional !== undefined) return optional;
  }
  if (via?.level === "option")
    return { span: via.span, what: "The token is an option of the command.", instead: "Take the option out." };
  const writer = via?.by === "step" && !sameSpan(via.span, publish.step.span) ? via.span : undefined;
  const written = writer === undefined ? undefined : writingStep(repository, publish, writer);
  if (written !== undefined && "what" in written) return written;
  const names = new Set([
    ...(name === undefined ? [] : [name]),
    ...(writer === undefined ? [] : namesIn(textOf(writer))),
  ]);
  const edits: Edit[] = [];
  let shared = false;
  for (const each of names) {
    const given = variableEdits(repository, publish, each, migrated, writer);
    if ("what" in given) return given;
    edits.push(...given);
    shared ||= !variablePlaces(publish, each).own;
  }
  if (edits.length === 0 && written === undefined) return unreached(span);
  const without = commandEdits(repository, publish, { writer, from: written ?? (shared ? 0 : step) });
  return "what" in without ? without : [...without, ...edits];
}

/**
 * The edits that take other variables from a publish that hold the same secrets: a tool may prefer one, and nothing reads the rest
 * then. One that can't be taken away alone stays.
 */
export function leftoverEdits(
  repository: Repository,
  publish: Publish,
  migrated: ReadonlySet<string>,
  secrets: readonly string[],
): readonly Edit[] {
  if (certain(publish.credential)?.kind === "token" || isForFirst(publish, sortedPublishes(repository).publishes))
    return [];
  const { step, job, workflow } = publish;
  const names = [step.env, job.env, workflow.env].flatMap(({ texts }) =>
    [...texts].flatMap(([name, text]) => {
      const secret = /^\$\{\{\s*secrets\.(\w+)\s*\}\}$/.exec(text?.value ?? "")?.[1];
      return secret !== undefined && secrets.includes(secret) ? [name] : [];
    }),
  );
  for (const name of names) {
    const edits = variableEdits(repository, publish, name, migrated, undefined);
    if (!("what" in edits) && !edits.some(isInAction) && edits.length > 0) return edits;
  }
  return [];
}

/** The edits that have a tool publish through OIDC which does so only where a variable says it; none for other tools. */
export function variableOfTool({ tool, step, credential }: Publish): readonly Edit[] {
  const { oidcVariable } = tool;
  if (oidcVariable === undefined || certain(credential)?.kind !== "token" || step.caller !== undefined) return [];
  const env = step.block.entries.find(({ key }) => key.value === "env")?.value;
  if (env === undefined) return insertKey(step.block, "env", [[oidcVariable, "true"]]) ?? [];
  return (env.kind === "mapping" ? insertKey(env, oidcVariable, "true") : undefined) ?? [];
}

/** The input of a called action that a token at `span` is given in; `shared` where it isn't there for one step alone. */
function inputOf({ step: { with: inputs, block }, inputs: defaults }: Caller, step: Step, span: Span) {
  const given = inputs.entries.find(({ value }) => value !== undefined && sameSpan(value.span, span));
  if (given === undefined) return undefined;
  const name = given.key.value;
  const used = step.block.span.file.text.match(/\binputs\s*[.[][\s'"]*[\w-]+/gi) ?? [];
  const own = used.filter((each) => each.toLowerCase().endsWith(name.toLowerCase()));
  const sole = own.length === 1 && textOf(step.block.span).includes(own[0] ?? "");
  return (sole && defaults.get(name.toLowerCase()) === undefined && inputEntry(block, name)) || "shared";
}

function keptLine(span: Span, name: string): ManualStep {
  return {
    span,
    what: `The line stays: \`${name}\` is given to other steps, which may need it to install packages.`,
    instead: "Remove it if they install no private ones.",
  };
}

function unreached(span: Span): ManualStep {
  return {
    span,
    what: "The token comes from here, and can't be taken out alone.",
    instead: "Take it from the publish.",
  };
}

/** A tool stops at a variable that isn't set, unless its own setting says what stands for it; undefined where that isn't needed. */
function optionalVariable(
  repository: Repository,
  { tool, job, scope, command }: Publish,
): readonly Edit[] | ManualStep | undefined {
  const token = tool.tokenSetting?.(repository, rootsOf(job, scope)(command.directory) ?? "");
  const name = /^\$\{(\w+)\}$/.exec(token?.value ?? "")?.[1];
  if (token === undefined) return undefined;
  return (name === undefined ? undefined : setValue(token.node, `\${${name}:-}`)) ?? unreached(token.span);
}

/** The variables that a command's text names. */
function namesIn(text: string): readonly string[] {
  return [...text.matchAll(/\$\{?([A-Z_]\w*)/g)].flatMap((match) => match[1] ?? []);
}

/** Takes a variable from a publish wherever it is given, and gives it to the installs that had it from there. */
function variableEdits(
  repository: Repository,
  publish: Publish,
  name: string,
  migrated: ReadonlySet<string>,
  writer: Span | undefined,
): readonly Edit[] | ManualStep {
  const { workflow, job, step } = publish;
  const { entries } = variablePlaces(publish, name);
  const [first] = entries;
  if (first === undefined) return [];
  const manualStep = (what: string): ManualStep => ({
    span: first.span,
    what,
    instead: "If that needs no token, take it from here.",
  });
  const isOf = (block: object): boolean => entries.some(({ holder }) => holder[0] === block);
  const jobs = isOf(workflow.block) ? workflow.jobs : [job];
  const shared = isOf(workflow.block) || entries.some(({ holder }) => holder[0] !== step.block);
  const { publishes, elsewhere } = sortedPublishes(repository);
  const other = [...publishes.filter((each) => !migrated.has(keyOf(each))), ...elsewhere].find(
    (each) => shared && each.workflow === workflow && jobs.some(({ id }) => id.value === each.job.id.value),
  );
  if (other !== undefined) return manualStep(`Job "${other.job.id.value}" publishes with ${name} as well.`);
  if (isInExpressions(name, workflow)) return manualStep(`A condition asks for ${name}.`);
  const edits: Edit[] = [];
  for (const each of jobs)
    for (const own of each.steps) {
      if (!shared && own !== step) continue;
      const commands = commandsIn(repository, publish, each, own);
      if (reads(own, name, writer)) return manualStep(`A step reads ${name} for itself.`);
      const install = installReads(repository, publish, each, name) ? commands.find(isInstall) : undefined;
      if (install === undefined || (own !== step && envEntry(own.block, name) !== undefined)) continue;
      if (own === step)
        return manualStep(`The step that publishes also runs \`${textOf(install.span)}\` with ${name}.`);
      const moved = given(own, first);
      if (moved === undefined) return manualStep(`\`${textOf(install.span)}\` gets ${name} as well.`);
      edits.push(...moved);
    }
  for (const { mapping, entry, holder } of entries) {
    const removed = removeEntry(mapping, entry, [holder]);
    if (removed === undefined) return manualStep(`${name} can't be taken out without a change to something else.`);
    edits.push(...removed);
  }
  return edits;
}

/** Whether an install may have use for a variable: npm and yarn 1 read one only where a `.npmrc` names it. */
function installReads(repository: Repository, publish: Publish, { steps }: Job, name: string): boolean {
  if (publish.tool.installsByToken) return true;
  if (name === "NODE_AUTH_TOKEN" && steps.some((step) => step.with.texts.has("registry-url")))
    return mayInstallPrivate(repository);
  const files = npmrcsOf(repository, publish);
  return files === "unknown" || files.some(({ text }) => text.includes(name));
}

/** The edits that give a step the variable of an entry. */
function given({ block }: Step, { entry }: EnvEntry): readonly Edit[] | undefined {
  const { key, value } = entry;
  if (value?.kind !== "scalar") return undefined;
  const env = block.entries.find((each) => each.key.value === "env")?.value;
  if (env === undefined) return insertKey(block, "env", [[key.value, value.text.text]]);
  return env.kind === "mapping" ? insertKey(env, key.value, value.text.text) : undefined;
}

/** Whether a step's script or inputs name a variable, outside of what writes the token. */
function reads({ run, with: inputs }: Step, name: string, writer: Span | undefined): boolean {
  const isWriter = ({ span }: { readonly span: Span }): boolean =>
    writer !== undefined && span.file === writer.file && writer.start <= span.start && span.end <= writer.end;
  const words = run === undefined ? [] : mentioned(run).filter((word) => !isWriter(word));
  const texts = [...words.map(({ text }) => text), ...[...inputs.texts.values()].map((text) => text?.value ?? "")];
  const sign = new RegExp(`(?<!\\bsecrets\\.)\\b${name.replaceAll(/\W/g, "\\$&")}\\b`);
  return texts.some((text) => sign.test(text));
}
