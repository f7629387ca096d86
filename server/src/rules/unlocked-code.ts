import { checksOut, setsUpNode } from "../data/actions/questions.ts";
import { rootsOf } from "../publish/job/checkouts.ts";
import { isGranted } from "../publish/id-token-use.ts";
import type { Command } from "../repository/command/command.ts";
import { commandsOf } from "../repository/command/commands.ts";
import { runs } from "../repository/command/own-words.ts";
import { monorepoPackages } from "../repository/package/monorepo.ts";
import type { Repository } from "../repository/repository.ts";
import { scopeOf } from "../repository/workflow/scope.ts";
import { actionName, isLocal, type Job, type Step, type Workflow } from "../repository/workflow/workflow.ts";
import type { Rule } from "../rule.ts";
import type { Span } from "../text.ts";
import { fetchedBy, pipedFrom } from "./unlocked-code/fetched.ts";

export const unlockedCode: Rule<"job"> = {
  id: "unlocked-code",
  severities: ["warning"],
  summary: "A job that can publish fetches no code without a version.",
  about: "job",
  needs: { registry: "likely", idToken: "likely" },
  *check({ workflow, job, publishes }, { repository }) {
    if (!isGranted(publishes)) return;
    for (const { span, message } of fetchedIn(repository, workflow, job)) yield { severity: "warning", span, message };
  },
};

interface Fetched {
  readonly span: Span;
  readonly message: string;
}

function* fetchedIn(repository: Repository, workflow: Workflow, job: Job): Iterable<Fetched> {
  const next = (what: string): string =>
    `and job "${job.id.value}" can publish: whoever controls that ${what} can publish too.`;
  const own = new Set((monorepoPackages(repository, "") ?? []).map(({ name }) => name?.value));
  // What the job installed may bring a command of that name.
  let installed = false;
  for (const step of job.steps) {
    const commands = commandsIn(repository, workflow, job, step);
    for (const [index, command] of commands.entries()) {
      const found = fetchedBy(command);
      if (found !== undefined && !own.has(found.name) && (found.always || !(installed || installs(step))))
        yield {
          span: command.wordSpan(found.word),
          message: `The newest version of \`${found.name}\` is fetched here, ${next("package")}`,
        };
      const piped = pipedFrom(commands[index - 1], command);
      if (piped !== undefined)
        yield { span: piped, message: `This runs whatever the server answers at that moment, ${next("server")}` };
    }
    installed ||= installs(step);
  }
}

/** Those of the step's own script, and of the package scripts that it starts. */
function commandsIn(repository: Repository, workflow: Workflow, job: Job, step: Step): readonly Command[] {
  if (step.run === undefined) return [];
  const scope = scopeOf(workflow, job, new Map(), "own", step);
  if (scope.condition(step.if) === false) return [];
  return commandsOf(repository, step, scope, rootsOf(job, scope)).commands.filter(
    ({ program }) => program === undefined,
  );
}

/** A step after which commands of dependencies may be there: it installs them, or may. */
function installs({ uses, run }: Step): boolean {
  if (uses !== undefined) return isLocal(uses.value) || !(checksOut(actionName(uses)) || setsUpNode(actionName(uses)));
  return runs(run, /\b(?:ci|i|install|add|setup|bootstrap)\b|^(?:yarn|make|just|task|\.{0,2}\/)(?:\s|$)|\.\w?sh\b/);
}
