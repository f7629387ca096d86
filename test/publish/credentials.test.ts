import assert from "node:assert/strict";
import { test } from "node:test";
import { registryHost } from "../../server/src/npm-host.ts";
import type { Credential } from "../../server/src/publish/auth/credential.ts";
import { certain, type Fact } from "../../server/src/publish/fact.ts";
import { sortedPublishes } from "../../server/src/publish/find/sorted.ts";
import { wordsOf } from "../../server/src/reason-words.ts";
import { readerOf, type FileState } from "../../server/src/repository/input.ts";
import { repositoryOf as repositoryFrom, type Repository } from "../../server/src/repository/repository.ts";

/**
 * What is shown, the steps of a job, what reaches the last one's publish, and what the project's `.npmrc` holds.
 * `§` stands for `$`, `´` for a backquote, and the words in capitals for what comes below.
 */
const table = String.raw`
nothing ¦ run: npm publish ¦ none
a variable that npm doesn't read ¦ { run: npm publish, env: { NODE } } ¦ none
setup-node ¦ SETUP ;; run: npm publish ¦ placeholder, NODE_AUTH_TOKEN, user by setup-node
setup-node 7 ¦ { uses: actions/setup-node@v7, with: { registry-url: https://REGISTRY } } ;; run: npm publish ¦ placeholder, NODE_AUTH_TOKEN, user by setup-node
a token ¦ SETUP ;; { run: npm publish, env: { NODE } } ¦ token NODE_AUTH_TOKEN = secrets.NPM_TOKEN, NODE_AUTH_TOKEN, user by setup-node
a token of setup-node's step ¦ { env: { NODE }, uses: actions/setup-node@v6, with: { registry-url: https://REGISTRY } } ;; run: npm publish ¦ token NODE_AUTH_TOKEN = secrets.NPM_TOKEN, NODE_AUTH_TOKEN, user by setup-node
an empty one for the job ¦ { uses: actions/setup-node@v6, with: { registry-url: https://REGISTRY }, env: { NODE_AUTH_TOKEN: '' } } ;; run: npm publish ¦ placeholder, NODE_AUTH_TOKEN, user by setup-node
setup-node 1 hands on no token ¦ { uses: actions/setup-node@v1, with: { registry-url: https://REGISTRY }, env: { NODE } } ;; run: npm publish ¦ placeholder, NODE_AUTH_TOKEN, user by setup-node
an empty one ¦ SETUP ;; { run: npm publish, env: { NODE_AUTH_TOKEN: '' } } ¦ none, NODE_AUTH_TOKEN, user by setup-node
unset in the script ¦ { uses: actions/setup-node@v7, with: { registry-url: https://REGISTRY } } ;; { run: "unset NODE_AUTH_TOKEN; npm publish", env: { NODE } } ¦ placeholder, NODE_AUTH_TOKEN, user by setup-node
unset by env ¦ SETUP ;; { run: env -u NODE_AUTH_TOKEN npm publish, env: { NODE } } ¦ placeholder, NODE_AUTH_TOKEN, user by setup-node
set by env ¦ SETUP ;; { run: env NODE_AUTH_TOKEN= npm publish, env: { NODE } } ¦ none, NODE_AUTH_TOKEN, user by setup-node
env with a clean slate ¦ SETUP ;; { run: env -i npm publish, env: { NODE } } ¦ unknown: another user's environment
emptied before the command ¦ SETUP ;; { run: 'NODE_AUTH_TOKEN="" npm publish', env: { NODE } } ¦ none, NODE_AUTH_TOKEN, user by setup-node
emptied for later steps ¦ SETUP ;; run: echo NODE_AUTH_TOKEN= >> §GITHUB_ENV ;; run: npm publish ¦ none, NODE_AUTH_TOKEN, user by setup-node
set for later steps ¦ SETUP ;; run: echo NODE_AUTH_TOKEN=§{{ secrets.A }} >> §GITHUB_ENV ;; run: npm publish ¦ token NODE_AUTH_TOKEN = secrets.A, NODE_AUTH_TOKEN, user by setup-node
set for later steps from a variable ¦ SETUP ;; { run: 'echo "NODE_AUTH_TOKEN=§NPM_TOKEN" >> "§GITHUB_ENV"', env: { TOKENS } } ;; run: npm publish ¦ token NODE_AUTH_TOKEN = secrets.PUBLISH, NODE_AUTH_TOKEN, user by setup-node
exported from a secret ¦ SETUP ;; { run: 'export NODE_AUTH_TOKEN=§NPM_TOKEN; npm publish', env: { TOKENS } } ¦ token NODE_AUTH_TOKEN = secrets.PUBLISH, NODE_AUTH_TOKEN, user by setup-node
exported on one way ¦ SETUP ;; { run: 'if x; then export NODE_AUTH_TOKEN=§NPM_TOKEN; fi; npm publish', env: { TOKENS } } ¦ unknown: a variable that the script sets
a secret before the command ¦ SETUP ;; run: NODE_AUTH_TOKEN=§{{ secrets.A }} npm publish ¦ token NODE_AUTH_TOKEN = secrets.A, NODE_AUTH_TOKEN, user by setup-node
a secret inside of more ¦ SETUP ;; run: NODE_AUTH_TOKEN="npm_§{{ secrets.A }}" npm publish ¦ unknown: a value that the script puts together
a command's output ¦ SETUP ;; run: NODE_AUTH_TOKEN=§(pass npm) npm publish ¦ unknown: a variable that the script sets
a variable nobody sets ¦ SETUP ;; run: NODE_AUTH_TOKEN=§TOKEN npm publish ¦ unknown: a value that only the script knows
echo into the home ¦ { run: 'echo "LINE=§NPM_TOKEN" > ~/.npmrc', env: { TOKENS } } ;; run: npm publish ¦ token LINE = secrets.PUBLISH, user by step
echo with braces ¦ { run: 'echo "LINE=§{NPM_TOKEN}" >> "§HOME/.npmrc"', env: { TOKENS } } ;; run: npm publish ¦ token LINE = secrets.PUBLISH, user by step
echo in single quotes ¦ run: echo 'LINE=§{NPM_TOKEN}' > ~/.npmrc ;; { run: npm publish, env: { TOKENS } } ¦ token NPM_TOKEN = secrets.PUBLISH, NPM_TOKEN, user by step
a backslash ¦ run: echo "LINE=\§{NPM_TOKEN}" > ~/.npmrc ;; run: npm publish ¦ placeholder, NPM_TOKEN, user by step
the home after setup-node ¦ SETUP ;; run: echo "LINE=§{{ secrets.A }}" > ~/.npmrc ;; run: npm publish ¦ placeholder, NODE_AUTH_TOKEN, user by setup-node
setup-node's own file ¦ SETUP ;; run: echo "LINE=§{{ secrets.A }}" >> §NPM_CONFIG_USERCONFIG ;; run: npm publish ¦ token LINE = secrets.A, user by step
setup-node's file, then setup-node ¦ SETUP ;; run: echo "LINE=§{{ secrets.A }}" >> §NPM_CONFIG_USERCONFIG ;; SETUP ;; run: npm publish ¦ placeholder, NODE_AUTH_TOKEN, user by setup-node
no file of setup-node's ¦ run: echo "LINE=§{{ secrets.A }}" >> §NPM_CONFIG_USERCONFIG ;; run: npm publish ¦ none
echo into the project ¦ run: echo "LINE=§{{ secrets.A }}" > .npmrc ;; run: npm publish ¦ token LINE = secrets.A, project by step
an empty variable ¦ { run: 'echo "LINE=§NPM_TOKEN" > .npmrc', env: { NPM_TOKEN: '' } } ;; run: npm publish ¦ none, project by step
another folder ¦ run: echo "LINE=§{{ secrets.A }}" > packages/a/.npmrc ;; run: npm publish ¦ none
the folder of the publish ¦ run: echo "LINE=§{{ secrets.A }}" > other/.npmrc ;; run: cd other && npm publish ¦ token LINE = secrets.A, project by step
a workspace's own ¦ run: cd packages/a && echo "LINE=§{{ secrets.A }}" > .npmrc && npm publish ¦ none
a folder that a build writes ¦ run: cd dist && echo "LINE=§{{ secrets.A }}" > .npmrc && npm publish ¦ unknown: a folder that a build writes
printf ¦ run: printf 'LINE=%s\n' "§{{ secrets.A }}" > ~/.npmrc ;; run: npm publish ¦ token LINE = secrets.A, user by step
printf with another format ¦ run: printf 'LINE=%q' "§{{ secrets.A }}" > ~/.npmrc ;; run: npm publish ¦ unknown: a command that writes a ´.npmrc´
a heredoc ¦ run: "cat > .npmrc <<EOF\nLINE=§{{ secrets.A }}\nEOF\nnpm publish" ¦ token LINE = secrets.A, project by step
a quoted heredoc ¦ run: "cat <<-'EOF' >> ~/.npmrc\n\t; a comment\n\tLINE=§{NPM_TOKEN}\n\tEOF\nnpm publish" ¦ placeholder, NPM_TOKEN, user by step
a group ¦ run: "{ echo a; echo 'LINE=x'; } > .npmrc; npm publish" ¦ unknown: a command that writes a ´.npmrc´
tee ¦ run: echo 'LINE=x' | tee .npmrc; npm publish ¦ unknown: a command with an npm credential
a copy ¦ run: cp ci.npmrc .npmrc; npm publish ¦ unknown: a command that writes a ´.npmrc´
a user and a password ¦ run: echo "BASIC=§{{ secrets.A }}" > ~/.npmrc ;; run: npm publish ¦ token BASIC = secrets.A, user by step
a user and a password that stay ¦ run: "echo 'BASIC=x' > .npmrc; sed -i '/_authToken/d' .npmrc" ;; run: npm publish ¦ token BASIC, project by step
no registry ¦ run: echo '_authToken=x' > ~/.npmrc ;; run: npm publish ¦ unknown: a credential without a registry
no registry, empty ¦ run: echo '_authToken=' > ~/.npmrc ;; run: npm publish ¦ unknown: a command that writes a ´.npmrc´
no registry, in another file ¦ SETUP ;; run: echo '_authToken=x' > ~/.npmrc ;; run: npm publish ¦ unknown: a command that writes a ´.npmrc´
no registry, perhaps ¦ { if: "vars.A", run: "echo '_authToken=x' > ~/.npmrc" } ;; run: npm publish ¦ unknown: a command that writes a ´.npmrc´
another host's token ¦ run: echo '//npm.pkg.github.com/:_authToken=§{X}' >> .npmrc ;; run: npm publish ¦ none
touched ¦ run: "touch ~/.npmrc; echo 'LINE=§{{ secrets.A }}' >> ~/.npmrc; chmod 600 ~/.npmrc" ;; run: npm publish ¦ token LINE = secrets.A, user by step
in a loop ¦ run: "for d in other packages/a; do cd §d; echo 'LINE=x' >> ~/.npmrc; done; npm publish" ¦ placeholder, user by step
unset on one way ¦ SETUP ;; { run: 'if [ -n "§CI" ]; then unset NODE_AUTH_TOKEN; fi; npm publish', env: { NODE } } ¦ unknown: a variable that the script sets
a checkout later ¦ run: echo "LINE=§{{ secrets.A }}" > .npmrc ;; uses: actions/checkout@v6 ;; run: npm publish ¦ unknown: a checkout after a step that wrote a ´.npmrc´
a clean checkout ¦ run: echo "LINE=§{{ secrets.A }}" > .npmrc; git clean -fdx; npm publish ¦ unknown: a checkout after a step that wrote a ´.npmrc´
a checkout before ¦ uses: actions/checkout@v6 ;; run: echo "LINE=§{{ secrets.A }}" > .npmrc ;; run: npm publish ¦ token LINE = secrets.A, project by step
setup-node's file, by something else ¦ SETUP ;; run: cat ci.npmrc >> §NPM_CONFIG_USERCONFIG ;; run: npm publish ¦ unknown: a command that writes a ´.npmrc´
a setting that isn't known ¦ run: echo 'access=public' >> .npmrc ;; run: npm publish ¦ unknown: a command that writes a ´.npmrc´
a host that isn't constant ¦ run: 'echo "//§HOST/:_authToken=§T" > .npmrc' ;; run: npm publish ¦ unknown: a command that writes a ´.npmrc´
under a test of the token itself ¦ { run: '[ -n "§NPM_TOKEN" ] && echo "LINE=§NPM_TOKEN" > .npmrc; npm publish', env: { TOKENS } } ¦ token LINE = secrets.PUBLISH, project by step
under a test of something else ¦ { run: '[ -n "§CI" ] && echo "LINE=§NPM_TOKEN" > .npmrc; npm publish', env: { TOKENS } } ¦ unknown: a credential set under a condition
under a condition ¦ { if: inputs.token, run: 'echo "LINE=§{{ secrets.A }}" > .npmrc' } ;; run: npm publish ¦ unknown: a credential set under a condition
npm config set ¦ { run: 'npm config set LINE "§NPM_TOKEN"', env: { TOKENS } } ;; run: npm publish ¦ token LINE = secrets.PUBLISH, user by step
npm config set with an equals sign ¦ { run: 'npm config set "LINE=§NPM_TOKEN"', env: { TOKENS } } ;; run: npm publish ¦ token LINE = secrets.PUBLISH, user by step
npm config set, npm's own variable ¦ run: npm set LINE '§{NPM_TOKEN}' ;; { run: npm publish, env: { TOKENS } } ¦ token NPM_TOKEN = secrets.PUBLISH, NPM_TOKEN, user by step
npm config set in setup-node's file ¦ SETUP ;; run: npm config set LINE §{{ secrets.A }} ;; run: npm publish ¦ token LINE = secrets.A, user by step
npm config set for the project ¦ run: npm config set --location=project LINE §{{ secrets.A }} ;; run: npm publish ¦ token LINE = secrets.A, project by step
npm config set for the project, in a workspace ¦ run: cd packages/a && npm config set --location=project LINE §{{ secrets.A }} && npm publish ¦ unknown: ´npm config´ with a credential
npm config set for everybody ¦ run: npm config set -g LINE §{{ secrets.A }} ;; run: npm publish ¦ unknown: ´npm config´ with a credential
npm config set of another host ¦ run: npm config set //npm.pkg.github.com/:_authToken §{{ secrets.A }} ;; run: npm publish ¦ none
npm config delete ¦ SETUP ;; run: npm config delete LINE ;; run: npm publish ¦ none
npm logout ¦ SETUP ;; run: npm logout ;; run: npm publish ¦ unknown: a login
rm ¦ run: rm -f .npmrc ;; run: npm publish ¦ none ¦ LINE=§{NPM_TOKEN}
rm of a file with more ¦ run: rm -f .npmrc ;; run: npm publish ¦ unknown: a ´.npmrc´ that a step replaces ¦ LINE=§{NPM_TOKEN}\naccess=public
rm of the home's ¦ run: echo "LINE=x" > ~/.npmrc ;; run: rm ~/.npmrc ;; run: npm publish ¦ none
rm of a pattern ¦ run: rm -rf .npm* ;; run: npm publish ¦ placeholder, NPM_TOKEN, project by commit ¦ LINE=§{NPM_TOKEN}
sed ¦ run: sed -i '/_authToken/d' .npmrc ;; run: npm publish ¦ none ¦ LINE=§{NPM_TOKEN}\naccess=public
another sed ¦ run: sed -i 's/a/b/' .npmrc ;; run: npm publish ¦ unknown: a command that writes a ´.npmrc´ ¦ LINE=§{NPM_TOKEN}
a committed line ¦ { run: npm publish, env: { TOKENS } } ¦ token NPM_TOKEN = secrets.PUBLISH, NPM_TOKEN, project by commit ¦ LINE=§{NPM_TOKEN}
a committed line outranks setup-node ¦ SETUP ;; { run: npm publish, env: { NODE } } ¦ placeholder, NPM_TOKEN, project by commit ¦ LINE=§{NPM_TOKEN}
a committed line, emptied ¦ { run: npm publish, env: { NPM_TOKEN: '' } } ¦ none, NPM_TOKEN, project by commit ¦ LINE=§{NPM_TOKEN}
a committed line with a question mark ¦ run: npm publish ¦ unknown: a variable that isn't set ¦ LINE=§{NPM_TOKEN?}
a committed line's host ¦ run: npm publish ¦ unknown: a credential for a registry that isn't constant ¦ //§{HOST}/:_authToken=§{NPM_TOKEN}
a step's line after a committed one ¦ run: echo "LINE=§{{ secrets.A }}" >> .npmrc ;; run: npm publish ¦ token LINE = secrets.A, project by step ¦ LINE=§{NPM_TOKEN}
the word undefined ¦ run: npm publish ¦ none, project by commit ¦ LINE=undefined
npm's own variable ¦ { run: npm publish, env: { "npm_config_LINE": "§{{ secrets.A }}" } } ¦ token npm_config_LINE = secrets.A, npm_config_LINE, environment by step
npm's own variable, empty ¦ { run: npm publish, env: { "npm_config_LINE": "" } } ¦ none
npm's own variable for another host ¦ { run: npm publish, env: { 'npm_config_//npm.pkg.github.com/:_authToken': x } } ¦ none
an option ¦ run: npm publish --LINE=secret ¦ token --LINE, option by step
another file ¦ run: npm publish --userconfig ci.npmrc ¦ unknown: another ´.npmrc´
`;

