import assert from "node:assert/strict";
import test from "node:test";
import type { TrustReport } from "../../server/src/npm-site/trust-report.ts";
import { validIn } from "../report/schema.ts";
import { fakeNpm, type FakeNpm } from "./fake-npm.ts";
import { attestationsOf, metadataOf } from "./metadata.ts";
import { listedEntry, monorepoOf, nameOf, recordPath, usualEntry, type Monorepo } from "./monorepo.ts";
import { siteOf } from "./site.ts";

const kindsIn = ({ calls }: FakeNpm): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const { words } of calls) {
    const kind = words[0] === "trust" ? `trust ${words[1] ?? ""}` : (words[0] ?? "");
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
};

const stateOf = ({ account, record }: Monorepo): unknown => [
  [...account.packages].map(([name, { trust }]) => [name, trust.map((each) => ({ ...each, id: "" }))]),
  record(),
];

for (const count of [1, 30, 100])
  test(`import, diff and apply for ${count}: one list each, and one create`, async (context) => {
    const monorepo = await monorepoOf(context, { count, changed: count });
    const npm = fakeNpm(monorepo.account);
    const applied = await monorepo.run(["trust", "apply"], { npm });
    assert.equal(applied.code, 0, applied.told.join("\n"));
    assert.deepEqual(kindsIn(npm), { "--version": 1, "trust list": count, "trust github": count });
    // Two seconds before every request but the first.
    assert.deepEqual(
      monorepo.site.pauses,
      Array.from({ length: 2 * count - 1 }, () => 2000),
    );
    assert.equal(monorepo.site.requests.length, count);
    const again = fakeNpm(monorepo.account);
    assert.equal((await monorepo.run(["trust", "apply"], { npm: again })).code, 0);
    assert.deepEqual(kindsIn(again), { "--version": 1, "trust list": count });
    assert.equal((await monorepo.run(["trust", "diff"])).code, 0);
  });

