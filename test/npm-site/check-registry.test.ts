import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";
import { folderOf, runIn } from "../cli/folder.ts";
import { reportIn } from "../report/schema.ts";
import { attestationsOf, metadataOf } from "./metadata.ts";
import { siteOf, type Page, type Site } from "./site.ts";

const workflow = `name: Release
on: { push: { tags: ["v*"] } }
jobs:
  publish:
    runs-on: ubuntu-latest
    environment: npm
    permissions: { contents: read, id-token: write }
    steps:
      - uses: actions/checkout@v6
      - uses: actions/setup-node@v6
        with: { node-version: 24 }
      - run: npm ci
      - run: npm publish --workspaces --access public
`;

const after = "2026-10-01T10:00:00.000Z";
const before = "2026-05-01T10:00:00.000Z";
const one = (name: string, by: Parameters<typeof metadataOf>[1][number]["by"], time = after, signed = false): Page => ({
  json: metadataOf(name, [{ version: "1.0.0", by, time, signed }]),
});

/** Twenty packages, each with its page at npm, how that is called, and a part of a sentence that is said of it. */
const shapes: Readonly<Record<string, readonly [Page | undefined, published: string, says?: RegExp]>> = {
  oidc: [one("oidc", "oidc"), "oidc"],
  "@acme/signed": [one("@acme/signed", "oidc", after, true), "oidc"],
  "other-file": [
    one("other-file", "oidc", after, true),
    "oidc",
    /published by `publish\.yml`, and here `release\.yml`/,
  ],
  "other-environment": [
    one("other-environment", "oidc", after, true),
    "oidc",
    /ran in no environment|environment `prod`/,
  ],
  renamed: [one("renamed", "oidc", after, true), "oidc", /came from `acme\/old-name`, and this is `acme\/widgets`/],
  "early-oidc": [one("early-oidc", "early oidc"), "oidc"],
  gitlab: [one("gitlab", "gitlab"), "oidc"],
  token: [one("token", "token"), "token"],
  recorded: [one("recorded", "token", before), "not since"],
  ancient: [one("ancient", "token", "2024-01-01T00:00:00.000Z"), "not since"],
  old: [one("old", "old"), "unknown"],
  moved: [
    { json: metadataOf("moved", [{ version: "1.0.0", by: "token", time: after, repository: "acme/was-here" }]) },
    "token",
    /npm's page names `acme\/was-here`/,
  ],
  deprecated: [
    { json: metadataOf("deprecated", [{ version: "1.0.0", by: "token", time: after, deprecated: "Use it no more." }]) },
    "token",
  ],
  placeholder: [{ json: metadataOf("placeholder", [{ version: "0.0.0-stage", by: "token" }]) }, "not there"],
  unpublished: [{ json: { name: "unpublished", time: { unpublished: {} } } }, "not there"],
  absent: [undefined, "not there"],
  html: [(reply) => reply.writeHead(200).end("<html>"), "not asked"],
  other: [one("another", "token"), "not asked"],
  login: [(reply) => reply.writeHead(302, { location: "https://login.example.com/" }).end(), "not asked"],
  wait: [(reply) => reply.writeHead(429, { "retry-after": "1" }).end("{}"), "not asked"],
};

const attested: Readonly<Record<string, object>> = {
  "@acme%2fsigned": attestationsOf("acme/widgets", "release.yml", "npm"),
  "other-file": attestationsOf("acme/widgets", "publish.yml"),
  "other-environment": attestationsOf("acme/widgets", "release.yml", "prod"),
  renamed: attestationsOf("acme/old-name", "release.yml"),
};

async function npm(context: TestContext): Promise<Site> {
  return siteOf(context, (path) => {
    const release = /^\/-\/npm\/v1\/attestations\/(.+)@1\.0\.0$/.exec(path)?.[1];
    if (release !== undefined) return { json: attested[release] };
    return shapes[decodeURIComponent(path.slice(1))]?.[0];
  });
}

function monorepo(context: TestContext, names: readonly string[], more: Readonly<Record<string, string>> = {}): string {
  const manifests = names.map((name) => [
    `packages/${name.replace("/", "-")}/package.json`,
    JSON.stringify({ name, version: "1.0.0", repository: "github:acme/widgets" }),
  ]);
  return folderOf(context, {
    "package.json": '{ "name": "root", "private": true, "workspaces": ["packages/*"] }',
    "package-lock.json": "{}",
    ".github/workflows/release.yml": workflow,
    ".git/config": '[remote "origin"]\n\turl = https://github.com/acme/widgets.git\n',
    ".github/trusted-publishers.json": JSON.stringify({
      packages: {
        recorded: [
          {
            type: "github",
            repository: "acme/widgets",
            file: "release.yml",
            environment: "npm",
            addedAt: "2026-06-01",
          },
        ],
      },
    }),
    ...more,
    ...(Object.fromEntries(manifests) as Record<string, string>),
  });
}

const ordered = (names: readonly string[]): readonly string[] =>
  names.filter((name) => !failing.includes(name)).concat(failing);
/** Three failures in a row end the asking, so one of them is asked about with others between. */
const failing = ["html", "other", "login", "wait"];

