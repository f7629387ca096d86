import { commandInputs, releaseMaking } from "../data/actions/questions.ts";
import { actionWords } from "../data/actions/words.ts";
import { taggers } from "../data/tools.ts";
import { ownCommands, runs } from "../repository/command/own-words.ts";
import { actionName, isLocal, type Step, type Workflow } from "../repository/workflow/workflow.ts";
import { speaksOf } from "../repository/workflow/written.ts";
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
  if (hasOtherWay(workflow) || speaksOf(workflow, otherSecret)) return undefined;
  if (workflow.jobs.some(({ uses }) => uses !== undefined && !isLocal(uses.value) && actionWords.tags.test(uses.value)))
    return undefined;
  const steps = workflow.jobs.flatMap((job) => job.steps);
  const undrafted = steps.some(({ run }) => runs(run, /--draft[= ]false/));
  const found = steps.map((step) => creation(step, undrafted));
  return found.includes("unknown") ? undefined : found.filter((each) => typeof each === "object");
});

/** Whether a workflow or job speaks of other tokens, logins of git, or ways to start a workflow. */
export function hasOtherWay(holder: Parameters<typeof speaksOf>[0]): boolean {
  return speaksOf(holder, otherWays) || speaksOf(holder, actionWords.startsWorkflows);
}

const otherWays =
  /ssh-|deploy.?key|(?:outputs|inputs)\.[\w-]{0,60}token|secrets(?::\s*inherit|\s*\[)|insteadof|extraheader|git-?credentials|credential\.|netrc|remote\s+(?:set-url|add)|@github\.com|gh\s+(?:auth|api|workflow\s+run)|api\.github\.com|create(?:Release|Ref|Tag|\w{0,60}Dispatch)|\/dispatches/i;

/** A secret, unless its name says that it is for something else. */
const otherSecret =
  /\bsecrets\.(?!(?:GITHUB_TOKEN|(?!\w*(?:GH|GIT|PAT|BOT))(?:NPM|NODE_AUTH|CODECOV|COVERALLS|SLACK|DISCORD|SONAR|SNYK|TURBO|NX|DOCKER)\w*)(?!\w))\w/;

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
      return making.unlessGiven.some((name) => texts.has(name)) || !complete
        ? "unknown"
        : { ...creator, plain: making.plain === true };
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
  // What a tag's name is made of creates nothing: `v$(node -p "require('./package.json').version")`.
  const lines = ownCommands(run)
    .map((words) => words.join(" ").replaceAll(/\$\((?:[^()]|\([^()]*\))*\)/g, "$x"))
    .filter((line) => !/^node -[pe] require\(\S*package\.json\S*\)\.version$/.test(line));
  const has = (sign: RegExp): boolean => lines.some((line) => sign.test(line));
  if (lines.some((line) => tools.test(`${line} `))) return "unknown";
  const draft = has(/\bgh release create\b.{0,500}\s(?:-d|--draft)(?!\S{0,30}=false)\b/s);
  const release = has(/\bgh release create\b|\bgh release edit\b.{0,500}--draft[= ]false/s);
  const after = (sign: RegExp): readonly (readonly string[])[] =>
    lines.flatMap((line) => {
      const [, words] = sign.exec(line) ?? [];
      return words === undefined ? [] : [words.split(/\s+/)];
    });
  const pushed = after(/\bgit push\b(.*)/s);
  const named = after(/\bgit tag (.+)/s).flat();
  const tags = pushed.some((words) =>
    words.some((word) => /^--(?:follow-)?tags$/.test(word) || (word !== "" && named.includes(word))),
  );
  const other = has(
    /\bgh release create\b(?:.{0,500}\s(?:-p|--prerelease)(?!\S{0,30}=false)\b| (?!v?\d+\.\d)\w[\w.-]{0,100}(?: |$))|\bgit tag -(?:-force|\w*f)/s,
  );
  const pushesNamed = pushed.some((words) => words.some((word) => /[$]|\bv\d|refs\/tags|\btag\b/.test(word)));
  if (other || (draft && !undrafted) || (!tags && pushesNamed)) return "unknown";
  if (!release && !tags) return "nothing";
  return { span, release, plain: has(/\bnpm version\b|\bgit tag (?:-\w )?v/) };
}