const words: readonly (readonly [string, string])[] = [
  ["§", "$"],
  ["´", "`"],
  ["SETUP", "{ uses: actions/setup-node@v6, with: { registry-url: https://REGISTRY } }"],
  ["NODE }", "NODE_AUTH_TOKEN: '${{ secrets.NPM_TOKEN }}' }"],
  ["TOKENS", "NPM_TOKEN: '${{ secrets.PUBLISH }}'"],
  ["BASIC", "//REGISTRY/:_auth"],
  ["LINE", "//REGISTRY/:_authToken"],
];

for (const row of table.trim().split("\n")) {
  const [what = "", steps = "", expected, npmrc] = words
    .reduce((text, [word, meaning]) => text.replaceAll(word, meaning), row)
    .split(" ¦ ");
  test(`which credential reaches a publish: ${what}`, () => {
    assert.equal(reached(steps.split(" ;; "), npmrc?.replaceAll("\\n", "\n")), expected);
  });
}

function reached(steps: readonly string[], npmrc: string | undefined): string {
  const publishes = sortedPublishes(repositoryOf(steps, npmrc)).publishes;
  return publishes
    .map(({ credential }) => shown(credential))
    .join("; ")
    .replaceAll(registryHost, "REGISTRY");
}

function shown(credential: Fact<Credential>): string {
  if ("unknown" in credential) return `unknown: ${wordsOf(credential.unknown)}`;
  const value = certain(credential);
  if (value === undefined) return "one of several";
  const token = value.kind === "token" ? ` ${value.name}${value.secret === undefined ? "" : ` = ${value.secret}`}` : "";
  const variable = value.variable === undefined ? "" : `, ${value.variable}`;
  const via = value.via === undefined ? "" : `, ${value.via.level} by ${value.via.by}`;
  return `${value.kind}${token}${variable}${via}`;
}

function repositoryOf(steps: readonly string[], npmrc: string | undefined): Repository {
  const workflow = [
    "on: push",
    "jobs:",
    "  publish:",
    "    runs-on: ubuntu-latest",
    "    steps:",
    ...steps.map((step) => `      - ${step}`),
  ].join("\n");
  const texts: Readonly<Record<string, string>> = {
    ".github/workflows/release.yml": workflow,
    "package.json": '{ "name": "widgets", "workspaces": ["packages/*"] }',
    "packages/a/package.json": '{ "name": "a" }',
    "other/package.json": '{ "name": "other" }',
    ...(npmrc === undefined ? {} : { ".npmrc": npmrc }),
  };
  const files = new Map<string, FileState>(
    Object.entries(texts).map(([path, text]) => [path, { path, text: text.replaceAll("REGISTRY", registryHost) }]),
  );
  const directories = new Map([[".github/workflows", ["release.yml"]]]);
  return repositoryFrom({ reader: readerOf({ files, directories }), remotes: [], today: "2026-11-21" });
}
