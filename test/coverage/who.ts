import { certain, located } from "../../server/src/publish/fact.ts";
import { hidden, inJob, inWorkflow, known, mode, npmFrom, sent, withFile, written, type Way } from "./way.ts";

/** With which Node and npm. */
export const clients: readonly Way[] = [
  node("A version in quotes", /node-version: ["'][\d.]+["']/),
  node("A version without quotes", /node-version: [\d.]+\s/),
  node("`24.x`", /node-version: ["']?\d+\.x/),
  node("`lts/*`", /node-version: ["']?lts\//),
  node("`latest`", /node-version: ["']?(?:latest|current|node)\b/),
  node("A range", /node-version: ["']?[>^~]/),
  node("A variable of the workflow (`env`)", /node-version: \$\{\{ env\./),
  node("A value of the matrix", /node-version: ["']?\$\{\{ ?matrix\./),
  hidden("An expression that isn't constant", "npm", /Node version that isn't constant/),
  fromFile("`.nvmrc`", /^\.nvmrc$/),
  fromFile("`.node-version`", /^\.node-version$/),
  fromFile("`.tool-versions`", /^\.tool-versions$/),
  fromFile("`volta` in package.json", /^package\.json$/, /"volta"/),
  fromFile("`engines` in package.json", /^package\.json$/, /"engines"/),
  fromFile("`mise.toml`", /^mise\.toml$/),
  withFile("`volta.extends`", /package\.json$/, /"extends"/),
  fromFile("`devEngines` in package.json", /^package\.json$/, /"devEngines"/),
  node("The newest release (`check-latest`)", /check-latest: true/),
  node("The default of a composite action's input", /uses: \$\/\.github\/actions/),
  known(
    "What a composite action sets up, by the input that it is given",
    ({ jobState }) => jobState.lastSetup?.caller?.step.with.texts.size === 1,
  ),
  inJob("setup-node without a version", /setup-node@v\d\s*\n\s*- /),
  known(
    "No setup-node at all",
    ({ npm, jobState }) => jobState.lastSetup === undefined && npm !== undefined && located(npm) !== undefined,
  ),
  npmFrom(
    "`lts/*`, by the date",
    ({ ...from }, { example }) =>
      "origin" in from &&
      from.origin.kind === "setup" &&
      from.origin.written.value === "lts/*" &&
      example.given.today < "2025-10-28",
  ),
  image("`ubuntu-latest`, by the date", /runs-on: ubuntu-latest/, (today) => today < "2026-11-21"),
  container("A container of a known Node (`node:24`)", /container: node:\d/),
  container("A container of a moving Node (`node:lts`)", /container: ["']?node:(?:lts|latest|current)/),
  container("A container in a mapping (`image:`)", /container:\s*\{? ?\n?\s*image: /),
  inJob("setup-node in a container", /container: [^]*setup-node@/),
  npmFrom("The runner image's own", (from) => "origin" in from && from.origin.kind === "image"),
  hidden("A container's own", "npm", /container/),
  inJob("The last of several setup-node steps", /setup-node@[^]*setup-node@/),
  hidden("What an action of others sets up", "npm", /`\w[\w-]*\/[\w-]+`, which may change/),
  hidden("A self-hosted runner's own", "npm", /runner's own/),
  upgrade("An npm that is installed by range (`npm i -g npm@^11.5.1`)", /^npm@\^/),
  upgrade("An npm that is installed by version", /^npm@\d+\.\d+\.\d+$/),
  upgrade("`npm@latest`", /^npm@latest$/),
  upgrade("`npm i -g npm`", /^npm$/),
  npmFrom("An npm that npx fetches", (from) => "npx" in from),
  inJob(
    "An npm that is installed on the publish's own line",
    /npm (?:i|install) (?:-g|--global) npm\S* && [^\n]*publish/,
  ),
  inJob("An npm that another setup-node takes away", /npm (?:i|install) (?:-g|--global) npm[^]*setup-node/),
  inJob("An npm that sudo installs, which isn't followed", /sudo npm (?:i|install) (?:-g|--global) npm/, "told"),
  inJob("An npm that `pnpm add -g` installs, which isn't followed", /pnpm add -g npm/, "told"),
  inJob("An npm that `pnpm install --global` installs, which isn't followed", /pnpm install --global npm/, "told"),
  upgrade("`npm install --global npm@11.16.0`", /^npm@11\.16\.0$/),
  upgrade("A major alone (`npm@10`)", /^npm@10$/),
  upgrade("A pin that is too old (`npm@10.9.8`)", /^npm@10\.9\.8$/),
  upgrade("A pin of npm 11 that is too old (`npm@11.3.0`)", /^npm@11\.3\.0$/),
  known("An npm that a composite action installs", ({ npm, job }) => {
    const at = npm && certain(npm);
    return (
      at !== undefined &&
      "installed" in at.from &&
      job.steps.some(({ caller, run }) => caller !== undefined && /npm@/.test(run?.value ?? ""))
    );
  }),
  inJob(
    "An npm on the line of a package script's (`npm i -g npm@… && pnpm run ci-publish`)",
    /npm i -g npm@\S+ && pnpm run/,
  ),
  known(
    "semantic-release's own npm, under npm or yarn",
    ({ tool: own, npm }) => own.name === "semantic-release" && npm === undefined,
  ),
  known(
    "The runner's npm, for semantic-release under pnpm",
    ({ tool: own, npm }) => own.name === "semantic-release" && npm !== undefined,
  ),
  inJob("Another tool that npm installs", /npm (?:i|install) (?:-g|--global) (?:yarn|pnpm|corepack)/),
];

function node(title: string, job: RegExp): Way {
  return known(title, (_, seen) => job.test(seen.job));
}

function fromFile(title: string, path: RegExp, text = /^/): Way {
  return npmFrom(title, (from) => {
    if (!("origin" in from) || from.origin.kind !== "file") return false;
    const { file } = from.origin.written.span;
    return path.test(file.path) && text.test(file.text);
  });
}

function image(title: string, job: RegExp, on: (today: string) => boolean): Way {
  return npmFrom(
    title,
    (from, seen) =>
      "origin" in from && from.origin.kind === "image" && job.test(seen.job) && on(seen.example.given.today),
  );
}

function container(title: string, job: RegExp): Way {
  return image(title, job, () => true);
}

function upgrade(title: string, words: RegExp): Way {
  return npmFrom(title, (from) => "installed" in from && words.test(from.installed));
}

/** As whom: the `id-token` permission. */
export const permissions: readonly Way[] = [
  known(
    "Granted by the job",
    ({ idToken, job }) => certain(idToken)?.granted === true && job.permissions !== undefined,
  ),
  known(
    "Granted by the workflow",
    ({ idToken, job }) => certain(idToken)?.granted === true && job.permissions === undefined,
  ),
  known(
    "Taken away by the job's own block",
    ({ idToken, job, workflow }) =>
      certain(idToken)?.granted === false && job.permissions !== undefined && workflow.permissions !== undefined,
  ),
  known(
    "No block at all",
    ({ idToken, callPath }) =>
      located(idToken)?.value.decidedBy === undefined && certain(idToken) !== undefined && callPath.calls.length === 0,
  ),
  inWorkflow("`write-all`", /permissions: write-all/),
  inWorkflow("`read-all`", /permissions: read-all/),
  known(
    "Handed on through two calls",
    ({ idToken, callPath }) => certain(idToken)?.granted === true && callPath.calls.length > 1,
  ),
  known(
    "In a composite action, which has its caller's",
    ({ idToken, step }) => step.caller !== undefined && certain(idToken)?.granted === true,
  ),
  inWorkflow("On a `pull_request`, which has none from a fork", /^on: [^\n]*pull_request\b(?![^\n]*closed)/),
  known(
    "Handed on by a caller",
    ({ idToken, callPath }) => certain(idToken)?.granted === true && callPath.calls.length > 0,
  ),
  known("Refused by a caller", ({ idToken }) => certain(idToken)?.refusedByCaller === true),
  hidden("A caller without a block", "idToken", /default permissions/),
  hidden("`permissions` that can't be read", "idToken", /can't be read/),
  known("In an environment", ({ environment }) => (certain(environment) ?? "") !== ""),
  hidden("In an environment that isn't constant", "environment", /constant/),
];

/** With which credentials. */
export const credentials: readonly Way[] = [
  mode("OIDC alone", "oidc-only"),
  mode("OIDC with a token to fall back to", "oidc-with-fallback"),
  mode("A token, and an id-token for provenance", "token-with-provenance"),
  mode("A token alone", "token"),
  mode("Neither", "none"),
  sent(
    "NODE_AUTH_TOKEN through setup-node's `registry-url`",
    ({ kind, variable, via }) => kind === "token" && variable === "NODE_AUTH_TOKEN" && via?.by === "setup-node",
  ),
  sent("setup-node's placeholder", ({ kind, via }) => kind === "placeholder" && via?.by === "setup-node"),
  sent("An empty variable", ({ kind, variable }) => kind === "none" && variable !== undefined),
  sent("A committed `.npmrc`", ({ kind, via }) => kind === "token" && via?.by === "commit"),
  sent(
    "A `.npmrc` that a step writes",
    ({ kind, via }) => kind === "token" && via?.by === "step" && via.level !== "option",
  ),
  inJob("`npm config set`", /npm (?:config )?set ["']?\/\//),
  written("An option of the command", /npm publish[^\n]*--\/\/[^\n]*_authToken/, "told"),
  sent(
    "One of two secrets (`secrets.A || secrets.B`)",
    ({ kind, ...rest }) =>
      kind === "token" && "secret" in rest && typeof rest.secret === "string" && rest.secret.includes("||"),
  ),
  sent("An action's `token`", ({ kind, ...rest }) => kind === "token" && "name" in rest && rest.name === "`token`"),
  sent("yarn's own variable", (credential) => credential.kind === "token" && credential.name.startsWith("YARN_")),
  sent("bun's own variable", (credential) => credential.kind === "token" && credential.name === "NPM_CONFIG_TOKEN"),
  known(
    "A variable that nothing reads",
    ({ credential }, { step }) => certain(credential)?.kind === "none" && /TOKEN: \$\{\{ secrets\./.test(step),
  ),
  known(
    "NPM_TOKEN in a step whose `.npmrc` doesn't name it",
    ({ credential }, { step, findings }) =>
      certain(credential)?.kind === "none" && findings > 0 && /NPM_TOKEN: \$\{\{ secrets\./.test(step),
  ),
  known(
    "NODE_AUTH_TOKEN without `registry-url`",
    ({ credential }, { step, job }) =>
      certain(credential)?.kind === "none" &&
      /NODE_AUTH_TOKEN: \$\{\{ secrets\./.test(step) &&
      !/registry-url/.test(job),
  ),
  known("Secrets that a caller hands on (`secrets: inherit`)", ({ callPath, credential }) => {
    return callPath.calls[0]?.job.secrets === "inherit" && "values" in credential;
  }),
  hidden("A variable that `$GITHUB_ENV` hands on", "credential", /GITHUB_ENV/),
  hidden("A step that may log in", "credential", /which may set a token/),
  hidden("A machine that may have a token of its own", "credential", /whose own `\.npmrc`/),
  written("A token only for the first publish", /if: [^\n]*first|FIRST/),
  withFile("Declared publishers", /^\.github\/trusted-publishers\.json$/),
];
