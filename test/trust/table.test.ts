import assert from "node:assert/strict";
import test from "node:test";
import { workflowsOf } from "../../server/src/repository/workflow/workflows.ts";
import { jobPathsOf } from "../../server/src/trust/job-paths.ts";
import { judgedRuns, judgeOf, type AskedRuns } from "../../server/src/trust/judge.ts";
import { openTo, openToInWords } from "../../server/src/trust/open-to.ts";
import { surroundingsOf } from "../../server/src/trust/surroundings.ts";
import { repositoryWith } from "../repository/repository.ts";

const manifest = `{ "name": "widgets", "version": "1.0.0", "repository": "acme/widgets" }`;

/** A workflow with the job "publish", whose `on` and further keys are given. */
function workflow(on: string, keys = ""): string {
  return `on: ${on}
permissions: { contents: read, id-token: write }
jobs:
  publish:
    runs-on: ubuntu-latest
${keys === "" ? "" : `    ${keys}\n`}    steps:
      - uses: actions/checkout@v6
      - uses: actions/setup-node@v6
        with: { node-version: 24 }
      - run: npm publish
`;
}

interface Declared {
  readonly environment?: string;
  readonly permissions?: readonly string[];
  readonly rules?: { readonly refs?: readonly string[]; readonly protectedBranches?: boolean };
}

/** A line for each kind of run, and one for who can publish. */
function linesOf(
  text: string,
  { environment, permissions = ["createPackage"], rules }: Declared,
  asked: AskedRuns = "triggers",
): readonly string[] {
  const entry = {
    type: "github",
    repository: "acme/widgets",
    file: "release.yml",
    permissions,
    ...(environment === undefined ? {} : { environment }),
  };
  const record = { packages: { widgets: [entry] }, ...(rules === undefined ? {} : { environments: { npm: rules } }) };
  const repository = repositoryWith(
    {
      ".github/workflows/release.yml": text,
      "package.json": manifest,
      ".github/trusted-publishers.json": JSON.stringify(record),
    },
    { github: "acme/widgets" },
  );
  const surroundings = surroundingsOf(repository, { visibility: "public" });
  const [started] = workflowsOf(repository);
  const [path] = started === undefined ? [] : jobPathsOf(repository, started);
  const publish = path?.publishes[0] ?? assert.fail("no publish");
  return [
    ...judgedRuns(publish, surroundings, judgeOf(publish, surroundings), asked).map(({ run, verdict, token }) => {
      const kind = run.fork === true ? " (fork)" : run.merged === true ? " (merged)" : "";
      const inputs = run.inputs === undefined ? "" : ` ${JSON.stringify(Object.fromEntries(run.inputs))}`;
      const where = token.environment === "" ? "" : ` in ${token.environment ?? "?"}`;
      return `${run.event}${kind} ${run.shown}${inputs}${where}: ${verdict.by}${verdict.field === undefined ? "" : `, ${verdict.field}`}${verdict.sure ? "" : "?"}`;
    }),
    openToInWords(openTo(surroundings.record?.packages[0], "", surroundings), surroundings),
  ];
}

const classic = "{ push: { branches: ['**'] }, workflow_dispatch: {}, release: { types: [published] } }";

test("an environment that lets only main deploy", () => {
  assert.deepEqual(linesOf(workflow(classic, "environment: npm"), { environment: "npm", rules: { refs: ["main"] } }), [
    "push refs/heads/main in npm: ok",
    "push refs/heads/<branch> in npm: github, ref",
    "workflow_dispatch refs/heads/main in npm: ok",
    "workflow_dispatch refs/heads/<branch> in npm: github, ref",
    "workflow_dispatch refs/tags/<tag> in npm: github, ref",
    "release refs/tags/<tag> in npm: github, ref",
    'whoever can push what environment "npm" lets deploy: main',
  ]);
});

test("an environment without known rules", () => {
  assert.deepEqual(linesOf(workflow(classic, "environment: npm"), { environment: "npm" }), [
    "push refs/heads/<branch> in npm: ok",
    "workflow_dispatch refs/heads/main in npm: ok",
    "workflow_dispatch refs/heads/<branch> in npm: ok",
    "workflow_dispatch refs/tags/<tag> in npm: ok",
    "release refs/tags/<tag> in npm: ok",
    'as open as the settings of environment "npm", which no file shows',
  ]);
});
