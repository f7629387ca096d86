import { bringsNoFiles } from "../data/actions/questions.ts";
import { isHarmless } from "../data/harmless-commands.ts";
import { secretsOf } from "../publish/auth/call-path.ts";
import { rootsOf } from "../publish/job/checkouts.ts";
import { isHosted } from "../publish/job/node.ts";
import type { Publish } from "../publish/publish.ts";
import { startOfPath, type Command } from "../repository/command/command.ts";
import { commandsOf } from "../repository/command/commands.ts";
import type { Repository } from "../repository/repository.ts";
import { scopeOf, type Scope } from "../repository/workflow/scope.ts";
import { actionName, type Step } from "../repository/workflow/workflow.ts";
import type { Rule } from "../rule.ts";
import { memo, sameSpan, textOf, type Span } from "../text.ts";

export const missingCheckout: Rule<"publish"> = {
  id: "missing-checkout",
  stops: "job",
  severities: ["warning"],
  summary: "A publishing job checks out the files it publishes.",
  about: "publish",
  needs: { tool: "known" },
  *check(publish, { repository }) {
    const need = needWithoutFiles(repository, publish);
    if (need === undefined) return;
    yield {
      severity: "warning",
      span: need.span,
      message: `\`${need.what}\` needs the repository's files, and job "${publish.job.id.value}" starts without any: no step before it checks them out or downloads them.`,
    };
  },
};

/** The first place of a publishing job that needs files which nothing brings. */
interface Need {
  /** What needs them, in the words of the workflow. */
  readonly what: string;
  readonly span: Span;
}

/** In a job on GitHub's clean machines in which every step up to the publish is known to bring no file. */
function needWithoutFiles(repository: Repository, publish: Publish): Need | undefined {
  const { job, scope, step } = publish;
  const before = job.steps.slice(0, job.steps.indexOf(step) + 1);
  // Nearly every job has a checkout: the first look is at the actions alone.
  if (!before.every((each) => each === step || mayBringNothing(each))) return undefined;
  if (job.container !== undefined || !isHosted(job, scope)) return undefined;
  return firstNeed(repository, publish, before);
}

function mayBringNothing({ uses, caller }: Step): boolean {
  if (caller !== undefined && mayBringNothing(caller.step)) return true;
  return uses === undefined || uses.value.startsWith("./") || bringsNoFiles(actionName(uses));
}

/** Up to the first command or file of which it isn't known that it leaves the folder empty. */
function firstNeed(repository: Repository, publish: Publish, before: readonly Step[]): Need | undefined {
  for (const step of before) {
    const own = step === publish.step;
    const sure =
      own || (step.if === undefined && !step.block.entries.some(({ key }) => key.value === "continue-on-error"));
    if (step.if === "unreadable" || /hashFiles/i.test(step.if?.value ?? "")) return undefined;
    const file = fileOf(step);
    if (file !== undefined) {
      if (sure) return file;
      continue;
    }
    const scope = own
      ? publish.scope
      : scopeOf(publish.workflow, publish.job, new Map(), secretsOf(publish.callPath), step);
    const { commands, incomplete } = own
      ? ownCommands(repository)(publish.scope)(step)
      : commandsOf(repository, step, scope, rootsOf(publish.job, scope));
    if (incomplete) return undefined;
    for (const command of commands.filter(({ path }) => path.length === 0)) {
      const { span } = command;
      const endsJob = sure && !command.conditional && command.hiddenBy === undefined;
      const text = command.words.map(({ value }) => value ?? "$").join(" ");
      if (
        (own && startsAt(publish, command) && publish.toolDoubt === undefined && !fromElsewhere(publish)) ||
        needsFiles.test(text)
      )
        return endsJob ? { what: textOf(span), span } : undefined;
      if (!writesNothing(text) || command.writes.length > 0) return undefined;
    }
  }
  const { uses } = publish.step;
  const isCommand = uses === undefined || publish.command.words.length > 0;
  return isCommand || publish.toolDoubt !== undefined ? undefined : { what: uses.value, span: uses.span };
}

/** A step's commands are read once for all that it publishes. */
const ownCommands = memo((repository: Repository) =>
  memo((scope: Scope) => memo((step: Step) => commandsOf(repository, step, scope, rootsOf(scope.job, scope)))),
);

/** An action that reads a file of the repository, or is one. */
function fileOf({ uses, with: { texts }, caller }: Step): Need | undefined {
  const called = caller && fileOf(caller.step);
  if (called !== undefined) return called;
  const file = texts.get("node-version-file");
  if (uses?.value.startsWith("./") === true) return { what: uses.value, span: uses.span };
  if (uses === undefined || file === undefined || file.value === "" || texts.has("node-version")) return undefined;
  return { what: `node-version-file: ${file.value}`, span: file.span };
}

function startsAt({ command }: Publish, { span }: Command): boolean {
  return sameSpan(startOfPath(command), span);
}

/** A package of the registry, of an address or of GitHub, or at a place outside of the workspace. */
function fromElsewhere({ command, tool, options: { positionals } }: Publish): boolean {
  if (command.path.length > 0 || tool.takesTarget !== true) return false;
  const target = positionals[positionals[0]?.value === "stage" ? 2 : 1];
  return target !== undefined && !/^\.(?:\/|$)/.test(target.value ?? "");
}

/** Whether a command, by its words, is known to write no file of a project. */
function writesNothing(text: string): boolean {
  return isHarmless(/^\w+/.exec(text)?.[0] ?? "", "workspace") || asksManager.test(text);
}

const asksManager =
  /^(?:p?npm|yarn|node) (?:-v|--version|ping|whoami|config)\b|^p?npm (?:i|install|add) (?:.* )?(?:-g|--global)\b/;

/** What stops in an empty folder. */
const needsFiles =
  /^npm (?:ci|clean-install)(?: --(?!prefix)[\w-]+)*$|^npm run(?:-script)? [\w:-]+$|^pnpm (?:i|install)(?: --(?!dir|prefix|global)[\w-]+)*$/;
