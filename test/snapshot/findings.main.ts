import { writeFileSync } from "node:fs";
import { basename } from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { describe } from "../../server/src/editor/describe.ts";
import { load } from "../../server/src/host/load.ts";
import { nodeHost } from "../../server/src/host/node.ts";
import { present, defaultConfig } from "../../server/src/lint/present.ts";
import { repositoryOf } from "../../server/src/repository/repository.ts";
import { rules } from "../../server/src/rules/index.ts";
import { exampleOf, releases } from "../corpus/repository.ts";
import { keptRepositories } from "../fuzz/kept.ts";
import { mutated, mutations } from "../fuzz/mutations.ts";
import { caseFiles } from "../migrate/read.ts";
import { clientsOf, scenarios } from "../npm/scenarios.ts";
import { repositoryOf as scenarioRepository } from "../npm/workflow.ts";
import { readPages } from "../pages/all.ts";
import { placed } from "../pages/portrait.ts";
import { spellRegistry } from "../pages/registry.ts";
import { tryOut, type Trial } from "../pages/trial.ts";

/**
 * Writes everything that lint says of every example as JSON, one line per example: findings with rule, place, severity, words and
 * edits; the counts; and what the hover says. A change that must not change what users see leaves this output byte-equal:
 *
 *     npm run snapshot -- before.jsonl [FOLDER…]     and, after the change, after.jsonl
 *
 * Each FOLDER is a checkout of a real repository, which is linted in the same way.
 */
const [output = "snapshot.jsonl", ...roots] = process.argv.slice(2);

const pages = readPages(rules).flatMap(({ path, examples }) => examples.map((example) => ({ path, example })));

const lines = [
  ...pages.map(({ path, example }) => lineOf(`${path} # ${example.title}`, tryOut(example, rules))),
  ...releases()
    .map(exampleOf)
    .map((example) => lineOf(`corpus # ${example.title}`, tryOut(example, rules))),
  ...caseFiles().flatMap(({ path, cases }) =>
    cases.map(({ example }) => lineOf(`${path} # ${example.title}`, tryOut(example, rules))),
  ),
  ...scenarios.flatMap((scenario) =>
    clientsOf(scenario).map((client) => {
      const example = scenarioRepository(scenario, client);
      return lineOf(`npm # ${example.title}`, tryOut(example, rules));
    }),
  ),
  ...keptRepositories.map(({ example, texts }, index) => {
    const whole = { title: "", reported: undefined, written: "", parts: [], ...example };
    return lineOf(`fuzz, kept # ${index}`, tryOut(whole, rules, new Map(Object.entries(texts))));
  }),
  ...mutatedExamples(2_000),
];
void write();

async function write(): Promise<void> {
  for (const root of roots) {
    const loaded = await load(
      nodeHost(() => undefined),
      pathToFileURL(root).href,
      { today: () => "2026-11-21" },
    );
    const findings = present(loaded.linted.findings, defaultConfig);
    lines.push(lineOf(`folder # ${basename(root)}`, { ...loaded, findings }));
  }
  writeFileSync(output, `${lines.join("\n")}\n`);
  console.log(`${lines.length} examples, ${lines.join().split('"rule":').length - 1} findings: ${output}`);
}

/** Examples with a few random changes in one of their files; the seed is fixed. */
function mutatedExamples(count: number): readonly string[] {
  const files = pages.flatMap(({ path, example }) => example.files.map((file) => ({ path, example, file })));
  const texts = files.map(({ file }) => file.text);
  const samples = fc.sample(fc.record({ at: fc.nat(files.length - 1), changes: mutations }), {
    numRuns: count,
    seed: 20261130,
  });
  return samples.flatMap(({ at, changes }, index) => {
    const chosen = files[at];
    if (chosen === undefined) return [];
    const { path, example, file } = chosen;
    const text = spellRegistry(mutated(file.text, changes, texts));
    const trial = tryOut(example, rules, new Map([[file.path, text]]));
    return [lineOf(`fuzz ${index} # ${path} # ${example.title}`, trial)];
  });
}

function lineOf(name: string, trial: Pick<Trial, "input" | "linted" | "findings">): string {
  const { findings, understood, failures, secrets } = trial.linted;
  return JSON.stringify({
    name,
    findings: findings.map((finding) => ({
      rule: finding.rule.id,
      severity: finding.severity,
      at: placed(finding.span),
      message: finding.message,
      related: (finding.related ?? []).map(({ span, message }) => [placed(span), message]),
      redact: (finding.redact ?? []).map(placed),
      fixes: (finding.fixes ?? []).map(({ title, kind, edits }) => ({
        title,
        kind,
        edits: edits.map(({ span, text }) => [placed(span), text]),
      })),
    })),
    shown: trial.findings.map(({ rule, severity }) => `${rule.id} ${severity}`),
    understood: {
      workflows: understood.workflows,
      publishes: understood.publishes,
      unknown: understood.unknown.map(({ span, why }) => [placed(span), why]),
      unread: understood.unread.map(({ path, why }) => [path, why]),
    },
    failures,
    secrets,
    described: describe(repositoryOf(trial.input, { files: new Set(), directories: new Set() })).map((each) => ({
      ...each,
      spans: each.spans.map(placed),
      lines: each.lines.map(({ label, pieces }) => [
        label,
        pieces.map(({ text, span, known }) => [text, placed(span), known]),
      ]),
    })),
  });
}
