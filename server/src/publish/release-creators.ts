import { commandInputs, releaseMaking } from "../data/actions/questions.ts";
import { actionWords } from "../data/actions/words.ts";
import { taggers } from "../data/tools.ts";
import { actionName, isLocal, type Step, type Workflow } from "../repository/workflow/workflow.ts";
import { memo, type Span } from "../text.ts";
import { wordsOf } from "./tools/recognise.ts";

/**
 * A step that creates tags, and releases perhaps, with the job's own token: GitHub starts no workflow for them
 * (docs/facts/github.md#runs-that-github_token-starts).
 */
export interface Creator {
  readonly span: Span;
  readonly release: boolean;
  /** Its tags begin with `v` and a version. */
  readonly plain: boolean;
}

/**
 * What in a workflow creates tags or releases with the job's own token. Undefined where something may do so in another way:
 * with a token that starts workflows, as a draft that a person publishes, by a tool or script that isn't read, or by starting others.
 */
export const creatorsOf = memo((workflow: Workflow): readonly Creator[] | undefined => {
  const { text } = workflow.file;
  if (hasOtherWay(text) || [...text.matchAll(/\bsecrets\.(\w+)/g)].some(([, name = ""]) => !harmless.test(name)))
    return undefined;
  if (workflow.jobs.some(({ uses }) => uses !== undefined && !isLocal(uses.value) && actionWords.tags.test(uses.value)))
    return undefined;
  const undrafted = /--draft[= ]false/.test(text);
  const found = workflow.jobs.flatMap((job) => job.steps.map((step) => creation(step, undrafted)));
  return found.includes("unknown") ? undefined : found.filter((each) => typeof each === "object");
});

/** Whether a text speaks of other tokens, logins of git, or ways to start a workflow. */
export function hasOtherWay(text: string): boolean {
  return otherWays.test(text) || actionWords.startsWorkflows.test(text);
}

const otherWays =
  /ssh-|deploy.?key|(?:outputs|inputs)\.[\w-]{0,60}token|secrets(?::\s*inherit|\s*\[)|insteadof|extraheader|git-?credentials|credential\.|netrc|remote\s+(?:set-url|add)|@github\.com|gh\s+(?:auth|api|workflow\s+run)|api\.github\.com|create(?:Release|Ref|Tag|\w{0,60}Dispatch)|\/dispatches/i;

/** Secrets by whose names they are for something else. */
const harmless =
  /^(?:GITHUB_TOKEN|(?!.*(?:GH|GIT|PAT|BOT))(?:NPM|NODE_AUTH|CODECOV|COVERALLS|SLACK|DISCORD|SONAR|SNYK|TURBO|NX|DOCKER)\w*)$/;

/** A tag such as `nightly`, or one that a person names: its release isn't meant for npm, or is there already. */
const isOwnTag = /^(?!.*\$\{\{)(?!v?\d+\.\d).|\binputs\.\w*tag\b/;

const own = [wordsOf(({ tags }) => tags), taggers.byHand, taggers.others].join("|");

const tools = new RegExp(
  `\\b(?:${own})\\s|${/\b(?:npm|pnpm|yarn|bun)\s+(?:run\s+)?(?!version\b|publish\b)[\w:-]{0,60}(?:release|version|tag|publish|deploy|ship)|(?:\/|\b(?:node|tsx|bash|sh|zx|python3?)\s+)\S{0,200}(?:release|version|tag|publish|deploy)/.source}`,
);

function creation(step: Step, undrafted: boolean): Creator | "nothing" | "unknown" {
  return step.uses === undefined ? ranCreation(step, undrafted) : actionCreation(step, actionName(step.uses));
}

function actionCreation({ with: { texts, complete }, span }: Step, action: string): Creator | "nothing" | "unknown" {
  const given = (...names: readonly string[]): string => names.map((name) => texts.get(name)?.value ?? "").join("");
  const creator = { span, release: true, plain: false };
  const making = releaseMaking(action);
  switch (making?.when) {
    case undefined:
      return actionWords.tags.test(action) ? "unknown" : "nothing";
    case "never":
      return "nothing";
    case "always":
      return making.unlessGiven.some((name) => texts.has(name)) || !complete ? "unknown" : creator;
    case "tagged":
      return /^(?:|false)$/.test(given(...making.off)) && !isOwnTag.test(given(...making.tag)) && complete
        ? creator
        : "unknown";
    case "told":
      return given(making.input) === "true" ? creator : "unknown";
    case "commanded":
      return commandInputs(action)?.names.some((name) => texts.has(name)) ? "unknown" : "nothing";
  }
}

function ranCreation({ run, span }: Step, undrafted: boolean): Creator | "nothing" | "unknown" {
  if (run === undefined) return "nothing";
  const script = run.value.replaceAll(/\\\r?\n|^[^\S\n]*#.*$/gm, " ");
  if (tools.test(script)) return "unknown";
  const draft = /\bgh\s+release\s+create\b[^\n]{0,500}\s(?:-d|--draft)(?!\S{0,30}=false)\b/.test(script);
  const release = /\bgh\s+release\s+create\b|\bgh\s+release\s+edit\b[^\n]{0,500}--draft[= ]false/.test(script);
  const pushed = [...script.matchAll(/\bgit\s+push\b([^\n;&|]*)/g)].map(([, words = ""]) => words);
  const named = [...script.matchAll(/\bgit\s+tag\s+([^\n;&|]+)/g)].flatMap(([, words = ""]) => words.split(/\s+/));
  const tags = pushed.some((words) =>
    words.split(/\s+/).some((word) => /^--(?:follow-)?tags$/.test(word) || (word !== "" && named.includes(word))),
  );
  const other =
    /\bgh\s+release\s+create\b(?:[^\n]{0,500}\s(?:-p|--prerelease)(?!\S{0,30}=false)\b|\s{1,50}["']?(?!v?\d+\.\d)\w[\w.-]{0,100}["']?(?:\s|$))|\bgit\s+tag\s+-(?:-force|\w*f)/.test(
      script,
    );
  if (other || (draft && !undrafted) || (!tags && pushed.some((words) => /[$]|\bv\d|refs\/tags|\btag\b/.test(words))))
    return "unknown";
  if (!release && !tags) return "nothing";
  return { span, release, plain: /\bnpm\s+version\b|\bgit\s+tag\s+(?:-\w\s+)?["']?v/.test(script) };
}
