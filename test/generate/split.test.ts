import assert from "node:assert/strict";
import { test } from "node:test";
import { parseDocument } from "yaml";
import { splitJobs } from "../../server/src/generate/split/split.ts";
import { defaultGiven } from "../pages/given.ts";
import { problemsOf } from "./actionlint.ts";
import { lintedFiles, repositoryWith, type Files } from "./made.ts";
import { parserProblems } from "./workflow-parser.ts";

const path = ".github/workflows/release.yml";
const manifest = (value: object): string => `${JSON.stringify(value, undefined, 2)}\n`;
const single: Files = {
  "package.json": manifest({
    name: "widgets",
    version: "1.0.0",
    repository: defaultGiven.remotes[0]?.url ?? "acme/widgets",
  }),
  "package-lock.json": "{}\n",
};

interface Case {
  readonly job: string;
  readonly files?: Files;
  /** Lines that the job which publishes has, in this order. */
  readonly publishes: readonly string[];
  /** Lines that the job which builds has. */
  readonly builds: readonly string[];
}

const setUp = `      - uses: actions/checkout@v6
      - uses: actions/setup-node@v6
        with:
          node-version: 24
`;

const cases: Readonly<Record<string, Case>> = {
  "a publish of its own step, and a release after it": {
    job: `    environment: npm
    permissions:
      contents: write
      id-token: write
    steps:
${setUp}      - run: npm ci
      - run: npm run build
      - name: Publish
        run: npm publish --provenance --access public
      - run: gh release create "$GITHUB_REF_NAME" --generate-notes
        env:
          GH_TOKEN: \${{ github.token }}
`,
    builds: ["contents: write", "- run: npm run build", 'npm pack --pack-destination "$RUNNER_TEMP/tarballs"'],
    publishes: [
      "environment: npm",
      "id-token: write",
      "run: npm publish ./tarballs/*.tgz --provenance --access public",
    ],
  },
  "commands in one script, of which the publish is the last": {
    job: `    permissions: { id-token: write }
    steps:
${setUp}      - run: |
          npm ci
          npm run build
          npm publish --tag next
`,
    builds: ["contents: read", "npm run build", "- name: Pack"],
    publishes: ["run: npm publish ./tarballs/*.tgz --tag next"],
  },
  "a folder that a build makes, and what only a publish runs": {
    job: `    permissions:
      contents: read
      id-token: write
    steps:
${setUp}      - run: npm ci --ignore-scripts && npm run build
      - run: npm publish ./dist
`,
    builds: ["working-directory: dist"],
    publishes: ["run: npm publish ./tarballs/*.tgz"],
  },
  "the scripts of a publish": {
    files: {
      "package.json": manifest({
        name: "widgets",
        version: "1.0.0",
        repository: "acme/widgets",
        scripts: { prepublishOnly: "tsc" },
      }),
    },
    job: `    permissions:
      id-token: write
    steps:
${setUp}      - run: npm ci
      - run: npm publish
`,
    builds: ["- run: npm run prepublishOnly", "- name: Pack"],
    publishes: ["run: npm publish ./tarballs/*.tgz"],
  },
  "pnpm, for all packages": {
    files: {
      "package.json": manifest({ private: true, packageManager: "pnpm@10.34.9" }),
      "pnpm-lock.yaml": "lockfileVersion: '9.0'\n",
      "pnpm-workspace.yaml": "packages: [packages/*]\n",
      "packages/app/package.json": manifest({
        name: "app",
        version: "1.0.0",
        repository: "acme/widgets",
        dependencies: { zlib: "workspace:*" },
      }),
      "packages/zlib/package.json": manifest({ name: "zlib", version: "1.0.0", repository: "acme/widgets" }),
    },
    job: `    permissions:
      contents: read
      id-token: write
    steps:
      - uses: actions/checkout@v6
      - uses: pnpm/action-setup@v4
      - uses: actions/setup-node@v6
        with:
          node-version: 24
      - run: pnpm install --frozen-lockfile
      - run: pnpm -r build
      - run: pnpm -r publish --access public --no-git-checks
`,
    builds: ["for folder in packages/zlib packages/app; do", '(cd "$folder" && pnpm pack --pack-destination "$to")'],
    publishes: ['npm publish "$tarball" --access public'],
  },
};

const workflow = (job: string): string =>
  `name: Release\non:\n  push:\n    tags: ["v*"]\npermissions: {}\njobs:\n  publish:\n    runs-on: ubuntu-latest\n${job}`;

