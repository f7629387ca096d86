import { inJob, known, tool, unclear, withFile, written, type Way } from "./way.ts";

/** Where the publishing command stands. */
export const inSteps: readonly Way[] = [
  written("The command of a step", /^run: npm publish$/),
  written("Behind other commands of its line (`&&`)", /&& npm publish/),
  written("On a line of several", /\n\s+npm publish/),
  known("Under an `if` of the shell", ({ command }, { step }) => command.conditional && /\bif\b.*\bthen\b/s.test(step)),
  written("With a fallback (`||`)", /npm publish[^\n|]*\|\|/),
  written("At the start of a pipe", /npm publish[^\n|]*\|[^|]/),
  written("In a loop", /\bfor \w+ in\b/),
  written("In a function", /\w+ ?\(\) ?\{/),
  written("In a subshell", /\(cd [^)]*npm publish/),
  written("Behind a heredoc", /<<-?["']?[A-Z]/),
  written("In a shell of its own (`bash -c`)", /\b(?:ba)?sh -c /),
  written("Behind `xargs` or `find`", /\b(?:xargs|find)\b[^\n]*npm publish/, "told"),
  written("With variables before it", /\b\w+=\S* npm publish/),
  written("Behind `env`", /\benv [^\n]*npm publish/),
  written("Behind `sudo`", /\bsudo (?:-E )?npm publish/, "told"),
  written("Behind another command (`timeout`, `doppler`)", /\b(?:timeout|doppler)\b[^\n]*npm publish/, "told"),
  written("On lines that a backslash joins", /npm publish[^\n]*\\\n/),
  written("With options before the command", /npm --?\w[^\n]* publish/),
  written("In PowerShell", /shell: (?:pwsh|powershell)/),
  inJob("On Windows", /runs-on: windows/),
  written("In a language that isn't read", /shell: (?:python|node)/, "told"),
  written("In a step's `working-directory`", /working-directory:/),
  inJob("In a job's `defaults`", /defaults:[^]*working-directory/),
  written("Behind `cd`", /\bcd [\w./-]+(?: &&|\n|;)/),
  written("In a folder that `--prefix` or `-C` names", /npm (?:publish )?(?:--prefix|-C)/),
  inJob("In a step of `parallel`", /parallel:/),
  inJob("Beside a step in the background", /background: true/),
  written("Behind a condition that is never true", /npm publish/, "unreachable"),
];

/** How package scripts and the repository's own scripts lead to it. */
export const inScripts: readonly Way[] = [
  script("By `npm run`", /npm (?:run|run-script) /),
  script("By `pnpm run` or `pnpm NAME`", /pnpm (?:run )?[\w:-]+/),
  script("By `yarn run` or `yarn NAME`", /yarn (?:run )?[\w:-]+/),
  script("By `bun run`", /bun run /),
  known("Through a chain of scripts", ({ command }) => command.path.length > 1),
  known("In a `pre` or `post` script", ({ command: { span } }) =>
    /"(?:pre|post)\w+": "[^"]*$/.test(span.file.text.slice(0, span.start)),
  ),
  script("By `npm version`, whose `version` script publishes", /npm version/),
  script("With arguments for the script (`npm run release -- --tag next`)", /npm run \w+ -- /),
  withFile("A script that has the name of a tool", /package\.json$/, /"(?:semantic-release|lerna|changeset|np)": "/),
  written("In a target of make, just or task", /\b(?:make|just|task) (?:npm-)?publish/, "told"),
  written("By `yarn workspace … exec npm publish`", /yarn workspace \S+ exec npm publish/, "told"),
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
  known("A reusable workflow of the repository (`./`)", ({ entry }) => entry.calls.length > 0),
  known("The same, called as `$/`", ({ entry }) =>
    entry.calls.some(({ job }) => job.uses?.value.startsWith("$/") === true),
  ),
  known("A reusable workflow in a reusable workflow", ({ entry }) => entry.calls.length > 1),
  known(
    "A reusable workflow that is started by triggers of its own as well",
    ({ entry, workflow }) =>
      entry.calls.length === 0 && workflow.triggers?.some(({ value }) => value === "workflow_call") === true,
  ),
  unclear("A reusable workflow that nothing here calls", /nothing here calls/),
  unclear("A remote reusable workflow", /remote reusable workflow/),
  written("A composite action of the repository that publishes", /uses: (?:\.|\$)\/.*(?:publish|release)/, "told"),
  inJob("A composite action of the repository that prepares", /uses: (?:\.|\$)\/[^]*npm publish/),
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
