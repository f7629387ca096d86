import assert from "node:assert/strict";
import test from "node:test";
import { cacheOf } from "../../server/src/cli/npm-site/cache.ts";
import { provenances, publicPackage, publicPackages, type PublicAnswer } from "../../server/src/cli/npm-site/public.ts";
import { publicPackageOf, type PublicPackage } from "../../server/src/npm-site/package.ts";
import { folderOf } from "../cli/folder.ts";
import { attestationsOf, metadataOf } from "./metadata.ts";
import { siteOf, type Page } from "./site.ts";

const nothingKept = cacheOf({ env: {} });
const day = (number: number): string => `2026-10-${String(number).padStart(2, "0")}T10:00:00.000Z`;
const html: Page = (reply) =>
  reply.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><p>Sign in</p>");

/** Metadata of every shape, with the part of the answer that it is about. */
const shapes: Readonly<Record<string, readonly [Page | undefined, Partial<PublicPackage> | string]>> = {
  oidc: [
    { json: metadataOf("oidc", [{ version: "1.0.0", by: "oidc", time: day(1), signed: true }]) },
    {
      last: {
        version: "1.0.0",
        time: day(1),
        by: "oidc",
        provider: "github",
        publisher: "oidc:11111111-1111-4111-8111-111111111111",
        commit: undefined,
        signed: true,
      },
    },
  ],
  "early-oidc": [{ json: metadataOf("early-oidc", [{ version: "1.0.0", by: "early oidc" }]) }, { latest: "1.0.0" }],
  gitlab: [{ json: metadataOf("gitlab", [{ version: "1.0.0", by: "gitlab" }]) }, { latest: "1.0.0" }],
  token: [
    { json: metadataOf("token", [{ version: "1.0.0", by: "token" }]) },
    { latest: "1.0.0", deprecated: undefined },
  ],
  old: [{ json: metadataOf("old", [{ version: "1.0.0", by: "old" }]) }, { versions: ["1.0.0"] }],
  "@acme/scoped": [{ json: metadataOf("@acme/scoped", [{ version: "1.0.0", by: "oidc" }]) }, { name: "@acme/scoped" }],
  backport: [
    {
      json: metadataOf(
        "backport",
        [
          { version: "1.0.1", by: "token", time: day(9) },
          { version: "2.0.0", by: "oidc", time: day(2) },
        ],
        { "dist-tags": { latest: "2.0.0", legacy: "1.0.1", broken: 7 } },
      ),
    },
    { latest: "2.0.0", tags: { latest: "2.0.0", legacy: "1.0.1" } },
  ],
  deprecated: [
    { json: metadataOf("deprecated", [{ version: "1.0.0", by: "token", deprecated: "Use @acme/new instead." }]) },
    { deprecated: "Use @acme/new instead." },
  ],
  undeprecated: [
    { json: metadataOf("undeprecated", [{ version: "1.0.0", by: "token", deprecated: "" }]) },
    { deprecated: undefined },
  ],
  moved: [
    { json: metadataOf("moved", [{ version: "1.0.0", by: "oidc", repository: "acme/old-name" }]) },
    { repository: "acme/old-name" },
  ],
  elsewhere: [
    {
      json: metadataOf("elsewhere", [
        { version: "1.0.0", by: "token", repository: { url: "https://example.com/x.git" } },
      ]),
    },
    { repository: undefined },
  ],
  unpublished: [
    { json: { _id: "unpublished", name: "unpublished", time: { unpublished: { versions: ["1.0.0"] } } } },
    { state: "unpublished", last: undefined },
  ],
  placeholder: [
    { json: metadataOf("placeholder", [{ version: "0.0.0-stage", by: "token" }]) },
    { state: "placeholder", versions: [] },
  ],
  absent: [undefined, { state: "absent" }],
  other: [{ json: metadataOf("another", [{ version: "1.0.0", by: "token" }]) }, "not json"],
  list: [{ json: [] }, "not json"],
  html: [html, "not json"],
  "html-404": [(reply) => reply.writeHead(404).end("<h1>Not Found</h1>"), "not json"],
  cut: [(reply) => reply.writeHead(200).end('{ "name": "cut", "versions": {'), "not json"],
  proxy: [(reply) => reply.writeHead(407).end(), "network"],
  forbidden: [{ json: { error: "Forbidden" }, status: 403 }, "refused"],
  login: [(reply) => reply.writeHead(302, { location: "https://login.example.com/" }).end(), "redirect"],
  circle: [(reply) => reply.writeHead(301, { location: "/circle" }).end(), "redirect"],
  reset: [(reply) => reply.destroy(), "network"],
  down: [{ json: {}, status: 503 }, "server"],
};

for (const [name, [page, expected]] of Object.entries(shapes))
  test(`metadata of the shape ${name}`, async (context) => {
    const site = await siteOf(context, () => page);
    const answer = await publicPackage(name, site.ask(), nothingKept);
    if (typeof expected === "string") {
      assert.ok("unanswered" in answer);
      assert.equal(answer.unanswered, expected);
    } else {
      assert.ok("state" in answer);
      for (const [key, value] of Object.entries(expected)) assert.deepEqual(answer[key as keyof PublicPackage], value);
    }
    assert.equal(site.requests.length, { down: 4, circle: 4 }[name] ?? 1);
    for (const { path, headers } of site.requests) {
      assert.equal(path, `/${name.replace("/", "%2f")}`);
      assert.equal(headers.authorization, undefined);
    }
  });

