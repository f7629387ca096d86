import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";
import { preflightJob } from "../../server/src/generate/preflight-job.ts";
import { nodeBinary, npmFolder } from "./clients.ts";
import { usualClaims } from "./github.ts";
import { startJob, type Job } from "./job.ts";
import { usualPublisher } from "./policy.ts";
import type { World } from "./registry.ts";
import { commandOf, filesOf } from "./setting.ts";
import type { Scenario } from "./scenario.ts";
import { homeOf, prepare, type Started } from "./tools.ts";
import {
  lockedTools,
  nodeOf,
  npmBeside,
  versionOf,
  type Client,
  type NpmVersion,
  type ToolVersion,
} from "./versions.ts";

/** The clients that exchange a token by themselves, in the lines that people use. */
const clients: readonly Client[] = [
  "npm 11.21.2",
  "npm 12.2.2",
  "pnpm 11.28.11",
  "pnpm 12.21.0",
  "yarn 4.18.1",
  "lerna 10.1.1",
];

const scenario = { id: "preflight", when: "", npm: [] } as unknown as Scenario;

/** The script of the step, as it is in the workflow. */
const script = ((): string => {
  const lines = preflightJob(["widgets"], undefined);
  const run = lines.findIndex((line) => line.trim() === "run: |");
  const indent = (/^ */.exec(lines[run + 1] ?? "")?.[0] ?? "").length;
  return lines
    .slice(run + 1)
    .map((line) => line.slice(indent))
    .join("\n");
})();

interface Run {
  readonly job: Job;
  preflight(): Promise<{ readonly exit: number; readonly stdout: string }>;
  /** Whether npm's registry took the package. */
  publish(): Promise<boolean>;
}

async function runOf(context: TestContext, client: Client, given: Partial<World>, manifest = {}): Promise<Run> {
  // pnpm signs only with a token that Sigstore itself would accept: none of a private repository.
  const claims = { ...usualClaims, ...given.claims };
  const world = client.startsWith("pnpm ")
    ? { ...given, claims: { ...claims, repository_visibility: "private" as const } }
    : given;
  const npm = client.startsWith("npm ") ? (versionOf(client) as NpmVersion) : undefined;
  const tool = npm === undefined ? (client as ToolVersion) : undefined;
  const home = tool === undefined ? undefined : homeOf(tool);
  const setting = { ...scenario, manifest };
  const job = await startJob({
    npm: npm ?? npmBeside,
    world,
    files: { ...filesOf(setting, client), "index.js": "module.exports = {};\n" },
    ...(home === undefined ? {} : { home }),
    ...(tool !== undefined && lockedTools[tool] !== undefined ? { git: true } : {}),
  });
  context.after(() => job.close());
  const started: Started =
    tool === undefined
      ? {
          program: [nodeBinary(nodeOf(npm ?? npmBeside)), `${npmFolder(npm ?? npmBeside)}/bin/npm-cli.js`],
          words: [],
          env: {},
        }
      : await prepare(job, tool);
  const env = { PACKAGES: "widgets", REGISTRY: `http://127.0.0.1:${job.registry.port}`, WAIT: "20" };
  return {
    job,
    preflight: () => job.shell(script, { env }),
    async publish() {
      const [, ...given] = commandOf(setting, client).replace(/^npx /, "").split(" ");
      await job.program([...started.program, ...given, ...started.words], { env: started.env });
      return job.registry.requests.some(
        ({ method, path, status }) => method === "PUT" && path === "/widgets" && status === 200,
      );
    },
  };
}

