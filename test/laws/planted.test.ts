import assert from "node:assert/strict";
import test from "node:test";
import { factNames, type FactName } from "../../server/src/publish/change-facts.ts";
import { every } from "../../server/src/publish/every.ts";
import { certain } from "../../server/src/publish/fact.ts";
import type { Publish } from "../../server/src/publish/publish.ts";
import type { Needs, Rule } from "../../server/src/rule.ts";
import { readPage } from "../pages/read.ts";
import { tryOut, type Trial } from "../pages/trial.ts";
import { doubtResult } from "./doubt.ts";
import { strangerProblems } from "./stranger.ts";

/** Two jobs that publish: one by a token, and one of which only the environment, or the runner's token, is another. */
const page = readPage(
  "docs/rules/planted.md",
  `# planted

## Reported

### Alone

\`.github/workflows/release.yml\`:

\`\`\`yaml
on: push
jobs:
  publish:
    runs-on: ubuntu-24.04
    permissions: { contents: read, id-token: write }
    environment: npm
    steps:
      - uses: actions/checkout@v6
      - uses: actions/setup-node@v6
        with: { node-version: 24 }
      - run: npm publish
\`\`\`

\`package.json\`:

\`\`\`json
{ "name": "widgets", "version": "1.0.0", "repository": "acme/widgets" }
\`\`\`

## Not reported

### Another one has a token

\`.github/workflows/release.yml\`:

\`\`\`yaml
on: push
jobs:
  publish:
    runs-on: ubuntu-24.04
    permissions: { contents: read, id-token: write }
    steps:
      - uses: actions/checkout@v6
      - uses: actions/setup-node@v6
        with: { node-version: 24 }
      - run: npm publish
  first:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v6
      - uses: actions/setup-node@v6
        with: { node-version: 24, registry-url: "https://REGISTRY" }
      - run: npm publish
        env: { NODE_AUTH_TOKEN: "\${{ secrets.NPM_TOKEN }}" }
\`\`\`

\`package.json\`:

\`\`\`json
{ "name": "widgets", "version": "1.0.0", "repository": "acme/widgets" }
\`\`\`
`,
);
const trials: readonly Trial[] = page.examples.map((example) => tryOut(example, []));

/** Reports a publish without a token in an environment, where no other publish has one. */
function planted(needs: Needs, noneHasToken: typeof every): Rule<"publish"> {
  return {
    id: "planted",
    severities: ["error"],
    summary: "Planted.",
    about: "publish",
    needs,
    *check(publish, context) {
      if (certain(publish.environment) === undefined || hasToken(publish) !== false) return;
      if (noneHasToken(context, (other) => hasToken(other) === false))
        yield { severity: "error", span: publish.command.span, message: "It is planted." };
    },
  };
}

function hasToken({ credential }: Publish): boolean | undefined {
  const sent = certain(credential)?.kind;
  return sent === undefined ? undefined : sent === "token";
}

/** What should be `every`: it passes over what isn't known. */
const someByMistake: typeof every = ({ publishes }, holds) =>
  !publishes.some((publish) => !holds(publish) && hasToken(publish) === true);

const right: Needs = { registry: "likely", credential: "likely", environment: "known" };

function problemsOf(rule: Rule<"publish">): readonly string[] {
  return trials.flatMap((trial) => [...doubtResult(rule, trial).problems, ...strangerProblems(rule, trial)]);
}

function needless(rule: Rule<"publish">): readonly FactName[] {
  const lost = new Set(trials.flatMap((trial) => [...doubtResult(rule, trial).lost]));
  return factNames.filter((name) => rule.needs[name] !== undefined && !lost.has(name));
}

test("a rule that keeps its word breaks no law", () => {
  assert.deepEqual(problemsOf(planted(right, every)), []);
  assert.deepEqual(needless(planted(right, every)), []);
});

test("law 12 sees a fact that is missing from `needs`", () => {
  const [first = ""] = problemsOf(planted({ registry: "likely", credential: "likely" }, every));
  assert.match(first, /environment unknown, which it doesn't need, it says nothing and not error/);
});

test("law 12 sees a fact too many in `needs`", () => {
  assert.deepEqual(needless(planted({ ...right, client: "likely" }, every)), ["client"]);
});

test("law 12 sees a likely fact that is taken for granted, and one that isn't", () => {
  const blind: Rule<"publish"> = {
    ...planted(right, every),
    *check({ environment, command }) {
      if ("values" in environment) yield { severity: "error", span: command.span, message: "It is planted." };
    },
  };
  assert.ok(problemsOf(blind).some((problem) => /environment likely it says error and not nothing/.test(problem)));
});

test("law 12 sees a statement about some that should be one about every", () => {
  const problems = problemsOf(planted(right, someByMistake));
  assert.ok(
    problems.some((problem) => /credential unknown it says error and not nothing/.test(problem)),
    problems.join("\n"),
  );
});

test("law 13 sees a rule that blames a publish of which nothing is known", () => {
  const rule: Rule<"publish"> = {
    ...planted({}, every),
    *check({ toolDoubt, job }) {
      if (toolDoubt !== undefined) yield { severity: "error", span: job.id.span, message: "It is planted." };
    },
  };
  assert.ok(trials.some((trial) => strangerProblems(rule, trial).length > 0));
});
