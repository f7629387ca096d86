import { certain } from "../../server/src/publish/fact.ts";
import type { Step } from "../../server/src/repository/workflow/workflow.ts";
import { inJob, known, tool, unclear, withFile, written, type Way } from "./way.ts";

/** Where the publishing command stands. */
export const inSteps: readonly Way[] = [
  written("The command of a step", /^run: npm publish$/),
  written("After other commands of its line (`&&`)", /&& npm publish/),
  written("On a line of several", /\n\s+npm publish/),
  known("Under an `if` of the shell", ({ command }, { step }) => command.conditional && /\bif\b.*\bthen\b/s.test(step)),
  written("With a fallback (`||`)", /npm publish[^\n|]*\|\|/),
  written("At the start of a pipe", /npm publish[^\n|]*\|[^|]/),
  written("In a loop", /\bfor \w+ in\b/),
  written("In a function", /\w+ ?\(\) ?\{/),
  written("In a subshell", /\(cd [^)]*npm publish/),
  written("After a heredoc", /<<-?["']?[A-Z]/),
  written("In a heredoc that a shell reads", /\bbash\b[^\n]*<<-?["']?[A-Z]+["']?\n[^]*npm publish/),
  written("By `eval`", /\beval ["'][^\n]*npm publish/),
  written("In a shell of its own (`bash -c`)", /\b(?:ba)?sh -c /),
  written("Behind `xargs` or `find`", /\b(?:xargs|find)\b[^\n]*npm publish/, "told"),
  written("With variables before it", /\b\w+=\S* npm publish/),
  written("Run by `cross-env` or `xvfb-run`", /\b(?:cross-env|xvfb-run) /),
  written("In a container of its own (`docker run`)", /\bdocker run\b[^\n]*npm publish/, "told"),
  written("Behind a program that isn't read (`node -e`)", /\bnode -e\b[^\n]*npm publish/, "told"),
  written("Behind another command that runs it again (`retry`)", /\bretry \d+ npm publish/, "told"),
  written("Run by `env`", /\benv [^\n]*npm publish/),
  written("Behind `sudo`", /\bsudo (?:-E )?npm publish/, "told"),
  written("Behind another command (`timeout`, `doppler`)", /\b(?:timeout|doppler)\b[^\n]*npm publish/, "told"),
  written("On lines that a backslash joins", /npm publish[^\n]*\\\n/),
  written("With options before the command", /npm --?\w[^\n]* publish/),
  written("In PowerShell", /shell: (?:pwsh|powershell)/),
  inJob("On Windows", /runs-on: windows/),
  written("In a language that isn't read", /shell: (?:python|node)/, "told"),
  written("In a step's `working-directory`", /working-directory:/),
  inJob("In a job's `defaults`", /defaults:[^]*working-directory/),
  written("After `cd`", /\bcd [\w./-]+(?: &&|\n|;)/),
  written("In a folder that `--prefix` or `-C` names", /npm (?:publish )?(?:--prefix|-C)/),
  inJob("In a step of `parallel`", /parallel:/),
  inJob("Next to a step in the background", /background: true/),
  inJob("After `wait`, `wait-all` and `cancel`", /- wait: [^]*- wait-all:[^]*- cancel: /),
  written("Under a condition that is never true", /npm publish/, "unreachable"),
];

/** How package scripts and the repository's own scripts lead to it. */
export const inScripts: readonly Way[] = [
  script("By `npm run`", /npm (?:run|run-script) /),
  script("By `pnpm run` or `pnpm NAME`", /pnpm (?:run )?[\w:-]+/),
  script("By `yarn run` or `yarn NAME`", /yarn (?:run )?[\w:-]+/),
  script("By `bun run`", /bun run /),
  script("Of a workspace, by npm (`-w`, `--workspaces`)", /npm (?:run \S+ )?(?:-w|--workspaces?)\b/),
  script("Of a folder, by npm (`--prefix`)", /npm (?:run \S+ )?--prefix/),
  script("Of a workspace, by pnpm (`--filter`, `-r`, `-C`)", /pnpm (?:--filter|-r|-C) /),
  script("Of a workspace, by yarn (`workspace`, `workspaces foreach`, `--cwd`)", /yarn (?:workspaces?|--cwd) /),
  script("Of a workspace, by bun (`--filter`)", /bun run --filter/),
  script("Of a workspace, by `lerna run`", /lerna run /),
  script("By `run-s` or `run-p`", /\brun-[sp] /),
  withFile("By `npm-run-all`", /package\.json$/, /"npm-run-all [^"]*/),
  withFile("By `concurrently`", /package\.json$/, /"concurrently /),
  script("By `node --run`", /node --run /),
  known("Through a chain of scripts", ({ command }) => command.path.length > 1),
  known("In a `pre` or `post` script", ({ command: { span } }) =>
    /"(?:pre|post)\w+": "[^"]*$/.test(span.file.text.slice(0, span.start)),
  ),
  script("By `npm version`, whose `version` script publishes", /npm version/),
  script("With arguments for the script (`npm run release -- --tag next`)", /npm run \w+ -- /),
  unclear(
    "A package script that isn't there, or whose name isn't constant",
    /`npm run [^`]*\$[^`]*`, which can't be read/,
  ),
  withFile("A script that has the name of a tool", /package\.json$/, /"(?:semantic-release|lerna|changeset|np)": "/),
  written("In a target of make, just or task", /\b(?:make|just|task) (?:npm-)?publish/, "told"),
  script("In a recipe of the repository's Makefile", /run: make \w+/),
  script("In a recipe of the repository's justfile", /run: just \w+/),
  script("In a task of the repository's Taskfile", /run: task \w+/),
  script("In a script of each package, by turbo", /turbo run /),
  unclear("In a target of turbo, nx or gulp", /^(?:turbo|gulp|`nx` with)/),
  written("By `yarn workspace … exec npm publish`", /yarn workspace \S+ exec npm publish/, "told"),
  written("By `pnpm exec` or `lerna exec`", /(?:pnpm --filter \S+|lerna) exec (?:-- )?npm publish/),
  script("A shell script of the repository, read in full", /run: \.\/[\w./-]+\.sh/),
  script("A shell script without an ending (`bin/publish-npm`)", /run: bin\/[\w-]+$/),
  written("A JavaScript program of the repository, read for literal commands", /node scripts\/\w+\.mjs/),
  written("A TypeScript program of the repository, by tsx", /tsx scripts\/\w+\.ts/),
  written("A TypeScript program of the repository, by bun", /bun run scripts\/\w+\.ts/),
  written("What such a program imports", /node --import tsx/),
  written("A program in another language", /python3 /),
  written("A program that names no publish", /node scripts\/build\.mjs/, "silent"),
  unclear("A program that can't be read, and whose name says that it publishes", /publish\.js`, which can't be read/),
  unclear("Under a condition in a script that other jobs share", /under a condition in `scripts\//),
  written(
    "A script of the repository whose name says that it publishes",
    /run: (?:node |bash |sh |\.\/)[\w./-]*publish[\w.-]*/,
    "told",
  ),
];

function script(title: string, step: RegExp): Way {
  return known(title, ({ command }, seen) => command.path.length > 0 && step.test(seen.step));
}

/** What a workflow hands the publish to. */
export const inOthers: readonly Way[] = [
  known("A reusable workflow of the repository (`./`)", ({ callPath }) => callPath.calls.length > 0),
  known("A reusable workflow of the repository by `$/`", ({ callPath }) =>
    callPath.calls.some(({ job }) => job.uses?.value.startsWith("$/") === true),
  ),
  known("A reusable workflow in a reusable workflow", ({ callPath }) => callPath.calls.length > 1),
  known(
    "A reusable workflow that is started by triggers of its own as well",
    ({ callPath, workflow }) =>
      callPath.calls.length === 0 && workflow.triggers?.some(({ value }) => value === "workflow_call") === true,
  ),
  unclear("A reusable workflow that nothing here calls", /nothing here calls/),
  unclear("A remote reusable workflow", /remote reusable workflow/),
  unclear("A remote action whose name says that it publishes", /^`acme\/npm-publish`$/),
  unclear("A remote action that is given an npm token", /which is given an npm token/),
  unclear("An action with a command as its input, which isn't read", /in an input of `/),
  composite("A composite action of the repository that publishes", 1, /uses: \.\//),
  composite("The same, called as `$/`", 1, /uses: \$\//),
  composite("A composite action in a composite action", 2, /^/),
  known(
    "A composite action that publishes by the token that `with` gives it",
    ({ step, credential }) => step.caller !== undefined && certain(credential)?.kind === "token",
  ),
  known(
    "A composite action with a default for the folder",
    ({ step: { caller } }) => caller?.inputs.get("folder") !== undefined,
  ),
  known(
    "A composite action that an input switches on",
    ({ step }) => step.caller !== undefined && step.if !== undefined,
  ),
  unclear("An action of the repository in JavaScript", /^`\.\/\.github\/actions\/publish`$/),
  unclear(
    "A composite action that publishes under a condition of its script",
    /under a condition in `\.github\/actions/,
  ),
  inJob("A composite action of the repository that prepares", /uses: (?:\.|\$)\/[^]*npm publish/),
  written("A command that an action runs again (nick-fields/retry)", /uses: nick-fields\/retry/),
  written("An action that another action runs again", /uses: Wandalen\/wretry\.action[^]*action: /, "told"),
  tool("changesets/action 1 (`publish`)", "changesets", ({ step }) => step.uses?.value === "changesets/action@v1"),
  written("changesets/action 2 (`publish-script`)", /publish-script:/),
  written(
    "changesets/action that only opens pull requests",
    /^(?:- )?uses: changesets\/action(?![^]*publish)/,
    "silent",
  ),
  written("JS-DevTools/npm-publish", /uses: JS-DevTools\/npm-publish/),
  written("cycjimmy/semantic-release-action", /uses: cycjimmy\/semantic-release-action/, "told"),
];

/** A publish in so many composite actions. */
function composite(title: string, depth: number, step: RegExp): Way {
  const depthOf = ({ caller }: Step): number => (caller === undefined ? 0 : 1 + depthOf(caller.step));
  return known(title, (publish, seen) => depthOf(publish.step) === depth && step.test(seen.step));
}