for (const [title, { job, files = {}, builds, publishes }] of Object.entries(cases))
  test(`a job is split: ${title}`, async () => {
    const before = { ...single, ...files, [path]: workflow(job) };
    const [split, ...others] = splitJobs(repositoryWith(before), path);
    assert.ok(split !== undefined && !("problem" in split), JSON.stringify(split));
    assert.deepEqual([others, split.job], [[], "publish"]);
    const { text } = split.file;
    assert.deepEqual(parseDocument(text).errors, [], text);
    assert.deepEqual([await problemsOf(text), parserProblems(text)], [[], []], text);
    const [build = "", publish = ""] = text.split(/^(?= {2}[\w-]+:\n {4}needs: build)/m);
    for (const [part, lines] of [
      [build, builds],
      [publish, publishes],
    ] as const)
      for (const line of lines) assert.ok(part.includes(line), `${line}\n${text}`);
    assert.ok(!build.includes("id-token"), text);
    assert.ok(!publish.includes("actions/checkout") || publish.includes("after-publish:"), text);
    const after = { ...before, [path]: text };
    const { findings } = lintedFiles(after);
    const old = new Set(lintedFiles(before).findings.map(({ rule }) => rule.id));
    assert.deepEqual(
      findings.filter(({ rule, severity }) => severity !== "info" && !old.has(rule.id)).map(({ message }) => message),
      [],
      text,
    );
    assert.deepEqual(splitJobs(repositoryWith(after), path), [], "there is nothing left to split");
  });

const built = (steps: string): string =>
  `    permissions: { contents: write, id-token: write }\n    steps:\n      - uses: actions/checkout@v6\n      - run: echo "NPM_TAG=next" >> "$GITHUB_ENV"\n${steps}`;

const whole: Readonly<Record<string, readonly [job: string, why: RegExp]>> = {
  "a tag from a variable that a step sets": [
    built("      - run: npm publish --tag ${{ env.NPM_TAG }}\n"),
    /reads variables that its steps set/,
  ],
  "a condition on a variable that a step sets": [
    built("      - run: npm publish\n        if: env.NPM_TAG == 'next'\n"),
    /reads variables that its steps set/,
  ],
  "a release that is named by a variable that a step sets": [
    built('      - run: npm publish\n      - run: gh release create "$NPM_TAG"\n'),
    /reads variables that its steps set/,
  ],
  "a push of what a step committed": [
    built("      - run: npm version patch\n      - run: npm publish\n      - run: git push --follow-tags\n"),
    /pushes what its build committed/,
  ],
  "an artifact of the same name": [
    built(
      "      - uses: actions/upload-artifact@v7\n        with: { name: tarballs, path: dist }\n      - run: npm publish\n",
    ),
    /an artifact named tarballs/,
  ],
  "a condition on files": [
    built("      - run: npm publish\n        if: hashFiles('dist/index.js') != ''\n"),
    /looks at files of the build/,
  ],
  "a message however the job ends": [
    built("      - run: npm publish\n      - run: curl https://example.com\n        if: always()\n"),
    /looks at how the job went/,
  ],
  "a release with files of the build": [
    built("      - run: npm publish\n      - run: gh release create v1 dist/index.js\n"),
    /uses files that its build made/,
  ],
  "a matrix": [
    `    strategy:\n      matrix: { node: [22, 24] }\n    permissions: { id-token: write }\n    steps:\n      - uses: actions/checkout@v6\n      - run: npm ci\n      - run: npm publish\n`,
    /each leg of a matrix/,
  ],
  outputs: [
    `    outputs: { a: "\${{ steps.b.outputs.c }}" }\n    permissions: { id-token: write }\n    steps:\n      - uses: actions/checkout@v6\n      - run: npm ci\n      - run: npm publish\n`,
    /uses? its outputs|use its outputs/,
  ],
  "a script": [
    `    permissions: { id-token: write }\n    steps:\n      - uses: actions/checkout@v6\n      - run: npm ci\n      - run: if [ "$A" ]; then npm publish; fi\n`,
    /under a condition/,
  ],
  "a step that needs the build": [
    `    permissions: { id-token: write }\n    steps:\n      - uses: actions/checkout@v6\n      - run: npm ci\n      - run: npm publish\n      - name: Docs\n        run: npm run docs\n`,
    /the step "Docs" after the publish/,
  ],
  "secrets of the environment": [
    `    environment: npm\n    permissions: { id-token: write }\n    steps:\n      - uses: actions/checkout@v6\n      - run: npm ci\n        env: { KEY: "\${{ secrets.KEY }}" }\n      - run: npm publish\n`,
    /reads secrets/,
  ],
};

for (const [title, [job, why]] of Object.entries(whole))
  test(`a job stays whole, and that is said: ${title}`, () => {
    const [split] = splitJobs(repositoryWith({ ...single, [path]: workflow(job) }), path);
    assert.match(split !== undefined && "problem" in split ? split.problem : JSON.stringify(split), why);
  });
