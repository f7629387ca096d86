import { writeFileSync } from "node:fs";
import { basename } from "node:path";
import { pathToFileURL } from "node:url";
import { load } from "../../server/src/host/checkout.ts";
import { nodeHost } from "../../server/src/host/node.ts";
import { present, defaultConfig } from "../../server/src/lint/present.ts";
import { rules } from "../../server/src/rules/index.ts";
import { tryOut } from "../pages/trial.ts";
import { changedExamples, everyExample } from "./examples.ts";
import { lineOf } from "./line.ts";

/**
 * Writes everything that lint says of every example as JSON, one line per example: findings with rule, place, severity, words and
 * edits; the counts; and what the hover says. A change that must not change what users see leaves this output byte-equal:
 *
 *     npm run snapshot -- before.jsonl [FOLDER…]     and, after the change, after.jsonl
 *
 * Each FOLDER is a checkout of a real repository, which is linted in the same way.
 */
const [output = "snapshot.jsonl", ...roots] = process.argv.slice(2);

const lines = [...everyExample(), ...changedExamples(2_000)].map(({ name, example, texts }) =>
  lineOf(name, tryOut(example, rules, texts)),
);
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
