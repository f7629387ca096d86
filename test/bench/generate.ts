import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A workflow of this many lines: jobs that test and build and, in a release, now and then one that publishes. */
export function workflowOf(lines: number, name: string, kind: "release" | "checks" = "release"): string {
  const written = [...head(name)];
  for (let number = 0; written.length < lines; number++) {
    const publishes = kind === "release" && number % 8 === 1;
    const job = publishes ? publishJob(number) : number % 3 === 2 ? buildJob(number) : testJob(number);
    written.push(...job);
  }
  return `${written.slice(0, Math.max(lines, 1)).join("\n")}\n`;
}

const packageJson = `{
  "name": "@acme/widgets",
  "version": "1.4.0",
  "repository": "github:acme/widgets",
  "scripts": {
    "build": "tsc --build",
    "test": "node --test"
  }
}
`;

/** The one workflow of a small repository. */
export const workflowPath = ".github/workflows/release.yml";

/** The files of a repository with one workflow of `lines` lines, by path. */
export function repositoryFiles(lines: number): ReadonlyMap<string, string> {
  return new Map([
    ["package.json", packageJson],
    [workflowPath, workflowOf(lines, "release")],
  ]);
}

/** Writes a repository with one workflow of `lines` lines; gives the workflow's path. */
export function writeRepository(folder: string, lines: number): string {
  mkdirSync(join(folder, ".git"), { recursive: true });
  mkdirSync(join(folder, ".github/workflows"), { recursive: true });
  writeFileSync(join(folder, "package.json"), packageJson);
  return writeWorkflow(folder, "release", lines);
}

/** Writes a further workflow; gives its path. */
export function writeWorkflow(folder: string, name: string, lines: number): string {
  const path = join(folder, ".github/workflows", `${name}.yml`);
  writeFileSync(path, workflowOf(lines, name));
  return path;
}

function head(name: string): readonly string[] {
  return [
    `name: ${name}`,
    "",
    "on:",
    "  push:",
    '    tags: ["v*"]',
    "  workflow_dispatch:",
    "",
    "# Jobs add what they need.",
    "permissions:",
    "  contents: read",
    "",
    "env:",
    "  FORCE_COLOR: 1",
    "",
    "jobs:",
  ];
}

function testJob(number: number): readonly string[] {
  return [
    `  test-${number}:`,
    `    name: Test ${number} on \${{ matrix.os }} with Node \${{ matrix.node }}`,
    "    strategy:",
    "      fail-fast: false",
    "      matrix:",
    "        os: [ubuntu-24.04, windows-2025, macos-15]",
    "        node: [20, 22, 24]",
    "    runs-on: ${{ matrix.os }}",
    "    timeout-minutes: 20",
    "    steps:",
    "      - uses: actions/checkout@v6 # pinned elsewhere",
    "        with:",
    "          persist-credentials: false",
    "      - uses: actions/setup-node@v6",
    "        with:",
    "          node-version: ${{ matrix.node }}",
    "          cache: npm",
    "      - name: Install",
    "        run: npm ci",
    "      - name: Test",
    "        env:",
    `          SHARD: "${number}"`,
    "        run: |",
    "          npm run build --if-present",
    `          for package in core cli "extra-${number}"; do`,
    '            npm test --workspace "packages/$package" -- --shard "$SHARD" || exit 1',
    "          done",
    "",
  ];
}

function buildJob(number: number): readonly string[] {
  return [
    `  build-${number}:`,
    "    if: github.repository == 'acme/widgets' && !cancelled()",
    "    runs-on: ubuntu-24.04",
    "    permissions: { contents: read }",
    "    steps:",
    "      - uses: actions/checkout@v6",
    "      - uses: actions/setup-node@v6",
    "        with: { node-version: 24 }",
    "      - run: npm ci",
    "      - run: >-",
    `          npm run build -- --target "part-${number}"`,
    "          --out-dir dist",
    "      - uses: actions/upload-artifact@v7",
    "        with:",
    `          name: part-${number}`,
    "          path: |",
    "            dist",
    "            !dist/**/*.map",
    "",
  ];
}

function publishJob(number: number): readonly string[] {
  return [
    `  publish-${number}:`,
    "    runs-on: ubuntu-24.04",
    "    environment: npm",
    "    permissions:",
    "      contents: read",
    "      id-token: write",
    "    steps:",
    "      - uses: actions/checkout@v6",
    "      - uses: actions/setup-node@v6",
    "        with:",
    '          node-version: "24"',
    "      - run: npm ci && npm run build",
    "      - name: Publish",
    "        run: npm publish --access public",
    "",
  ];
}
