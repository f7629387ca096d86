import assert from "node:assert/strict";
import { test } from "node:test";
import { describe } from "../../server/src/editor/describe.ts";
import { registryHost } from "../../server/src/npm-host.ts";
import type { Repository } from "../../server/src/repository/repository.ts";
import { repositoryWith } from "../repository/repository.ts";

const manifest = `{ "name": "@acme/widgets", "version": "1.0.0" }`;
const remote = { name: "origin", url: "https://github.com/acme/widgets.git" };

/** A workflow with one job of these lines, which may hold a matrix and the like before its steps. */
function workflow(job: string, { on = "push: { tags: [v*] }", permissions = "id-token: write" } = {}): string {
  const lines = job.trim().split("\n");
  return `on: { ${on} }\npermissions: { ${permissions} }\njobs:\n  publish:\n    runs-on: ubuntu-latest\n${lines.map((line) => `    ${line}\n`).join("")}`;
}

const node24 = "  - { uses: actions/setup-node@v6, with: { node-version: 24 } }";

function repository(files: Readonly<Record<string, string>>): Repository {
  const read = repositoryWith({ "package.json": manifest, ...files });
  return { ...read, input: { ...read.input, remotes: [remote] } };
}

/** Every description as text, each piece with the line that decides it. */
function shown(files: Readonly<Record<string, string>>): string {
  return describe(repository(files))
    .map(({ kind, title, mode, lines, spans }) => {
      const at = spans.map(({ file, start }) => file.text.slice(0, start).split("\n").length).join(">");
      const said = lines.map(({ label, phrases }) => {
        const texts = phrases.map(({ text, known, span }) => {
          const name = span.file.path.replace(/^.*\//, "").replace("release.yml", "");
          return `${known ? "" : "?"}${text} ${name}:${span.file.text.slice(0, span.start).split("\n").length}`;
        });
        return `\n  ${label}: ${texts.join(" | ")}`;
      });
      return `${kind} ${at} ${title} · ${mode}${said.join("")}\n`;
    })
    .join("")
    .replaceAll(registryHost, "REGISTRY");
}

const release = ".github/workflows/release.yml";

test("a publish through OIDC", () => {
  assert.equal(
    shown({ [release]: workflow(`steps:\n${node24}\n  - run: npm publish --access public`) }),
    `publish 8 npm publish · trusted publishing only
  client: npm 11.16.0 or later, bundled with Node 24 :7
  packages: \`@acme/widgets\` package.json:1
  registry: \`REGISTRY\` :8
  access: \`public\` :8
  started by: \`push (tags: v*)\` :1
  open to: whoever can push a branch :8
  credentials: \`id-token: write\` :2 | no token :8
  outcome: npm gets the right to publish for its OIDC token if npmjs.com trusts \`acme/widgets\`, \`release.yml\`, no environment; else it stops with ENEEDAUTH :8
  note: a package that is new must be on npm before OIDC can publish it: \`npm stage publish\` with a session or granular token creates it, as does a publish with a token :8
  note: a trusted publisher that hasn't published within 48 hours of its creation expires :8
`,
  );
});

test("what can't be known says why, and how it ends is then left open", () => {
  const job = `environment: \${{ inputs.where }}
steps:
  - { uses: actions/setup-node@v6, with: { node-version: "\${{ inputs.node }}" } }
  - uses: acme/vault@v1
  - run: npm run build && npm publish dist`;
  assert.equal(
    shown({ [release]: workflow(job, { on: "push: { branches: [main] }, workflow_dispatch: " }) }),
    `publish 10 npm publish · how it authenticates isn't known
  client: ?a Node version that isn't constant :8
  packages: ?a package.json that a build writes :10
  registry: \`REGISTRY\` :10
  started by: \`push (branches: main)\` :1 | \`workflow_dispatch\` :1
  environment: ?an \`environment\` that isn't constant :6
  credentials: \`id-token: write\` :2 | ?\`acme/vault\`, which may set a token :9
  outcome: isn't known :10
`,
  );
});

test("a job without the permission, an old npm, and a token's name but never a token", () => {
  const job = (env: string) => `steps:
  - { uses: actions/setup-node@v6, with: { node-version: 22, registry-url: "https://${registryHost}" } }
  - { run: npm publish, env: { ${env} } }`;
  const outcome = (env: string, permissions = "contents: read") =>
    shown({ [release]: workflow(job(env), { permissions }) })
      .split("\n")
      .filter((line) => /·|credentials|outcome/.test(line))
      .map((line) => line.replace(/^ +/, "").replaceAll(/ :\d+/g, ""));
  assert.deepEqual(outcome(""), [
    "publish 8 npm publish · neither trusted publishing nor a token",
    "credentials: no `id-token: write` | a placeholder instead of a token",
    'outcome: npm sends a placeholder token and stops with E404 and "Access token expired or revoked"',
  ]);
  assert.deepEqual(outcome("NODE_AUTH_TOKEN: ''", "id-token: write"), [
    "publish 8 npm publish · trusted publishing only",
    "credentials: `id-token: write` | no token",
    "outcome: npm stops with ENEEDAUTH",
  ]);
  assert.deepEqual(outcome("NODE_AUTH_TOKEN: npm_0123456789abcdefghijklmnopqrstuvwxyz"), [
    "publish 8 npm publish · a token",
    "credentials: no `id-token: write` | `NODE_AUTH_TOKEN`",
    "outcome: npm publishes with `NODE_AUTH_TOKEN`, if that is good",
  ]);
});

test("the legs of a matrix are one, and say what differs", () => {
  const job = `strategy: { matrix: { node: [22, 24], os: [a, b] } }
steps:
  - { uses: actions/setup-node@v6, with: { node-version: "\${{ matrix.node }}" } }
  - run: npm publish`;
  const text = shown({ [release]: workflow(job) });
  assert.match(text, /client: npm 10\.9\.8, bundled with Node 22 \(node 22\) :6 \| npm 11/);
  assert.match(text, /outcome: npm stops with ENEEDAUTH \(node 22\) :9 \| npm gets the right/);
  assert.equal(text.match(/started by/g)?.length, 1);
});

test("callers of a workflow are named, and a script's publish leads through its commands", () => {
  const text = shown({
    "package.json": `{ "name": "widgets",\n "scripts": { "release": "npm publish" } }`,
    [release]: `on: push\njobs:\n  call:\n    permissions: { id-token: write }\n    uses: ./.github/workflows/publish.yml\n`,
    ".github/workflows/manual.yml": `on: workflow_dispatch\njobs:\n  call:\n    permissions: { contents: read }\n    uses: ./.github/workflows/publish.yml\n`,
    ".github/workflows/publish.yml": workflow(`steps:\n${node24}\n  - run: npm run release`, { on: "workflow_call: " }),
  });
  assert.match(
    text,
    /^publish 8>2 npm publish · neither .* nor a token \(manual\.yml\); trusted publishing only \(release\.yml\)$/m,
  );
  assert.match(
    text,
    /started by: `workflow_dispatch` manual\.yml:1 \| in `manual\.yml`, which calls this workflow \(manual\.yml\)/,
  );
  assert.match(text, /if npmjs\.com trusts `acme\/widgets`, `release\.yml`, no environment; .* \(release\.yml\)/);
});

test("the packages of a loop are listed up to a few", () => {
  const names = ["a", "b", "c", "d", "e", "f", "g"];
  const text = shown({
    ...Object.fromEntries(names.map((name) => [`packages/${name}/package.json`, `{ "name": "${name}" }`])),
    "package.json": `{ "private": true, "workspaces": ["packages/*"] }`,
    [release]: workflow(`steps:\n${node24}\n  - run: npm publish --workspaces`),
  });
  assert.match(text, /packages: `a` .* \| `d` package\.json:1 \| 3 more package\.json:1\n/);
});

test("declared publishers settle the outcome, and npm never trusts what outsiders start", () => {
  const declared = (file: string) =>
    `{ "packages": { "@acme/widgets": [{ "type": "github", "repository": "acme/widgets", "file": "${file}" }] } }`;
  const outcome = (file: string, on = "push: ") =>
    shown({
      [release]: workflow(`steps:\n${node24}\n  - run: npm publish`, { on }),
      ".github/trusted-publishers.json": declared(file),
    })
      .split("\n")
      .find((line) => line.includes("outcome"));
  assert.match(outcome("release.yml") ?? "", /no environment, as `\.github\/trusted-publishers\.json` says; else/);
  assert.match(outcome("other.yml") ?? "", /, and `\.github\/trusted-publishers\.json` says that it doesn't; else/);
  assert.match(
    outcome("release.yml", "issue_comment: ") ?? "",
    /refuses the OIDC token of a run that `issue_comment` starts; then npm stops with ENEEDAUTH/,
  );
});

test("tools speak for themselves", () => {
  const outcome = (run: string, files: Readonly<Record<string, string>> = {}, env = "") =>
    shown({ [release]: workflow(`steps:\n${node24}\n  - { run: ${run}, env: { ${env} } }`), ...files })
      .split("\n")
      .filter((line) => /·|client|outcome/.test(line))
      .map((line) => line.trim().replaceAll(/ (?:package\.json)?:\d+$/g, ""));
  const pinned = (manager: string) => ({ "package.json": `{ "name": "widgets", "packageManager": "${manager}" }` });
  assert.deepEqual(outcome("pnpm publish", pinned("pnpm@11.2.0")), [
    "publish 8 pnpm publish · trusted publishing only",
    "client: pnpm 11.2.0",
    "outcome: pnpm gets the right to publish for its OIDC token if npmjs.com trusts `acme/widgets`, `release.yml`, no environment",
  ]);
  assert.deepEqual(outcome("pnpm publish", pinned("pnpm@10.1.0")), [
    "publish 8 pnpm publish · trusted publishing only",
    "client: npm 11.16.0 or later, bundled with Node 24 :7 | run by pnpm",
    "outcome: npm gets the right to publish for its OIDC token if npmjs.com trusts `acme/widgets`, `release.yml`, no environment; else it stops with ENEEDAUTH",
  ]);
  assert.deepEqual(outcome("pnpm publish"), [
    "publish 8 pnpm publish · trusted publishing only",
    "client: ?the version of pnpm",
    "outcome: isn't known",
  ]);
  assert.deepEqual(outcome("bun publish"), [
    "publish 8 bun publish · trusted publishing only",
    "client: bun publish",
    'outcome: bun can\'t publish through OIDC: it stops with "missing authentication"',
  ]);
  assert.deepEqual(outcome("yarn npm publish", pinned("yarn@4.12.0"), "YARN_NPM_AUTH_TOKEN: '${{ secrets.A }}'"), [
    "publish 8 yarn npm publish · a token, before trusted publishing",
    "client: yarn 4.12.0",
    "outcome: yarn sends `YARN_NPM_AUTH_TOKEN` here and never asks for an OIDC token: it does that only where no token is configured",
  ]);
});

test("a range of npms, and an id-token that may be for something else, leave the end open", () => {
  const outcome = (job: string) => /outcome: (.*) :\d+/.exec(shown({ [release]: workflow(job) }))?.[1];
  const upgrade = `steps:
  - { uses: actions/setup-node@v6, with: { node-version: 22 } }
  - { if: "inputs.new", run: npm install -g npm@11 }
  - run: npm publish`;
  assert.equal(outcome(upgrade), "?versions that may be too old");
  const token = "env: { NODE_AUTH_TOKEN: '${{ secrets.A }}' }";
  const signed = (node: string) => `steps:
  - uses: sigstore/cosign-installer@v3
  - { uses: actions/setup-node@v6, with: { node-version: ${node}, registry-url: "https://${registryHost}" } }
  - { run: npm publish, ${token} }`;
  assert.equal(outcome(signed("20")), "npm publishes with `NODE_AUTH_TOKEN`, if that is good");
  assert.match(outcome(signed("24")) ?? "", /^npm gets the right .*; else it falls back to NODE_AUTH_TOKEN$/);
});

test("other registries, conditions that are never true, and what isn't understood have one line", () => {
  const job = `steps:
  - run: npm publish --registry https://user:pass@npm.acme.test/
  - { if: false, run: npm publish }
  - run: if false; then npm publish; fi
  - run: doppler run -- npm publish`;
  assert.equal(
    shown({ [release]: workflow(job) }),
    `elsewhere 7 npm publish · publishes to \`npm.acme.test\`, not to npm's registry
unreachable 9 A publish · never runs, as its conditions say
unclear 10 May publish to npm · not understood: \`npm publish\` run by \`doppler\`
`,
  );
  const hidden = shown({
    "package.json": `{ "private": true }`,
    [release]: workflow("steps:\n  - run: npm publish"),
  });
  assert.equal(hidden, "elsewhere 7 npm publish · publishes only private packages\n");
});