test("of forty packages the three that the next release publishes get entries, with the time at which those expire", async (context) => {
  const monorepo = await monorepoOf(context, {
    count: 40,
    changed: 2,
    files: {
      ".changeset/brave-cats.md": `---\n"${nameOf(7)}": minor\n---\n\nNew.\n`,
      ".changeset/README.md": "---\nx: major\n---\n",
    },
  });
  const npm = fakeNpm(monorepo.account);
  const { code, out, told, questions } = await monorepo.run(["trust", "apply"], { npm });
  assert.equal(code, 0);
  assert.deepEqual(kindsIn(npm), { "--version": 1, "trust list": 3, "trust github": 3 });
  const changed = [0, 1, 7].map(nameOf);
  const trusted = [...monorepo.account.packages].filter(([, { trust }]) => trust.length === 1).map(([name]) => name);
  assert.deepEqual(trusted, changed);
  for (const name of changed)
    assert.match(
      out,
      new RegExp(
        `${name}: npm trusts acme/widgets, release\\.yml, any environment, npm publish; it expires at 2026-12-02 10:00 UTC`,
      ),
    );
  assert.match(out, /@acme\/p7 {2}a changeset is pending/);
  assert.match(out, /The next release isn't known to publish @acme\/p2, @acme\/p3, @acme\/p4 and 34\s+more/);
  assert.equal(questions.length, 1);
  assert.match(told.join("\n"), /Changes made: 3 of 3\./);
  assert.equal(monorepo.record().match(/"addedAt": "2026-11-30T10:00:00Z"/g)?.length, 3);
  const named = fakeNpm(monorepo.account);
  await monorepo.run(["trust", "apply", "--package", nameOf(20)], { npm: named });
  assert.equal(kindsIn(named)["trust github"], 1);
});

test("plans and comparisons are JSON as the schema says", async (context) => {
  const monorepo = await monorepoOf(context, {
    count: 4,
    changed: 2,
    packages: {
      [nameOf(0)]: {
        trust: [listedEntry("1", {}, ["createPackage", "createStagedPackage"]), { id: "2", type: "gitlab" }],
      },
      [nameOf(3)]: { metadata: null as unknown as object },
    },
  });
  const planned = validIn(
    "trust",
    (await monorepo.run(["trust", "apply", "--dry-run", "--format", "json"])).out,
  ) as TrustReport;
  assert.deepEqual(
    planned.packages.map(({ name, state, pending, steps }) => [name, state, pending, steps.length]),
    [
      [nameOf(0), "fits", "version 1.1.0 isn't on npm yet", 0],
      [nameOf(1), "differs", "version 1.1.0 isn't on npm yet", 1],
    ],
  );
  assert.deepEqual([planned.later, planned.absent.map(({ name }) => name)], [[nameOf(2)], [nameOf(3)]]);
  assert.equal(planned.packages[0]?.wider.length, 1);
  assert.equal(planned.packages[0]?.foreign.length, 1);
  const compared = await monorepo.run(["trust", "diff", "--format", "json"]);
  assert.equal(compared.code, 1);
  assert.equal((validIn("trust", compared.out) as TrustReport).packages.length, 3);
});

test("packages of which the same is planned are one paragraph, in which each is named", async (context) => {
  const monorepo = await monorepoOf(context, { count: 100, changed: 100 });
  const { out } = await monorepo.run(["trust", "apply", "--dry-run"]);
  assert.equal(out.match(/to be added at npm/g)?.length, 1);
  for (let index = 0; index < 100; index++) assert.match(out, new RegExp(`${nameOf(index)}\\b`));
  assert.ok(out.split("\n").every((line) => line.length <= 120));
});

test("nothing is written with --dry-run, or where the person doesn't agree", async (context) => {
  const monorepo = await monorepoOf(context, { count: 2, changed: 2 });
  const before = stateOf(monorepo);
  assert.equal((await monorepo.run(["trust", "apply", "--dry-run"])).code, 1);
  assert.equal((await monorepo.run(["trust", "apply"], { typed: ["n"] })).code, 1);
  assert.deepEqual(stateOf(monorepo), before);
  const sure = await monorepo.run(["trust", "apply", "--yes"], { typed: [] });
  assert.deepEqual([sure.code, sure.questions.length], [0, 0]);
});

test("an entry that may only stage, as npm makes them by default, isn't enough to publish", async (context) => {
  const monorepo = await monorepoOf(context, {
    count: 1,
    changed: 1,
    entry: { ...usualEntry, environment: "npm" },
    packages: { [nameOf(0)]: { trust: [listedEntry("1", {}, ["createStagedPackage"])] } },
  });
  const { code, out } = await monorepo.run(["trust", "apply"]);
  assert.equal(code, 0);
  assert.match(
    out,
    /npm trusts, and the record doesn't: acme\/widgets, release\.yml, any environment, npm stage publish/,
  );
  assert.equal(monorepo.account.packages.get(nameOf(0))?.trust.length, 2);
});

test("where npm refuses a second entry for the same workflow, the page that changes the first one is named", async (context) => {
  const monorepo = await monorepoOf(context, {
    count: 1,
    changed: 1,
    packages: { [nameOf(0)]: { trust: [listedEntry("1", {}, ["createStagedPackage"])] } },
  });
  const { code, told } = await monorepo.run(["trust", "apply"]);
  assert.equal(code, 3);
  assert.match(
    told.join("\n"),
    /nothing was changed \(npm has an entry for the same workflow, acme\/widgets, release\.yml, any environment, npm stage publish: change what it allows at https:\/\/www\.npmjs\.com\/package\/@acme\/p0\/access\)\./,
  );
  assert.doesNotMatch(monorepo.record(), /addedAt/);
});

test("entries of other services and repositories are left alone, whatever is pruned", async (context) => {
  const foreign = [
    { id: "g", type: "gitlab", claims: {} },
    { ...listedEntry("o"), claims: { repository: "other/widgets", workflow_ref: { file: "x.yml" } } },
  ];
  const monorepo = await monorepoOf(context, {
    count: 1,
    changed: 1,
    packages: { [nameOf(0)]: { trust: [...foreign] } },
  });
  const { code, out } = await monorepo.run(["trust", "apply", "--prune"]);
  assert.equal(code, 0);
  assert.match(out, /left alone: an entry of gitlab; other\/widgets, x\.yml/);
  const { trust } = monorepo.account.packages.get(nameOf(0)) ?? { trust: [] };
  assert.deepEqual(trust.slice(0, 2), foreign);
  assert.equal(trust.length, 3);
});

test("where all ten entries are used, one is revoked only with --prune, and after the gap is named", async (context) => {
  const ten = [
    ...Array.from({ length: 9 }, (_, index) => ({
      ...listedEntry(`o${index}`),
      claims: { repository: "other/x", workflow_ref: { file: `${index}.yml` } },
    })),
    listedEntry("old", { workflow_ref: { file: "publish.yml" } }),
  ];
  const monorepo = await monorepoOf(context, { count: 1, changed: 1, packages: { [nameOf(0)]: { trust: [...ten] } } });
  const full = await monorepo.run(["trust", "apply"]);
  assert.equal(full.code, 1);
  assert.match(full.out, /all ten entries are used/);
  const refused = await monorepo.run(["trust", "apply", "--prune", "--yes"], { typed: ["n"] });
  assert.match(
    refused.questions[0] ?? "",
    /Revoke acme\/widgets, publish\.yml.* first\? Until the new entry is there, npm trusts neither\./,
  );
  assert.equal(refused.code, 1);
  assert.deepEqual(monorepo.account.packages.get(nameOf(0))?.trust, ten);
  const pruned = await monorepo.run(["trust", "apply", "--prune"]);
  assert.equal(pruned.code, 0);
  const { trust } = monorepo.account.packages.get(nameOf(0)) ?? { trust: [] };
  assert.equal(trust.length, 10);
  assert.ok(!JSON.stringify(trust).includes("publish.yml"));
});

test("--prune revokes the old entry after a release through the new one was seen, and not before", async (context) => {
  const name = nameOf(0);
  const old = listedEntry("11111111-0000-4000-8000-000000000000", { workflow_ref: { file: "publish.yml" } });
  const wanted = listedEntry("22222222-0000-4000-8000-000000000000");
  const released = (by: "oidc" | "token"): object =>
    metadataOf(name, [{ version: "1.0.0", by, time: "2026-11-29T00:00:00Z", signed: true }]);
  for (const [by, file, revoked] of [
    ["token", "release.yml", false],
    ["oidc", "publish.yml", false],
    ["oidc", "release.yml", true],
  ] as const) {
    const monorepo = await monorepoOf(context, {
      count: 1,
      entry: { ...usualEntry, addedAt: "2026-11-28" },
      packages: { [name]: { trust: [old, wanted], metadata: released(by) } },
    });
    const site = await siteOf(context, (path) => ({
      json: path.startsWith("/-/npm/v1/attestations/") ? attestationsOf("acme/widgets", file) : released(by),
    }));
    const outside = { fetch: site.fetch };
    const kept = await monorepo.run(["trust", "apply", "--package", name], { outside });
    assert.equal(kept.code, 0);
    assert.equal(monorepo.account.packages.get(name)?.trust.length, 2);
    await monorepo.run(["trust", "apply", "--prune", "--package", name], { outside });
    assert.deepEqual(monorepo.account.packages.get(name)?.trust, revoked ? [wanted] : [old, wanted], `${by} ${file}`);
  }
});

test("a package that isn't on npm is left out, with its three lines", async (context) => {
  const monorepo = await monorepoOf(context, { count: 2, changed: 2 });
  monorepo.account.packages.delete(nameOf(1));
  const npm = fakeNpm(monorepo.account);
  const { code, out } = await monorepo.run(["trust", "apply"], { npm });
  assert.equal(code, 1);
  assert.equal(kindsIn(npm)["trust github"], 1);
  assert.match(
    out,
    /@acme\/p1 isn't on npm, so it is left out\. These lines create it:\n {2}\(cd packages\/p1 && npm stage publish --access public --registry=https:\S+\)\n {2}npm stage approve ID --registry=\S+\n {2}npm trust github @acme\/p1 --repo acme\/widgets --file release\.yml --allow-publish --registry=\S+\n/,
  );
});

test("a fork's clone isn't let in, unless --repo says so", async (context) => {
  const monorepo = await monorepoOf(context, { count: 1, changed: 1, remote: "somebody/widgets" });
  const npm = fakeNpm(monorepo.account);
  const { code, told } = await monorepo.run(["trust", "apply", "--yes"], { npm });
  assert.equal(code, 2);
  assert.match(
    told.join(),
    /git's remote is somebody\/widgets, and packages\/p0\/package\.json says acme\/widgets: in a fork's clone this would let the fork publish/,
  );
  assert.deepEqual(kindsIn(npm), { "--version": 1 });
  const given = await monorepo.run(["trust", "apply", "--yes", "--repo", "acme/widgets"]);
  assert.equal(given.code, 0);
  assert.match(JSON.stringify(monorepo.account.packages.get(nameOf(0))?.trust), /"repository":"acme\/widgets"/);
});

test("after a rename, new entries are planned for the new name, and the record follows", async (context) => {
  const old = { ...listedEntry("old"), claims: { repository: "acme/was", workflow_ref: { file: "release.yml" } } };
  const monorepo = await monorepoOf(context, {
    count: 2,
    changed: 1,
    entry: { ...usualEntry, repository: "acme/was" },
    packages: { [nameOf(0)]: { trust: [old] }, [nameOf(1)]: { trust: [old] } },
  });
  const { code, out } = await monorepo.run(["trust", "apply"]);
  assert.equal(code, 0);
  assert.match(
    out,
    /The record names acme\/was, but git and package\.json name acme\/widgets: the\s+repository was renamed or transferred/,
  );
  assert.equal(monorepo.account.packages.get(nameOf(0))?.trust.length, 2);
  assert.deepEqual(monorepo.account.packages.get(nameOf(1))?.trust, [old]);
  assert.match(monorepo.record(), /"@acme\/p0": \[\s*\{\s*"type": "github",\s*"repository": "acme\/widgets"/);
  // The rest follows with the next release that publishes it.
  const later = await monorepo.run(["trust", "apply", "--package", nameOf(1)]);
  assert.equal(later.code, 0);
  assert.ok(!monorepo.record().includes("acme/was"));
});

test("Ctrl-C at any point: the next call ends in the same state", async (context) => {
  const shape = { count: 3, changed: 3 };
  const whole = await monorepoOf(context, shape);
  const npm = fakeNpm(whole.account);
  await whole.run(["trust", "apply"], { npm });
  const expected = stateOf(whole);
  const points = npm.calls.flatMap((_, call) => [`before ${call}`, `after ${call}`]);
  assert.equal(points.length, 14);
  const pauses = Array.from({ length: whole.site.pauses.length }, (_, index) => `pause ${index}`);
  for (const point of [...points, ...pauses, "question"]) {
    const monorepo = await monorepoOf(context, shape);
    const controller = new AbortController();
    const hit = (here: string): void => {
      if (here === point) controller.abort();
    };
    let waits = 0;
    const stopped = await monorepo.run(["trust", "apply"], {
      npm: fakeNpm(monorepo.account, { at: (call, when) => hit(`${when} ${call}`) }),
      outside: {
        interruptions: () => ({ signal: controller.signal, end: () => {} }),
        pause: async () => hit(`pause ${waits++}`),
        ask: async () => {
          hit("question");
          return "y";
        },
      },
    });
    assert.equal(stopped.code, 130, point);
    assert.match(stopped.told.join("\n"), /Interrupted\. Run the same command again: it goes on with what is left\./);
    const resumed = fakeNpm(monorepo.account);
    assert.equal((await monorepo.run(["trust", "apply"], { npm: resumed })).code, 0, point);
    assert.deepEqual(stateOf(monorepo), expected, point);
    for (const { trust } of monorepo.account.packages.values()) assert.equal(trust.length, 1);
  }
});

test("two people at once: whoever comes second hears it, and ends in the same state", async (context) => {
  const monorepo = await monorepoOf(context, { count: 2, changed: 2 });
  const { code, told } = await monorepo.run(["trust", "apply"], {
    outside: {
      ask: async () => {
        monorepo.account.packages.get(nameOf(0))?.trust.push(listedEntry("theirs"));
        return "y";
      },
    },
  });
  assert.equal(code, 3);
  assert.match(
    told.join("\n"),
    /@acme\/p0: nothing was changed \(npm has such an entry already, or somebody else is at work\)\./,
  );
  assert.equal((await monorepo.run(["trust", "apply"])).code, 0);
  for (const { trust } of monorepo.account.packages.values()) assert.equal(trust.length, 1);
});

/** What npm, or something else, answers; how often it is asked; and what is said. */
const failures: Readonly<Record<string, readonly [status: number, body: unknown, lists: number, says: RegExp]>> = {
  "401": [401, { error: "Unauthorized" }, 2, /run `npm login`/],
  "403": [403, { error: "Forbidden" }, 4, /you aren't a maintainer of it/],
  "404": [404, { error: "Not found" }, 4, /npm doesn't have it, or doesn't show it to you/],
  "429": [429, { error: "Too many requests" }, 1, /npm is limiting requests/],
  "500": [500, { error: "oops" }, 3, /npm's registry answered with an error \(E500\)/],
  HTML: [200, "<!doctype html>", 3, /the answer wasn't npm's/],
};

for (const [what, [status, body, lists, says]] of Object.entries(failures))
  test(`npm's lists can't be read: ${what}`, async (context) => {
    const monorepo = await monorepoOf(context, { count: 4, changed: 4 });
    monorepo.account.answerFirst = ({ path }) => (path.includes("/trust") ? { status, body } : undefined);
    const before = stateOf(monorepo);
    for (const action of ["import", "diff", "apply"]) {
      const npm = fakeNpm(monorepo.account);
      const { code, told, out } = await monorepo.run(["trust", action], { npm });
      assert.equal(code, 3, action);
      assert.match(told.join("\n") + out, says);
      assert.equal(kindsIn(npm)["trust list"], lists, action);
    }
    assert.deepEqual(stateOf(monorepo), before);
    monorepo.account.answerFirst = () => undefined;
    assert.equal((await monorepo.run(["trust", "apply"])).code, 0);
  });

for (const [what, status, tried] of [
  ["403", 403, 4],
  ["429", 429, 1],
  ["500", 500, 3],
] as const)
  test(`npm refuses to create: ${what}`, async (context) => {
    const monorepo = await monorepoOf(context, { count: 4, changed: 4 });
    const before = stateOf(monorepo);
    monorepo.account.answerFirst = ({ method }) => (method === "POST" ? { status, body: {} } : undefined);
    const npm = fakeNpm(monorepo.account);
    const { code, told } = await monorepo.run(["trust", "apply"], { npm });
    assert.equal(code, 3);
    assert.equal(kindsIn(npm)["trust github"], tried);
    assert.match(told.join("\n"), /nothing was changed \(/);
    assert.deepEqual(stateOf(monorepo), before);
  });

test("the second factor is npm's: it gets the terminal, and then its list is read once more", async (context) => {
  const monorepo = await monorepoOf(context, { count: 3, changed: 3 });
  monorepo.account.otp = "asked";
  const npm = fakeNpm(monorepo.account);
  assert.equal((await monorepo.run(["trust", "apply"], { npm })).code, 0);
  assert.equal(npm.calls.filter(({ how }) => how === "show").length, 1);
  // It timed out while the person thought about the plan.
  const other = await monorepoOf(context, { count: 3, changed: 3 });
  const late = fakeNpm(other.account);
  const { code } = await other.run(["trust", "apply"], {
    npm: late,
    outside: {
      ask: async () => {
        other.account.otp = "asked";
        return "y";
      },
    },
  });
  assert.equal(code, 0);
  assert.deepEqual(
    late.calls.filter(({ how }) => how === "show").map(({ words }) => words[1]),
    ["github"],
  );
  const wrong = await monorepoOf(context, { count: 3, changed: 3 });
  wrong.account.otp = "asked";
  const refused = fakeNpm(wrong.account, { otp: "000000" });
  const { code: failed, told } = await wrong.run(["trust", "apply"], { npm: refused });
  assert.equal(failed, 3);
  assert.equal(kindsIn(refused)["trust list"], 2);
  assert.match(told.join("\n"), /npm asks for your second factor/);
});

test("import, diff and apply need a person at a terminal, and an npm that is new enough", async (context) => {
  const monorepo = await monorepoOf(context, { count: 1, changed: 1 });
  for (const action of ["import", "diff", "apply"]) {
    const npm = fakeNpm(monorepo.account);
    const inCi = await monorepo.run(["trust", action], { npm, env: { CI: "true" } });
    assert.equal(inCi.code, 3);
    assert.match(inCi.told.join(), new RegExp(`^${action} needs a person at a terminal: .* refuses OIDC`));
    assert.equal(npm.calls.length, 0);
    const old = await monorepo.run(["trust", action], { npm: fakeNpm(monorepo.account, { version: "11.14.1" }) });
    assert.deepEqual(
      [old.code, old.told],
      [3, ["npm 11.14.1 is too old: 11.15.0 or later is needed. `npm install -g npm@11` brings it."]],
    );
    const missing = { ...fakeNpm(monorepo.account), run: async () => ({ output: "", error: "ENOENT" }), calls: [] };
    const none = await monorepo.run(["trust", action], { npm: missing });
    assert.deepEqual([none.code, none.told], [3, ["npm can't be started: is it installed?"]]);
  }
});

test("import prints the record, keeps what it has, and takes npm's output from the input", async (context) => {
  const monorepo = await monorepoOf(context, {
    count: 2,
    packages: { [nameOf(0)]: { trust: [listedEntry("1", { environment: "npm" }), { id: "2", type: "gitlab" }] } },
    files: {
      [recordPath]: `{\n  "$schema": "x",\n  "packages": {\n    "@acme/p0": [{ "type": "github", "repository": "acme/widgets", "file": "release.yml", "environment": "npm", "addedAt": "2026-11-01" }]\n  },\n  "environments": { "npm": { "refs": ["refs/heads/main"] } }\n}\n`,
    },
  });
  const { code, out } = await monorepo.run(["trust", "import"]);
  assert.equal(code, 0);
  const record = JSON.parse(out) as { readonly packages: Readonly<Record<string, readonly object[]>> };
  assert.deepEqual(record.packages[nameOf(0)], [
    {
      id: "1",
      type: "github",
      file: "release.yml",
      repository: "acme/widgets",
      environment: "npm",
      permissions: ["createPackage"],
      addedAt: "2026-11-01",
    },
    { id: "2", type: "gitlab" },
  ]);
  assert.deepEqual(record.packages[nameOf(1)], []);
  assert.match(out, /"environments": \{ "npm": \{ "refs": \["refs\/heads\/main"\] \} \}/);
  const piped = (text: string) => ({
    input: (async function* () {
      yield text;
    })(),
  });
  const one = `\n${JSON.stringify({ id: "1", type: "github", file: "a.yml", repository: "acme/widgets" })}\n\n{ "id": "2", "type": "gitlab" }\n`;
  const own = await monorepo.run(["trust", "import", "--stdin", "--package", nameOf(1)], { outside: piped(one) });
  assert.equal(own.code, 0);
  assert.match(own.out, /"a\.yml"/);
  const several = JSON.stringify({ [nameOf(0)]: "", [nameOf(1)]: one });
  const all = await monorepo.run(["trust", "import", "--stdin", "--write"], { outside: piped(several) });
  assert.deepEqual([all.code, all.told], [0, [`${recordPath} is written.`]]);
  assert.match(monorepo.record(), /"@acme\/p0": \[\]/);
  const again = await monorepo.run(["trust", "import", "--stdin", "--write"], { outside: piped(several) });
  assert.deepEqual(again.told, [`${recordPath} says the same already.`]);
  for (const [text, says] of [
    ["<html>", /--stdin takes npm's output/],
    ['{"a b": ""}', /npm accepts no package called "a b"/],
  ] as const) {
    const wrong = await monorepo.run(["trust", "import", "--stdin"], { outside: piped(text) });
    assert.equal(wrong.code, 2);
    assert.match(wrong.told.join(), says);
  }
  const failed = await monorepo.run(["trust", "import", "--stdin", "--package", nameOf(1)], {
    outside: piped('{"error":{"code":"E401"}}'),
  });
  assert.equal(failed.code, 3);
});

test("no value of the record becomes an option of npm's, or a line of the terminal's", async (context) => {
  const entry = { ...usualEntry, environment: "--userconfig=x", file: "--otp.yml" };
  const monorepo = await monorepoOf(context, { count: 1, changed: 1, entry });
  const npm = fakeNpm(monorepo.account);
  await monorepo.run(["trust", "apply"], { npm });
  const words = npm.calls.flatMap((call) => (call.words[1] === "github" ? call.words : []));
  assert.ok(words.includes("--env=--userconfig=x") && words.includes("--file=--otp.yml"), words.join(" "));
  const shown = await monorepoOf(context, {
    count: 1,
    changed: 1,
    entry: { ...usualEntry, environment: "a\u001b[2Jb\n::error::c" },
  });
  const { out, told } = await shown.run(["trust", "apply", "--dry-run"]);
  const printed = out + told.join("\n");
  assert.ok(!printed.includes("\u001b"));
  assert.doesNotMatch(printed, /^\s*::error/m);
});

test("lock prints a loop for what was released through OIDC alone", async (context) => {
  const monorepo = await monorepoOf(context, {
    count: 3,
    packages: { [nameOf(1)]: { metadata: metadataOf(nameOf(1), [{ version: "1.0.0", by: "oidc" }]) } },
  });
  const npm = fakeNpm(monorepo.account);
  const { code, out, told } = await monorepo.run(["trust", "lock"], { npm });
  assert.deepEqual([code, npm.calls.length], [0, 0]);
  assert.match(
    out,
    /^for package in @acme\/p1; do\n {2}npm access set mfa=publish "\$package" --registry=https:\S+ --@acme:registry=https:\S+\n {2}sleep 2\ndone\n$/,
  );
  assert.match(told.join(), /2 of 3 are left out/);
});