test("who published is read of the newest release by date", () => {
  const by = (name: string): string | undefined => {
    const [page] = shapes[name] ?? [];
    return page !== undefined && "json" in page ? publicPackageOf(name, page.json)?.last?.by : undefined;
  };
  const expected = {
    oidc: "oidc",
    "early-oidc": "oidc",
    gitlab: "oidc",
    token: "token",
    old: "unknown",
    backport: "token",
  };
  for (const [name, who] of Object.entries(expected)) assert.equal(by(name), who, name);
});

test("one request for a package, and one that costs npm nothing the next time", async (context) => {
  const home = folderOf(context);
  const names = Array.from({ length: 100 }, (_, index) => `@acme/p${index}`);
  const site = await siteOf(context, (path) => (reply, { headers }) => {
    if (headers["if-none-match"] === `"${path}"`) return reply.writeHead(304).end();
    const name = decodeURIComponent(path.slice(1));
    return reply
      .writeHead(200, { etag: `"${path}"` })
      .end(JSON.stringify(metadataOf(name, [{ version: "1.0.0", by: "oidc" }])));
  });
  const cache = cacheOf({ env: { HOME: home } });
  const first = await publicPackages(names, site.ask(), cache);
  assert.equal(site.requests.length, 100);
  assert.deepEqual(
    first.map(({ name }) => name),
    names,
  );
  const second = await publicPackages(names, site.ask(), cache);
  assert.equal(site.requests.length, 200);
  assert.ok(site.requests.slice(100).every(({ headers }) => headers["if-none-match"] !== undefined));
  assert.deepEqual(second, JSON.parse(JSON.stringify(first)));
});

test("npm's wish to wait is heard, by all requests, up to a minute", async (context) => {
  let left = 2;
  const site = await siteOf(context, (path) => {
    if (left > 0) {
      left -= 1;
      return (reply) => reply.writeHead(429, { "retry-after": left === 1 ? "7" : "60" }).end("{}");
    }
    return { json: metadataOf(path.slice(1), [{ version: "1.0.0", by: "oidc" }]) };
  });
  const answer = await publicPackage("widgets", site.ask(), nothingKept);
  assert.ok("state" in answer);
  assert.deepEqual(site.pauses, [7000, 60_000]);
});

const unansweredIn = (answers: readonly PublicAnswer[]): readonly string[] =>
  answers.map((answer) => ("unanswered" in answer ? answer.unanswered : answer.state));

test("after an answer to wait for an hour, or none, nothing more is asked", async (context) => {
  const names = Array.from({ length: 30 }, (_, index) => `p${index}`);
  const slow = await siteOf(context, () => (reply) => reply.writeHead(429, { "retry-after": "3600" }).end("{}"));
  const refused = unansweredIn(await publicPackages(names, slow.ask(), nothingKept));
  assert.ok(slow.requests.length <= 4, String(slow.requests.length));
  assert.deepEqual(new Set(refused), new Set(["rate", "given up"]));
  const broken = await siteOf(context, () => (reply) => reply.destroy());
  const failed = unansweredIn(await publicPackages(names, broken.ask(), nothingKept));
  assert.ok(broken.requests.length <= 6, String(broken.requests.length));
  assert.deepEqual(new Set(failed), new Set(["network", "given up"]));
});

test("a body that never ends is no answer", async (context) => {
  const site = await siteOf(context, () => (reply) => void reply.writeHead(200).write('{ "name": "slow",'));
  const answer = await publicPackage("slow", site.ask(100), nothingKept);
  assert.ok("unanswered" in answer);
  assert.deepEqual([answer.unanswered, answer.why], ["time", "npm gave no complete answer in 30 seconds"]);
});

test("a redirect on npm's own host is followed", async (context) => {
  const site = await siteOf(context, (path) =>
    path === "/old"
      ? (reply) => reply.writeHead(301, { location: "/new" }).end()
      : { json: metadataOf("old", [{ version: "1.0.0", by: "token" }]) },
  );
  assert.ok("state" in (await publicPackage("old", site.ask(), nothingKept)));
});

test("no address is made of what isn't a package's name", async (context) => {
  const site = await siteOf(context, () => ({ json: {} }));
  for (const name of ["../x", "a b", "-rf", "@acme/../x", "", "a/b/c", "https://example.com"])
    await assert.rejects(publicPackage(name, site.ask(), nothingKept), name);
  assert.equal(site.requests.length, 0);
});

test("provenance says the repository, the workflow and the environment, and is asked for once", async (context) => {
  const home = folderOf(context);
  const site = await siteOf(context, (path) => {
    if (path.includes("none@")) return undefined;
    if (path.includes("broken@"))
      return { json: { attestations: [{ bundle: { dsseEnvelope: { payload: "%%" } } }, 7] } };
    return { json: attestationsOf("acme/widgets", "release.yml", path.includes("plain@") ? undefined : "npm-größe") };
  });
  const cache = cacheOf({ env: { XDG_CACHE_HOME: home } });
  const releases = ["@acme/a", "plain", "none", "broken"].map((name) => ({ name, version: "1.0.0" }));
  const found = await provenances(releases, site.ask(), cache);
  const common = {
    repository: "acme/widgets",
    file: "release.yml",
    ref: "refs/heads/main",
    commit: "0123abcd".repeat(5),
    run: "https://github.com/acme/widgets/actions/runs/1/attempts/1",
  };
  assert.deepEqual(found, [
    { ...common, environment: "npm-größe" },
    { ...common, environment: undefined },
    "none",
    "none",
  ]);
  assert.equal(site.requests[0]?.path, "/-/npm/v1/attestations/@acme%2fa@1.0.0");
  const again = JSON.parse(JSON.stringify(await provenances(releases, site.ask(), cache))) as unknown;
  assert.deepEqual(again, JSON.parse(JSON.stringify(found)));
  assert.equal(site.requests.length, 4);
});