const cases: readonly {
  readonly what: string;
  readonly world: Partial<World>;
  readonly says: RegExp;
  readonly exit: number;
  readonly published: boolean;
}[] = [
  { what: "accepted", world: {}, says: /accepted/, exit: 0, published: true },
  {
    what: "another file",
    world: { publishers: [{ ...usualPublisher, file: "publish.yml" }] },
    says: /refused/,
    exit: 1,
    published: false,
  },
  {
    what: "another repository",
    world: { publishers: [{ ...usualPublisher, repository: "acme/gadgets" }] },
    says: /refused/,
    exit: 1,
    published: false,
  },
  {
    what: "an environment that the job lacks",
    world: { publishers: [{ ...usualPublisher, environment: "npm" }] },
    says: /refused/,
    exit: 1,
    published: false,
  },
  {
    what: "another environment",
    world: {
      publishers: [{ ...usualPublisher, environment: "npm" }],
      claims: { ...usualClaims, environment: "release" },
    },
    says: /refused.*release/,
    exit: 1,
    published: false,
  },
  {
    what: "an event that npm refuses",
    world: { claims: { ...usualClaims, event_name: "pull_request_target" } },
    says: /npm refuses the event pull_request_target/,
    exit: 1,
    published: false,
  },
  {
    what: "an expired entry, which npm leaves out",
    world: { publishers: [] },
    says: /refused/,
    exit: 1,
    published: false,
  },
  {
    what: "an entry that may only stage",
    world: { publishers: [{ ...usualPublisher, actions: ["stage"] }] },
    says: /accepted.*isn't known/,
    exit: 0,
    published: false,
  },
  { what: "a package that isn't there", world: { published: [] }, says: /not on npm/, exit: 1, published: false },
  { what: "an issuer that fails", world: { issuerStatus: 500 }, says: /couldn't be asked/, exit: 3, published: false },
  { what: "id-tokens that are good once", world: { exchanges: "one-use" }, says: /accepted/, exit: 0, published: true },
  {
    what: "an exchange that ends earlier tokens",
    world: { exchanges: "newest" },
    says: /accepted/,
    exit: 0,
    published: true,
  },
  { what: "an answer of 429 at first", world: { exchanges: "busy" }, says: /accepted/, exit: 0, published: true },
];

for (const client of clients)
  for (const { what, world, says, exit, published } of cases)
    test(`${client}: ${what}`, async (context) => {
      const { job, preflight, publish } = await runOf(context, client, world);
      const said = await preflight();
      assert.equal(said.exit, exit, said.stdout);
      assert.match(said.stdout, says);
      assert.doesNotMatch(said.stdout, /exchanged-for|eyJ/);
      assert.ok(job.registry.requests.every(({ method }) => method !== "PUT"));
      assert.equal(await publish(), published);
    });

// While a client holds a token of its own: all run `prepack` on the way.
for (const client of clients.filter((each) => !each.startsWith("lerna")))
  for (const exchanges of ["one-use", "newest"] as const)
    test(`${client}: a preflight in the middle of the publish, where the registry is ${exchanges}`, async (context) => {
      const scripts = { prepack: "bash ../preflight.sh" };
      const { job, publish } = await runOf(context, client, { exchanges }, { scripts });
      const variables = `export PACKAGES=widgets WAIT=20 REGISTRY=http://127.0.0.1:${job.registry.port}\n`;
      job.write("preflight.sh", `${variables}${script}\n`);
      assert.equal(await publish(), true);
      const exchanged = job.registry.requests.filter(({ path }) => path.startsWith("/-/npm/v1/oidc/"));
      assert.deepEqual(
        exchanged.map(({ status }) => status),
        [201, 201],
      );
    });

test("two jobs at once, where an exchange ends earlier tokens: a preflight can cost another job its token", async (context) => {
  const { job, preflight, publish } = await runOf(context, "npm 12.2.2", { exchanges: "newest" });
  const [said, published] = await Promise.all([preflight(), publish()]);
  // Which of both is last isn't told; nothing else happens than that one of the two is refused.
  assert.equal(said.exit, 0);
  const put = job.registry.requests.find(({ method }) => method === "PUT");
  assert.equal(put?.status, published ? 200 : 404);
});
