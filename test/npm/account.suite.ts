import assert from "node:assert/strict";
import { join } from "node:path";
import { readFileSync } from "node:fs";
import test, { type TestContext } from "node:test";
import { registryHost } from "../../server/src/npm-host.ts";
import { runIn } from "../cli/folder.ts";
import { metadataOf } from "../npm-site/metadata.ts";
import { accountOf, type Account } from "./account.ts";
import type { Exchanged } from "./registry.ts";
import { startJob, type Job } from "./job.ts";
import { tokens } from "./tokens.ts";
import type { NpmVersion } from "./versions.ts";

/** The first npm with these commands, and the newest of both lines. */
const versions: readonly NpmVersion[] = ["11.15.0", "11.21.2", "12.2.2"];

const recordPath = ".github/trusted-publishers.json";

interface Setting {
  readonly job: Job;
  readonly account: Account;
  readonly folder: string;
  /** Runs the command line at a terminal where a person answers `y`; the user's npm is the job's. */
  run(...args: readonly string[]): ReturnType<typeof runIn>;
  /** The requests since the last call that are about trust, stages or access. */
  asked(): readonly Exchanged[];
  record(): string;
}

const now = new Date("2026-11-30T10:00:00Z");

/** A monorepo of so many packages, of which the first `changed` have a version that isn't on npm. */
async function settingOf(
  context: TestContext,
  npm: NpmVersion,
  count: number,
  changed: number,
  own: Partial<Parameters<typeof accountOf>[0][string]> = {},
): Promise<Setting> {
  const names = Array.from({ length: count }, (_, index) => `@acme/p${index}`);
  const account = accountOf(
    Object.fromEntries(
      names.map((name) => [
        name,
        {
          trust: [],
          metadata: metadataOf(name, [{ version: "1.0.0", by: "token", time: "2026-10-01T00:00:00Z" }]),
          ...own,
        },
      ]),
    ),
  );
  const entry = { type: "github", repository: "acme/widgets", file: "release.yml", permissions: ["createPackage"] };
  const files = {
    "package.json": '{ "name": "root", "private": true, "workspaces": ["packages/*"] }',
    ".git/config": '[remote "origin"]\n\turl = https://github.com/acme/widgets.git\n',
    // A company's registry, and a token of CI that isn't set here: npm reads neither.
    ".npmrc": `registry=http://127.0.0.1:9/\n@acme:registry=http://127.0.0.1:9/\n//REGISTRY/:_authToken=\${NPM_TOKEN}\n`,
    [recordPath]: `${JSON.stringify({ packages: Object.fromEntries(names.map((name) => [name, [entry]])) }, undefined, 2)}\n`,
    ...Object.fromEntries(
      names.map((name, index) => [
        `packages/p${index}/package.json`,
        JSON.stringify({ name, version: index < changed ? "1.1.0" : "1.0.0", repository: "github:acme/widgets" }),
      ]),
    ),
  };
  const home = `registry=http://127.0.0.1:9/\n@acme:registry=http://127.0.0.1:9/\n//REGISTRY/:_authToken=${tokens.valid}\n`;
  const job = await startJob({ npm, world: { account }, files, home, byName: true, idToken: false });
  context.after(() => job.close());
  const folder = join(job.base, "checkout");
  const keep = /^(?:PATH|HOME|LANG|NODE_OPTIONS|NPM_CONFIG_.*)$/;
  const env = Object.fromEntries(Object.entries(job.variables).filter(([name]) => keep.test(name)));
  let read = 0;
  return {
    job,
    account,
    folder,
    run: (...args) =>
      runIn(
        folder,
        args,
        env,
        Array.from({ length: 20 }, () => "y"),
        {
          fetch: (url, init) =>
            fetch(url.replace(`https://${registryHost}`, `http://127.0.0.1:${job.registry.port}`), init),
          now: () => now,
        },
      ),
    asked() {
      const fresh = job.registry.requests.slice(read).filter(({ path }) => path.startsWith("/-/"));
      read = job.registry.requests.length;
      return fresh;
    },
    record: () => readFileSync(join(folder, recordPath), "utf8"),
  };
}

const kinds = (requests: readonly Exchanged[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const { method } of requests) counts[method] = (counts[method] ?? 0) + 1;
  return counts;
};

