import assert from "node:assert/strict";
import { test } from "node:test";
import { parseDocument } from "yaml";
import { semanticReleaseTrigger } from "../../server/src/data/tools.ts";
import { managers, triggers, type Choices } from "../../server/src/generate/choice.ts";
import { present } from "../../server/src/lint/present.ts";
import { sampled } from "../pages/sample.ts";
import { problemsOf } from "./actionlint.ts";
import { kinds } from "./kinds.ts";
import { parserProblems } from "./workflow-parser.ts";
import { changed, lintedFiles, offerOf, withChange, type Files } from "./made.ts";

for (const [kind, files] of Object.entries(kinds))
  test(`${kind}: whatever is chosen, the workflow is right`, async () => {
    for (const choices of sampled(all(offerOf(files).choices))) await isRight(files, choices);
  });

test("each package manager may be chosen for any repository", async () => {
  const chosen = Object.values(kinds).flatMap((files) => {
    const { choices } = offerOf(files);
    return choices.trigger === semanticReleaseTrigger ? [] : managers.map((manager) => ({ files, choices, manager }));
  });
  for (const { files, choices, manager } of sampled(chosen)) await isRight(files, { ...choices, manager });
});

test("one package of several may be chosen", async () => {
  const files = kinds["workspaces of different versions and a root"] ?? {};
  const { choices } = offerOf(files);
  for (const folder of choices.packages)
    for (const trigger of triggers.filter((each) => each !== semanticReleaseTrigger))
      await isRight(files, { ...choices, trigger, packages: [folder] });
});

function all(choices: Choices): readonly Choices[] {
  const possible = triggers.filter((trigger) => trigger !== semanticReleaseTrigger || trigger === choices.trigger);
  return possible.flatMap((trigger) =>
    [undefined, "npm", "npm: production #1"].flatMap((environment) =>
      (["publish", "stage"] as const)
        .filter((action) => trigger !== semanticReleaseTrigger || action === "publish")
        .map((action) => ({ ...choices, trigger, environment, action })),
    ),
  );
}

async function isRight(files: Files, choices: Choices): Promise<void> {
  const change = changed(files, choices);
  const [workflow] = change.files;
  const text = workflow?.text ?? "";
  const about = `${JSON.stringify(choices)}\n${text}`;
  assert.equal(workflow?.path, `.github/workflows/${choices.file}`);
  assert.deepEqual(parseDocument(text).errors, [], about);
  assert.ok(isTidy(text), about);
  assert.deepEqual(await problemsOf(text), [], about);
  assert.deepEqual(parserProblems(text), [], about);
  for (const each of change.files) if (each.path.endsWith(".json")) JSON.parse(each.text.replace(/^\uFEFF/, ""));
  const after = withChange(files, change);
  const { findings, understood } = lintedFiles(after);
  const found = present(findings, { pedantic: true, rules: {} });
  // What the record trusted before stays there, and lint now knows that nothing uses it.
  const own = found.filter(({ rule, message }) => rule.id !== "publisher-unused" || !message.includes("`old.yml`"));
  assert.deepEqual(
    own.map(({ rule, message }) => `${rule.id}: ${message}`),
    [],
    about,
  );
  const publishes = choices.trigger === semanticReleaseTrigger ? 1 : 2;
  assert.deepEqual([understood.publishes, understood.unknown.map(({ why }) => why)], [publishes, []], about);
  assert.deepEqual(changed(after, choices).files, [], "made a second time, it changes nothing");
}

test("GitHub's reader of workflows finds what isn't one", () => {
  assert.match(parserProblems("on: push\njobs:\n  a:\n    steps: []\n    bad: 1\n").join(), /bad/);
});

/** LF, a line end at the end, no tabs, no white space at the end of a line, no line of more than 120 characters. */
function isTidy(text: string): boolean {
  return text.endsWith("\n") && !/\t|\r|[ ]$|\n\n\n|.{121}|\n\n$/m.test(text.trimEnd());
}
