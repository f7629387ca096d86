import { removeItem } from "../../edit/edit.ts";
import { removeCommand } from "../../fixes/remove-command.ts";
import { secretsOf } from "../../publish/auth/call-path.ts";
import { rootsOf } from "../../publish/job/checkouts.ts";
import { loginOf } from "../../publish/login-commands.ts";
import type { Publish } from "../../publish/publish.ts";
import type { Command } from "../../repository/command/command.ts";
import { commandsOf } from "../../repository/command/commands.ts";
import type { Repository } from "../../repository/repository.ts";
import { scopeOf } from "../../repository/workflow/scope.ts";
import type { Job, Step } from "../../repository/workflow/workflow.ts";
import { sameSpan, textOf, type Edit, type Span } from "../../text.ts";
import type { ManualStep } from "./manual-step.ts";

/** The commands of a step, those of package scripts included. */
export function commandsIn(
  repository: Repository,
  { workflow, callPath }: Publish,
  job: Job,
  step: Step,
): readonly Command[] {
  const scope = scopeOf(workflow, job, new Map(), secretsOf(callPath), step);
  return commandsOf(repository, step, scope, rootsOf(job, scope)).commands;
}

/** Whether a command installs the packages of a project. */
export function isInstall({ words }: Command): boolean {
  const [tool = "", verb = "", ...rest] = words.map((word) => word.value ?? "");
  if (rest.some((word) => /^(?:-g|--global)$/.test(word))) return false;
  if (tool === "yarn") return verb === "" || verb === "install";
  return /^(?:npm|pnpm|bun)$/.test(tool) && /^(?:ci|i|install|clean-install|install-ci-test)$/.test(verb);
}

/** The step whose command writes the token; `Left` where an install after it may read that, or no step of the workflow does. */
export function writingStep(repository: Repository, publish: Publish, writer: Span): Step | ManualStep {
  const { job } = publish;
  const manualStep = (what: string): ManualStep => ({
    span: writer,
    what,
    instead: "Take it out by hand, where that can be done.",
  });
  for (const [index, step] of job.steps.entries()) {
    const commands = commandsIn(repository, publish, job, step);
    const at = commands.findIndex((each) => sameSpan(each.span, writer));
    if (at < 0 || writer.file !== publish.workflow.file) continue;
    const later = job.steps.slice(index + 1).flatMap((each) => commandsIn(repository, publish, job, each));
    const install = [...commands.slice(at), ...later].find(isInstall);
    return install === undefined
      ? step
      : manualStep(`\`${textOf(install.span)}\` reads the token that this writes as well.`);
  }
  return manualStep("The token is written by a script.");
}

/**
 * The edits that take out the command that writes the token, and every \`npm whoami\` that would fail without it, with their steps where
 * nothing else is in them. `Left` where another command asks for a login. `from` is the only step that loses the token, or the first.
 */
export function commandEdits(
  repository: Repository,
  publish: Publish,
  { writer, from }: { readonly writer: Span | undefined; readonly from: Step | 0 },
): readonly Edit[] | ManualStep {
  const { job, step: published } = publish;
  const first = from === 0 ? 0 : job.steps.indexOf(from);
  const only = writer === undefined && from !== 0;
  const edits: Edit[] = [];
  for (const step of only ? [published] : job.steps.slice(first)) {
    const commands = commandsIn(repository, publish, job, step);
    const isWriter = ({ span }: Command): boolean => writer !== undefined && sameSpan(span, writer);
    const given = [...step.env.texts.keys()].some((name) => /token|auth/i.test(name));
    const own = given && step !== published && !commands.some(isWriter);
    const asking = own ? [] : commands.filter((each) => loginOf(each) !== undefined && each.hiddenBy?.kind !== "or");
    const gone = commands.filter((each) => isWriter(each) || asking.includes(each));
    const whole =
      gone.length > 0 && gone.length === commands.length && job.stepList !== undefined && step !== published
        ? removeItem(job.stepList, step.index)
        : undefined;
    for (const command of gone) {
      const name = loginOf(command);
      const removed = name === undefined || name === "whoami" ? (whole ?? removeCommand(command)) : undefined;
      if (removed === undefined)
        return {
          span: command.span,
          what:
            name === undefined
              ? "The command that writes the token can't be taken out alone."
              : `\`npm ${name}\` needs a login that OIDC doesn't give: the token stays for it.`,
          instead:
            name === undefined ? "Take it out by hand." : "Take it out, or into a step of its own that has the token.",
        };
      edits.push(...removed);
    }
  }
  return edits;
}