for (const npm of versions) {
  // MANY tries the sizes that take minutes too.
  for (const count of [1, ...(process.env["MANY"] === undefined ? [] : [30, 100])])
    test(`npm ${npm}: import, diff and apply for ${count}`, async (context) => {
      const { run, asked, record, account } = await settingOf(context, npm, count, count);
      const before = record();
      const imported = await run("trust", "import");
      assert.equal(imported.code, 0, imported.told.join("\n"));
      assert.deepEqual(kinds(asked()), { GET: count });
      if (count < 100) {
        const differs = await run("trust", "diff", "--format", "json");
        assert.equal(differs.code, 1);
        assert.deepEqual(kinds(asked()), { GET: count });
      }
      assert.equal(record(), before);
      const applied = await run("trust", "apply");
      assert.equal(applied.code, 0, applied.told.join("\n"));
      const requests = asked();
      assert.deepEqual(kinds(requests), { GET: count, POST: count });
      assert.deepEqual(requests.flatMap(({ method, body }) => (method === "POST" ? [body] : []))[0], [
        {
          type: "github",
          claims: { repository: "acme/widgets", workflow_ref: { file: "release.yml" } },
          permissions: ["createPackage"],
        },
      ]);
      assert.equal(record().match(/"addedAt": "2026-11-30T10:00:00Z"/g)?.length, count);
      assert.match(applied.out, /expires at 2026-12-02 10:00 UTC unless a release uses it/);
      const again = await run("trust", "apply");
      assert.equal(again.code, 0);
      assert.deepEqual(kinds(asked()), { GET: count });
      assert.ok([...account.packages.values()].every(({ trust }) => trust.length === 1));
      if (count > 1) return;
      assert.equal((await run("trust", "diff")).code, 0);
      assert.equal((await run("trust", "import", "--write")).code, 0);
      assert.match(record(), /"id": "[\da-f-]{36}"[^]*"addedAt"/);
    });

  test(`npm ${npm}: what is printed to be run, and stages`, async (context) => {
    const { run, asked, account, job, record } = await settingOf(context, npm, 2, 0);
    const [, second] = account.packages.values();
    Object.assign(account.packages.get("@acme/p0") ?? {}, {
      metadata: metadataOf("@acme/p0", [{ version: "1.0.0", by: "oidc", time: "2026-10-01T00:00:00Z" }]),
    });
    const lock = await run("trust", "lock");
    const quick = (script: string): string => script.replaceAll("sleep 2", "sleep 0");
    const env = { CI: "", GITHUB_ACTIONS: "", NPM_TOKEN: tokens.valid };
    assert.equal((await job.shell(quick(lock.out), { env })).exit, 0);
    assert.deepEqual(
      [...account.packages.values()].map((each) => each.tokens),
      ["disallowed", "allowed"],
    );
    second?.trust.push({
      id: "1",
      type: "github",
      claims: { repository: "acme/widgets", workflow_ref: { file: "release.yml" } },
    });
    const loop = await run("trust", "import", "--print");
    // What it prints goes to the input of the next command.
    const given = await job.shell(quick(loop.out).replace(/trusted-publishing .*$/m, "cat"), { env });
    const object = JSON.parse(given.stdout) as Readonly<Record<string, string>>;
    assert.deepEqual(Object.keys(object), ["@acme/p0", "@acme/p1"]);
    assert.equal(object["@acme/p0"], "");
    assert.match(object["@acme/p1"] ?? "", /"repository": "acme\/widgets"/);
    asked();
    account.stages.push(
      ...Array.from({ length: 130 }, (_, index) => ({
        id: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
        packageName: index === 7 ? "@acme/p1" : "other",
        version: "1.1.0",
        createdAt: "2026-11-30T07:00:00Z",
        actor: "GitHub Actions",
      })),
    );
    const staged = await run("stage", "--format", "json");
    assert.equal(staged.code, 0, staged.told.join());
    assert.deepEqual(kinds(asked()), { GET: 2 });
    const report = JSON.parse(staged.out) as { readonly stages: readonly object[]; readonly others: number };
    assert.deepEqual([report.stages.length, report.others], [1, 129]);
    assert.ok(record().length > 0);
  });

  // The code is the same in all of them.
  if (npm === "12.2.2")
    test(`npm ${npm}: what npm says when it fails`, async (context) => {
      const { run, account } = await settingOf(context, npm, 1, 1);
      const html = { status: 200, body: Buffer.from("<!doctype html>") };
      for (const [answer, says] of [
        [{ status: 401, body: { error: "Unauthorized" } }, /run `npm login`/],
        [{ status: 401, body: {}, headers: { "www-authenticate": "OTP" } }, /second factor/],
        [{ status: 403, body: { error: "Forbidden" } }, /you aren't a maintainer of it/],
        [{ status: 404, body: { error: "Not found" } }, /doesn't show it to you/],
        [{ status: 429, body: {} }, /npm is limiting requests/],
        [{ status: 500, body: {} }, /npm's registry answered with an error \(E500\)/],
        [html, /the answer wasn't npm's/],
      ] as const) {
        account.answerFirst = ({ path }) => (path.includes("/trust") ? answer : undefined);
        const { code, out, told } = await run("trust", "diff");
        assert.equal(code, 3, told.join());
        assert.match(out + told.join(), says);
      }
    });
}
