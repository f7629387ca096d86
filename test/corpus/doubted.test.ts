import assert from "node:assert/strict";
import { test } from "node:test";
import { rules } from "../../server/src/rules/index.ts";
import { defaultGiven } from "../pages/given.ts";
import type { Example } from "../pages/read.ts";
import { spellRegistry } from "../pages/registry.ts";
import { sampled } from "../pages/sample.ts";
import { tryOut } from "../pages/trial.ts";
import { inserted, repaired, type Repaired } from "./inserted.ts";
import { exampleOf, releases, titleOf, type Release } from "./repository.ts";

const all = sampled(releases());

test("a step that breaks releases is seen", () => {
  const broken = releases().flatMap((release) => graver(exampleOf(withStep(release, "- run: npm i -g npm@9")), ""));
  assert.ok(broken.some((each) => each.includes("npm-too-old")));
});

test("a manifest that nothing repairs is seen", () => {
  const { manifest, publish } = {
    ...Object.values(repaired)[1],
    manifest: { name: "@acme/widgets", version: "1.0.0" },
  };
  assert.deepEqual(graver(exampleWith({ manifest, steps: [], publish: publish ?? "" }), "").length, 1);
});

for (const [name, step] of Object.entries(inserted))
  test(`right releases stay without a warning after: ${name}`, () => {
    const wrong = all.flatMap((release) => graver(exampleOf(withStep(release, step)), titleOf(release)));
    assert.ok(wrong.length === 0, `${wrong.length}: ${[...new Set(wrong)].slice(0, 5).join("\n")}`);
  });

for (const [name, release] of Object.entries(repaired))
  test(`a manifest that is repaired gets no warning: ${name}`, () => {
    assert.deepEqual(graver(exampleWith(release), name), []);
  });

/** Behind whatever sets up Node and npm, as the first of the tool's own steps. */
function withStep(release: Release, step: string): Release {
  return { ...release, way: { ...release.way, steps: [step, ...release.way.steps] } };
}

function graver(example: Example, title: string): readonly string[] {
  return tryOut(example, rules)
    .findings.filter(({ severity }) => severity !== "info")
    .map(({ rule, severity, message }) => `${title}: ${severity} ${rule.id}: ${message}`);
}

function exampleWith({ manifest, steps, publish, files = {} }: Repaired): Example {
  const workflow = [
    "on: { push: { tags: ['v*'] } }",
    "jobs:",
    "  publish:",
    "    runs-on: ubuntu-latest",
    "    permissions: { contents: read, id-token: write }",
    "    steps:",
    "      - uses: actions/checkout@v6",
    "      - uses: actions/setup-node@v6",
    "        with: { node-version: 24 }",
    ...steps.map((step) => `      - ${step.startsWith("uses:") ? step : `run: ${step}`}`),
    `      - run: ${publish}`,
    "",
  ].join("\n");
  const texts = { ...files, "package.json": JSON.stringify(manifest), ".github/workflows/release.yml": workflow };
  return {
    title: "",
    rule: undefined,
    reported: undefined,
    written: "",
    parts: [],
    files: Object.entries(texts).map(([path, text]) => ({ path, text: spellRegistry(text), fence: "```", marks: [] })),
    given: defaultGiven,
  };
}
