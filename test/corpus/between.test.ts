import assert from "node:assert/strict";
import { test } from "node:test";
import { rules } from "../../server/src/rules/index.ts";
import { sampled } from "../pages/sample.ts";
import { tryOut } from "../pages/trial.ts";
import { exampleOf, releases } from "./repository.ts";

/** Steps that put something in doubt, or seem to, with the files that they need. */
const steps: Readonly<Record<string, readonly [step: string, files?: Readonly<Record<string, string>>]>> = {
  "node reads the version": [`run: node -p "require('./package.json').version"`],
  "jq reads the version": ["run: jq -r .version package.json"],
  "a compiler": ["run: npx tsc -p . && npx eslint ."],
  "npm version": ["run: npm version --no-git-tag-version 2.0.0"],
  "npm pkg sets the version": ["run: npm pkg set version=2.0.0"],
  "npm pkg sets the repository": ["run: npm pkg set repository.url=git+https://github.com/acme/widgets.git"],
  "npm pkg makes it public": ["run: npm pkg delete private"],
  "jq sets the version": [`run: jq '.version = "2.0.0"' package.json > p.json && mv p.json package.json`],
  "a program that writes package.json": [
    "run: node scripts/manifest.mjs",
    { "scripts/manifest.mjs": 'fs.writeFileSync("package.json", JSON.stringify({}));\n' },
  ],
  "a program that isn't there": ["run: node dist/build.mjs"],
  "a program that writes .npmrc": [
    "run: node scripts/login.mjs",
    { "scripts/login.mjs": 'fs.appendFileSync(join(home, ".npmrc"), line);\n' },
  ],
  "a program that installs npm": [
    "run: node scripts/tools.mjs",
    { "scripts/tools.mjs": 'execSync("npm install -g npm@11");\n' },
  ],
  "a checkout of another ref": ["uses: actions/checkout@v6\nwith: { ref: next }"],
  "a checkout of the run's own ref": ['uses: actions/checkout@v6\nwith: { ref: "${{ github.ref }}" }'],
  "git checks out a tag": ["run: git checkout v1.0.0"],
  "an artifact": ["uses: actions/download-artifact@v5\nwith: { name: package }"],
  "an archive": ["run: tar -xzf build.tgz"],
  "an action that isn't known": ["uses: acme/build@v1"],
  "an action that sets up": ["uses: acme/setup@v1"],
  "an action with npm's token": ['uses: acme/tool@v1\nwith: { npm-token: "${{ secrets.NPM_TOKEN }}" }'],
  "an action with a GitHub token": ['uses: acme/tag@v1\nwith: { github_token: "${{ secrets.GITHUB_TOKEN }}" }'],
  "a scope's registry": ["run: npm config set @other:registry https://npm.acme.test"],
  "a name is piped into the environment": ["run: sort names >> $GITHUB_ENV"],
  "an .npmrc is taken away": ["run: rm -f packages/other/.npmrc"],
};

const all = sampled(releases());

for (const [name, [step, files = {}]] of Object.entries(steps))
  test(`right releases after: ${name}`, () => {
    const wrong = all.flatMap((release) => {
      const { way } = release;
      const lines = step.split("\n").map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`));
      const own = [...way.steps.slice(0, -1), lines.join("\n"), ...way.steps.slice(-1)];
      const changed = { ...release, way: { ...way, steps: own, files: { ...way.files, ...files } } };
      const { example, findings } = tryOut(exampleOf(changed), rules);
      return findings
        .filter(({ severity }) => severity !== "info")
        .map(({ rule, severity, message }) => `${example.title}: ${severity} ${rule.id}: ${message}`);
    });
    assert.deepEqual(wrong.slice(0, 5), []);
  });
