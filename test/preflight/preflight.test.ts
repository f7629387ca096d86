import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import test, { type TestContext } from "node:test";
import { preflightJob } from "../../server/src/generate/preflight-job.ts";
import { preflightProgram } from "../../server/src/generate/preflight-program.ts";
import { indented } from "../../server/src/generate/steps.ts";
import { registryHost } from "../../server/src/npm-host.ts";
import { defaultGiven } from "../pages/given.ts";
import { tryOut } from "../pages/trial.ts";
import { folderOf, runIn } from "../cli/folder.ts";
import { jobVariables, usualClaims } from "../npm/github.ts";
import { usualPublisher } from "../npm/policy.ts";
import { reportIn } from "../report/schema.ts";
import { startRegistry, usualWorld, type World } from "../npm/registry.ts";

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly summary: string;
}

/** Runs the step's program as a job does. */
async function step(
  context: TestContext,
  env: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const cwd = folderOf(context, { "summary.md": "", ...files });
  const child = spawn(process.execPath, ["--input-type=module", "-"], {
    cwd,
    env: { ...env, GITHUB_STEP_SUMMARY: join(cwd, "summary.md"), WAIT: env["WAIT"] ?? "20" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  let out = "";
  child.stdout.on("data", (piece) => (out += String(piece)));
  child.stdin.end(preflightProgram);
  const [code] = (await once(child, "close")) as [number | null];
  return { code, out, summary: readFileSync(join(cwd, "summary.md"), "utf8") };
}

/** Runs it against the registry of the real-npm suite. */
async function against(
  context: TestContext,
  world: Partial<World>,
  {
    packages = "widgets",
    idToken = true,
    files = {},
  }: { packages?: string; idToken?: boolean; files?: Record<string, string> } = {},
) {
  const registry = await startRegistry({ ...usualWorld, ...world });
  context.after(() => registry.close());
  const env = {
    ...jobVariables(world.claims ?? usualClaims, idToken ? registry.issuer : undefined),
    PACKAGES: packages,
    REGISTRY: `http://127.0.0.1:${registry.port}`,
    WAIT: "500",
  };
  return { ran: await step(context, env, files), registry };
}

test("an accepted package, and nothing is written, and no token is printed", async (context) => {
  const { ran, registry } = await against(context, {}, { packages: "widgets @acme/gadgets@9.0.0" });
  assert.equal(ran.code, 0);
  assert.match(
    ran.out,
    /^\| widgets \| accepted \| npm knows this workflow; whether it may publish, or only stage, isn't known \|$/m,
  );
  assert.match(ran.out, /^\| @acme\/gadgets@9\.0\.0 \| accepted \|/m);
  assert.equal(ran.summary.trim(), ran.out.trim());
  assert.deepEqual(
    registry.requests.filter(({ method }) => method !== "GET").map(({ method, path }) => `${method} ${path}`),
    ["widgets", "@acme/gadgets"].map((name) => `POST /-/npm/v1/oidc/token/exchange/package/${name}`),
  );
  for (const { authorization } of registry.requests)
    if (authorization !== undefined) assert.ok(!ran.out.includes(authorization.replace("Bearer ", "")));
  assert.doesNotMatch(ran.out, /eyJ/);
});

const record = (entry: object): Record<string, string> => ({
  ".github/trusted-publishers.json": JSON.stringify({ packages: { widgets: [{ type: "github", ...entry }] } }),
});

const differing: readonly (readonly [field: string, publisher: object, claims: object])[] = [
  ["file", { file: "publish.yml" }, {}],
  ["repository", { repository: "acme/gadgets" }, {}],
  ["environment", { environment: "npm" }, {}],
  ["environment", { environment: "npm" }, { environment: "release" }],
];

for (const [field, publisher, claims] of differing)
  test(`a refused package, whose ${field} differs: ${JSON.stringify(claims)}`, async (context) => {
    const publishers = [{ ...usualPublisher, ...publisher }];
    const { repository, file } = usualPublisher;
    const files = record({ repository, file, ...publisher });
    const { ran } = await against(context, { publishers, claims: { ...usualClaims, ...claims } }, { files });
    assert.equal(ran.code, 1);
    assert.match(ran.out, new RegExp(`^\\| widgets \\| refused \\| ${field} is .*, the record says `, "m"));
  });

test("a record that can't be read, and tokens that can't, are no reason to say refused", async (context) => {
  const files = { ".github/trusted-publishers.json": "{" };
  assert.equal((await against(context, {}, { files })).ran.code, 0);
  const { ran } = await against(context, { publishers: [] }, { files });
  assert.equal(ran.code, 1);
  const server = createServer((_, response) => response.end('{"value":"x.e30x.x"}')).listen(0, "127.0.0.1");
  await once(server, "listening");
  context.after(() => server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const env = { ACTIONS_ID_TOKEN_REQUEST_URL: `${url}/?a`, REGISTRY: url, PACKAGES: "widgets" };
  assert.equal((await step(context, env)).code, 3);
});

test("no publisher, as an expired one looks, is refused with what npm saw", async (context) => {
  const { ran } = await against(context, { publishers: [] });
  assert.equal(ran.code, 1);
  assert.match(ran.out, /refused \| npm saw \{"repository":"acme\/widgets","file":"release\.yml"\}/);
});

test("an event that npm refuses", async (context) => {
  const { ran } = await against(context, { claims: { ...usualClaims, event_name: "issue_comment" } });
  assert.equal(ran.code, 1);
  assert.match(ran.out, /refused \| npm refuses the event issue_comment/);
});

test("a publisher that may only stage is accepted: the record tells, the exchange doesn't", async (context) => {
  const { repository, file } = usualPublisher;
  const at = async (permissions: readonly string[] | undefined) => {
    const publishers = [{ ...usualPublisher, actions: ["stage" as const] }];
    const files = record({ repository, file, ...(permissions && { permissions }) });
    const { ran } = await against(context, { publishers }, { files });
    assert.equal(ran.code, 0);
    return /knows this workflow; (.*) \|$/m.exec(ran.out)?.[1];
  };
  assert.equal(await at(undefined), "whether it may publish, or only stage, isn't known");
  assert.equal(await at(["createStagedPackage"]), "by the record it may only stage");
  assert.equal(await at(["createStagedPackage", "createPackage"]), "by the record it may publish");
});

test("a package that isn't there, and a version that is", async (context) => {
  const absent = await against(context, { published: [] });
  assert.equal(absent.ran.code, 1);
  assert.match(absent.ran.out, /not on npm/);
  const there = await against(context, {}, { packages: "widgets@1.0.0" });
  assert.equal(there.ran.code, 0);
  assert.match(there.ran.out, /published already \| version 1\.0\.0 is there/);
  assert.ok(there.registry.requests.every(({ method }) => method === "GET"));
});

test("a job without an id-token, and an issuer that fails, couldn't be asked", async (context) => {
  const without = await against(context, {}, { idToken: false });
  assert.equal(without.ran.code, 3);
  assert.match(without.ran.out, /couldn't be asked \| the job has no `id-token: write`/);
  const failing = await against(context, { issuerStatus: 500 });
  assert.equal(failing.ran.code, 3);
});

/** A registry that does something else than npm's, with an issuer that does its work. */
async function strange(context: TestContext, reply: RequestListener, timeout = "20") {
  const seen: { readonly url: string; readonly token: string }[] = [];
  let issued = 0;
  const server = createServer((request, response) => {
    if (request.method === "POST") seen.push({ url: request.url ?? "", token: request.headers.authorization ?? "" });
    if (request.method === "GET" && request.url?.startsWith("/issuer") === true) {
      const claims = Buffer.from(JSON.stringify({ ...usualClaims, jti: issued++ })).toString("base64url");
      response.end(JSON.stringify({ value: `x.${claims}.x` }));
    } else if (request.method === "GET") response.end("{}");
    else reply(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  context.after(() => server.closeAllConnections());
  context.after(() => server.close());
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const env = {
    ACTIONS_ID_TOKEN_REQUEST_URL: `${origin}/issuer?a=b`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: "request",
    REGISTRY: origin,
    PACKAGES: "widgets",
    WAIT: timeout,
  };
  return { ran: await step(context, env), seen };
}

const failures: Readonly<Record<string, RequestListener>> = {
  "429": (_, response) => response.writeHead(429).end('{"message":"OIDC rate limited"}'),
  "500": (_, response) => response.writeHead(500).end('{"message":"OIDC token exchange error"}'),
  "503 of a proxy": (_, response) => response.writeHead(503).end("<html>"),
  HTML: (_, response) => response.writeHead(200).end("<html>Log in</html>"),
  "a 404 of something else": (_, response) => response.writeHead(404).end('{"error":"Not found"}'),
  "a 404 page": (_, response) => response.writeHead(404).end("<html>OIDC</html>"),
  "no answer": (request) => request.socket.pause(),
  "a connection that breaks": (request) => request.socket.destroy(),
};

for (const [what, reply] of Object.entries(failures))
  test(`never refused, but couldn't be asked: ${what}`, async (context) => {
    const { ran } = await strange(context, reply);
    assert.equal(ran.code, 3);
    assert.match(ran.out, /^\| widgets \| couldn't be asked \|/m);
  });

test("each exchange has an id-token of its own, one at a time, and a moment's outage is waited out", async (context) => {
  let busy = 0;
  let answers = 0;
  const { ran, seen } = await strange(
    context,
    (_, response) => {
      assert.equal(++busy, 1);
      setTimeout(() => {
        busy--;
        if (++answers < 3) response.writeHead(429).end("{}");
        else response.writeHead(201).end('{"token":"npm_secret"}');
      }, 5);
    },
    "50",
  );
  assert.equal(ran.code, 0);
  assert.equal(seen.length, 3);
  assert.equal(new Set(seen.map(({ token }) => token)).size, 3);
  assert.doesNotMatch(ran.out, /npm_secret/);
});

const release = `on:
  push: { tags: ["v*"] }
  workflow_dispatch:
    inputs:
      preflight: { type: boolean }
jobs:
  publish:
    if: \${{ !inputs.preflight }}
    runs-on: ubuntu-latest
    environment: npm
    permissions:
      contents: read
      id-token: write
    steps:
      - uses: actions/checkout@v6
      - uses: actions/setup-node@v6
        with: { node-version: 24 }
      - run: npm publish
`;
const printed = `${indented(2, preflightJob(["@acme/widgets"], "npm")).join("\n")}\n`;
const manifest = JSON.stringify({ name: "@acme/widgets", version: "1.0.0", repository: "acme/widgets" });

test("the step has at most 40 lines, and the job that is printed adds no finding to a release", () => {
  assert.ok(preflightProgram.trimEnd().split("\n").length <= 40);
  assert.ok(preflightProgram.includes(registryHost));
  const found = (workflow: string) => {
    const files = Object.entries({ ".github/workflows/release.yml": workflow, "package.json": manifest });
    const { findings, linted } = tryOut(
      {
        title: "",
        rule: undefined,
        reported: undefined,
        written: "",
        parts: [],
        files: files.map(([path, text]) => ({ path, text, fence: "```", marks: [] })),
        given: { ...defaultGiven, pedantic: true },
      },
      [],
    );
    return { findings: findings.map(({ rule, message }) => `${rule.id}: ${message}`), ...linted.understood };
  };
  assert.deepEqual(found(release + printed), found(release));
});

test("the command prints the job, and without one it can't ask", async (context) => {
  const folder = folderOf(context, { ".github/workflows/release.yml": release, "package.json": manifest });
  const job = await runIn(folder, ["preflight", "--print"]);
  assert.equal(job.code, 0);
  assert.equal(job.out, printed);
  const outside = await runIn(folder, ["preflight"]);
  assert.deepEqual([outside.code, outside.out], [3, ""]);
  assert.match(outside.told[0] ?? "", /only in a job of GitHub Actions/);
  for (const args of [["--package", "a b"], ["--package", "$(x)"], ["a", "b"], ["--offline"], ["--what"]]) {
    const { code, told } = await runIn(folder, ["preflight", ...args]);
    assert.deepEqual([code, told.length], [2, 1], args.join(" "));
  }
  assert.equal((await runIn(folderOf(context), ["preflight"])).code, 2);
});

test("the command runs the same program, with the tokens of its job", async (context) => {
  const folder = folderOf(context, { ".github/workflows/release.yml": release, "package.json": manifest });
  const registry = await startRegistry(usualWorld);
  context.after(() => registry.close());
  const env = {
    ...jobVariables(usualClaims, registry.issuer),
    REGISTRY: `http://127.0.0.1:${registry.port}`,
    WAIT: "500",
  };
  const accepted = await runIn(folder, ["preflight"], env);
  assert.equal(accepted.code, 0);
  assert.match(accepted.out, /^accepted {2}@acme\/widgets {2}npm knows this workflow; /m);
});

test("a client that asks for no OIDC token is too old, whatever npm says of the workflow", async (context) => {
  const old = release.replace("node-version: 24", "node-version: 22");
  const folder = folderOf(context, { ".github/workflows/release.yml": old, "package.json": manifest });
  const job = await runIn(folder, ["preflight", "--print"]);
  assert.match(
    job.out,
    /^ {10}TOO_OLD: '\{"@acme\/widgets":"npm 10\.[\d.]+"\}'$|TOO_OLD: '.*an npm before 11\.5\.1"\}'$/m,
  );
  const registry = await startRegistry(usualWorld);
  context.after(() => registry.close());
  const env = {
    ...jobVariables(usualClaims, registry.issuer),
    REGISTRY: `http://127.0.0.1:${registry.port}`,
    WAIT: "500",
  };
  const { code, out } = await runIn(folder, ["preflight"], env);
  assert.equal(code, 1);
  assert.match(out, /^client too old {2}@acme\/widgets {2}.*npm.* publishes, and asks for no OIDC token$/m);
  const markdown = await runIn(folder, ["preflight", "--format", "markdown"], env);
  assert.match(markdown.out, /^\| @acme\/widgets \| client too old \|/m);
  const { preflight, exit, repositories } = reportIn((await runIn(folder, ["preflight", "--format", "json"], env)).out);
  assert.deepEqual(
    preflight?.packages.map(({ name, answer }) => [name, answer]),
    [["@acme/widgets", "client too old"]],
  );
  assert.deepEqual([exit.code, repositories.length], [1, 1]);
});