test("check --registry says of twenty shapes how the newest release came to npm", async (context) => {
  const names = Object.keys(shapes);
  assert.equal(names.length, 20);
  const folder = monorepo(context, names);
  for (const name of ordered(names)) {
    const site = await npm(context);
    const args = ["check", "--registry", "--format", "json", "--package", name];
    const { code, out } = await runIn(folder, args, {}, undefined, { fetch: site.fetch, pause: site.pause });
    const { registry } = reportIn(out);
    const [row] = registry?.packages ?? [];
    const [, published, says] = shapes[name] ?? [];
    assert.equal(registry?.packages.length, 1);
    assert.ok(row !== undefined);
    assert.equal(row.published, published, name);
    assert.match(row.differs.join(" "), says ?? /^$/);
    assert.equal(code, published === "not there" ? 1 : published === "not asked" ? 3 : 0, name);
    // One request for the package, one for the provenance of a signed release, and again where npm asks to wait.
    assert.equal(site.requests.length, name === "wait" ? 4 : row.provenance === null ? 1 : 2, name);
    assert.ok(site.requests.every(({ headers }) => headers.authorization === undefined));
  }
});

test("one request for each of a hundred packages, and a summary in one sentence", async (context) => {
  const names = Array.from({ length: 100 }, (_, index) => `@acme/p${index}`);
  const site = await siteOf(context, (path) => {
    const name = decodeURIComponent(path.slice(1));
    const index = Number(name.slice(7));
    return one(name, index < 60 ? "oidc" : "token", index < 80 ? after : "2024-01-01T00:00:00.000Z");
  });
  const folder = monorepo(context, names);
  const { code, out } = await runIn(folder, ["--registry"], {}, undefined, { fetch: site.fetch, pause: site.pause });
  assert.equal(code, 0);
  // And one for the package of the record.
  assert.equal(site.requests.length, 101);
  assert.match(
    out.replaceAll(/\s+/g, " "),
    /60 of 101 through OIDC, 21 not released since, 20 with a token; npm is targeting January 2027 for the end of direct publishing with tokens/,
  );
});

test("before it is merged, a new package is said to need a person, with three lines", async (context) => {
  const site = await npm(context);
  const folder = monorepo(context, ["oidc", "absent", "@acme/new"]);
  const args = ["check", "--registry", "--format", "markdown"];
  const { code, out, told } = await runIn(folder, args, {}, undefined, { fetch: site.fetch, pause: site.pause });
  assert.equal(code, 1);
  assert.match(told.join(), /can't be created by OIDC/);
  assert.match(out, /`@acme\/new` isn't on npm: an OIDC release can't create it\./);
  const lines = out.split("```")[3]?.split("\n").slice(1, -1) ?? [];
  assert.equal(lines.length, 3, out);
  assert.match(out, /\(cd packages\/@acme-new && npm stage publish --access public --registry=https:\/\/[^ ]+\/\)/);
  assert.match(out, /npm stage approve ID --registry=/);
  assert.match(
    out,
    /npm trust github @acme\/new --repo acme\/widgets --file release\.yml --env npm --allow-publish --registry=/,
  );
  assert.match(out, /npm's public registry was asked, without a login/);
});

test("an organisation's table needs no repository", async (context) => {
  const names = Array.from({ length: 251 }, (_, index) => `@acme/p${index}`);
  const site = await siteOf(context, (path) => {
    const query = new URL(path, "http://localhost").searchParams;
    if (!path.startsWith("/-/v1/search")) return one(decodeURIComponent(path.slice(1)), "oidc");
    assert.equal(query.get("text"), "scope:acme");
    const from = Number(query.get("from"));
    const found = [...names.slice(from, from + 250), ...(from === 0 ? [] : ["@acmeother/x"])];
    return { json: { objects: found.map((name) => ({ package: { name } })), total: 252 } };
  });
  const folder = folderOf(context, { "names.txt": "# ours\n@acme/a\n\n@acme/b\n" });
  const outside = { fetch: site.fetch, pause: site.pause };
  const all = await runIn(
    folder,
    ["check", "--registry", "--scope", "@acme", "--format", "json"],
    {},
    undefined,
    outside,
  );
  assert.equal(all.code, 0);
  assert.equal(reportIn(all.out).registry?.counts.oidc, 251);
  assert.equal(site.requests.length, 253);
  const listed = await runIn(folder, ["check", "--registry", "--list", "names.txt"], {}, undefined, outside);
  assert.match(listed.out, /^What npm shows\n {2}@acme\/a {2}1\.0\.0 {2}through OIDC {2}2026-10-01\n/);
  assert.match(listed.out, /2 of 2 through OIDC\.\n$/);
  const piped = await runIn(folder, ["check", "--registry", "--list", "-"], {}, undefined, {
    ...outside,
    input: (async function* () {
      yield "@acme/a\n../../etc/passwd\n";
    })(),
  });
  assert.deepEqual([piped.code, piped.told], [2, ['npm accepts no package called "../../etc/passwd".']]);
});

test("check asks nobody without --registry, and stops at once on Ctrl-C with it", async (context) => {
  const site = await npm(context);
  const folder = monorepo(context, ["oidc"]);
  const outside = { fetch: site.fetch, pause: site.pause };
  await runIn(folder, ["check"], {}, undefined, outside);
  assert.equal(site.requests.length, 0);
  const controller = new AbortController();
  controller.abort();
  const interruptions = () => ({ signal: controller.signal, end: () => {} });
  const stopped = await runIn(folder, ["check", "--registry"], {}, undefined, { ...outside, interruptions });
  assert.deepEqual([stopped.code, stopped.out, site.requests.length], [130, "", 0]);
});
