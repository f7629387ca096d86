import assert from "node:assert/strict";
import { test } from "node:test";
import { rules } from "../../server/src/rules/index.ts";
import { defaultGiven } from "../pages/given.ts";
import { spellRegistry } from "../pages/registry.ts";
import { tryOut } from "../pages/trial.ts";

/** A release that works although what is committed is wrong: a step repairs it before the publish. */
interface Repaired {
  /** The committed package.json. */
  readonly root: Readonly<Record<string, unknown>>;
  /** What follows the checkout and setup-node. */
  readonly steps: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
}

const right = { name: "widgets", version: "1.0.0", repository: "github:acme/widgets" };
const without = { name: "widgets", version: "1.0.0" };
const other = { ...without, repository: "github:acme/old-widgets" };
const shut = { ...right, private: true };

const releases: Readonly<Record<string, Repaired>> = {
  "a private root, and a generated folder": {
    root: shut,
    steps: ["run: npm run build", "run: npm publish ./dist"],
  },
  "a private root, and a generated folder in which npm runs": {
    root: { name: "root", private: true, version: "1.0.0" },
    steps: ["run: npm run build", "run: npm publish\nworking-directory: dist"],
  },
  "npm pkg sets the repository": {
    root: without,
    steps: ["run: npm pkg set repository=github:acme/widgets", "run: npm publish"],
  },
  "npm pkg sets the repository's address": {
    root: other,
    steps: ["run: npm pkg set repository.url=git+https://github.com/acme/widgets.git", "run: npm publish"],
  },
  "npm pkg makes it public": { root: shut, steps: ["run: npm pkg delete private", "run: npm publish"] },
  "jq writes it anew": {
    root: other,
    steps: [
      "run: jq '.repository = \"github:acme/widgets\"' package.json > p.json && mv p.json package.json",
      "run: npm publish",
    ],
  },
  "clean-package": {
    root: { ...without, devDependencies: { "clean-package": "^2.2.0" }, scripts: { prepack: "clean-package" } },
    steps: ["run: npm ci", "run: npm publish"],
  },
  "a script of the package": {
    root: { ...without, scripts: { prepack: "node scripts/manifest.mjs" } },
    steps: ["run: npm publish"],
    files: { "scripts/manifest.mjs": 'fs.writeFileSync("package.json", JSON.stringify(manifest));\n' },
  },
  "a program of the repository": {
    root: other,
    steps: ["run: node scripts/manifest.mjs", "run: npm publish"],
    files: { "scripts/manifest.mjs": 'fs.writeFileSync("package.json", JSON.stringify(manifest));\n' },
  },
  "nx writes the manifests": {
    root: { ...shut, devDependencies: { nx: "^22.0.0" } },
    steps: ["run: npx nx build widgets", "run: npm publish\nworking-directory: dist/libs/widgets"],
    files: { "libs/widgets/package.json": JSON.stringify(without) },
  },
  "an artifact of another job": {
    root: without,
    steps: ["uses: actions/download-artifact@v5\nwith: { name: package }", "run: npm publish"],
  },
  "an artifact in a folder of its own": {
    root: without,
    steps: ["uses: actions/download-artifact@v5\nwith: { name: package, path: out }", "run: npm publish ./out"],
  },
  "a tarball that was built elsewhere": {
    root: without,
    steps: ["uses: actions/download-artifact@v5\nwith: { name: package }", "run: npm publish ./widgets.tgz"],
  },
  "an archive": { root: other, steps: ["run: tar -xzf package.tgz", "run: npm publish"] },
  "a placeholder version": {
    root: { ...right, version: "0.0.0-dev" },
    steps: ["run: npm version --no-git-tag-version ${GITHUB_REF_NAME#v}", "run: npm publish"],
  },
  "a prerelease that is replaced": {
    root: { ...right, version: "1.0.0-alpha.1" },
    steps: ["run: npm pkg set version=${GITHUB_REF_NAME#v}", "run: npm publish"],
  },
  "a template is copied": {
    root: without,
    steps: ["run: cp package.template.json package.json", "run: npm publish"],
  },
};

for (const [name, { root, steps, files = {} }] of Object.entries(releases))
  test(`a release that is repaired: ${name}`, () => {
    const workflow = [
      'on: { push: { tags: ["v*"] } }',
      "jobs:",
      "  publish:",
      "    runs-on: ubuntu-24.04",
      "    permissions: { id-token: write, contents: read }",
      "    steps:",
      "      - uses: actions/checkout@v6",
      "      - uses: actions/setup-node@v6",
      "        with: { node-version: 24 }",
      ...steps.map((step) => `      - ${step.replaceAll("\n", "\n        ")}`),
      "",
    ].join("\n");
    const texts = { "package.json": JSON.stringify(root), ...files, ".github/workflows/release.yml": workflow };
    const { findings } = tryOut(
      {
        title: name,
        rule: undefined,
        reported: undefined,
        written: "",
        parts: [],
        files: Object.entries(texts).map(([path, text]) => ({ path, text: spellRegistry(text), fence: "", marks: [] })),
        given: defaultGiven,
      },
      rules,
    );
    const above = findings.filter(({ severity }) => severity !== "info");
    assert.deepEqual(
      above.map(({ rule, severity, message }) => `${severity} ${rule.id}: ${message}`),
      [],
    );
  });
