import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { test } from "node:test";
import semver from "semver";
import { bundledNpm, nodeLines, toolCache } from "../../server/src/data/node.ts";
import { npmEngines, npmReleases } from "../../server/src/data/npm.ts";
import { pinnedActions } from "../../server/src/data/pinned-actions.ts";
import { refreshed, tables, type Refreshed } from "./refresh.ts";

const today = "2026-11-21";
const current = new Map(tables.map((path) => [path, readFileSync(path, "utf8")]));

interface Answers {
  readonly node: readonly object[];
  readonly npm: {
    readonly time: Readonly<Record<string, string>>;
    readonly versions: Readonly<Record<string, object>>;
  };
  /** Tags with their commits, by action. */
  readonly tags: Readonly<Record<string, readonly (readonly [tag: string, commit: string])[]>>;
  readonly images: Readonly<Record<string, { readonly labels: string; readonly readme: string }>>;
}

const cached = toolCache.findLast(({ since }) => since <= today)?.oldest ?? [];
const readme = (node: string, cache: readonly string[]): string =>
  `# An image\n- Bash 5\n- Node.js ${node}\n- Npm 11\n\n#### Node.js\n${cache.map((each) => `- ${each}\n`).join("")}\n#### Python\n- 3.9.25\n`;
const commit = (digit: number): string => String(digit).repeat(40);

/** What the sources say when nothing has changed. */
const unchanged: Answers = {
  node: nodeLines
    .flatMap(({ major, released, lts }) => {
      const rows = bundledNpm.filter(([node]) => semver.major(node) === major);
      const last = { npm: rows.at(-1)?.[1], version: `v${major}.98.0` };
      return [
        ...rows.map(([node, npm]) => ({ version: `v${node}`, date: released, npm, lts: false })),
        lts === undefined
          ? { ...last, date: released, lts: false }
          : { ...last, date: lts.since, lts: lts.codename.toUpperCase() },
      ];
    })
    .toReversed()
    .concat({ version: "v0.10.0", date: "2013-03-11", npm: undefined, lts: false }),
  npm: {
    time: Object.fromEntries(
      [...npmReleases(), { version: "7.24.2", day: "" }].map(({ version, day }) => [
        version,
        `${day || "2024-12-31"}T10:00:00.000Z`,
      ]),
    ),
    versions: Object.fromEntries<object>([
      ...npmReleases().map(
        ({ version }) => [version, { engines: { node: npmEngines[semver.major(version)] } }] as const,
      ),
      ["7.24.2", { engines: { node: ">=10" } }],
      ["13.0.0-pre.0", {}],
    ]),
  },
  tags: Object.fromEntries(
    pinnedActions.map(({ name, version, commit: pinned }) => [
      name,
      [
        ["v0.9.0", commit(1)],
        [version, commit(2)],
        [`${version}^{}`, pinned],
        [`v${semver.major(version)}`, pinned],
        ["v99.0.0-beta.1", commit(3)],
      ],
    ]),
  ),
  images: {
    "Ubuntu2604-Readme.md": { labels: "`ubuntu-latest` or `ubuntu-26.04`", readme: readme("24.18.0", cached) },
    "Ubuntu2404-Readme.md": { labels: "`ubuntu-24.04`", readme: readme("22.23.2", cached) },
    "slim.md": { labels: "`ubuntu-slim`", readme: "- Node.js 24.18.0\n" },
    "Windows2025.md": {
      labels: "`windows-2025`, or `windows-2025-vs2026`",
      readme: readme("22.23.2", cached).replace("Node.js 22", "Node 22"),
    },
  },
};

function bodyOf({ node, npm, tags, images }: Answers, url: string): string | undefined {
  if (url === "/dist/index.json") return JSON.stringify(node);
  if (url === "/npm") return JSON.stringify(npm);
  const action = /^\/(.+)\.git\/info\/refs\?service=git-upload-pack$/.exec(url)?.[1];
  const line = (text: string): string => (text.length + 4).toString(16).padStart(4, "0") + text;
  if (action !== undefined)
    return [
      line("# service=git-upload-pack\n"),
      "0000",
      line(`${commit(4)} HEAD\0multi_ack side-band-64k\n`),
      line(`${commit(5)} refs/heads/v99.0.0\n`),
      ...(tags[action] ?? []).map(([tag, each]) => line(`${each} refs/tags/${tag}\n`)),
      "0000",
    ].join("");
  const file = /^\/actions\/runner-images\/main\/(.+)$/.exec(url)?.[1];
  if (file !== "README.md") return images[file ?? ""]?.readme;
  const rows = Object.entries(images).map(
    ([name, { labels }]) => `| Image | x64 | ${labels} | [${name.toLowerCase()}] |\n`,
  );
  const links = Object.keys(images).map(
    (name) => `[${name.toLowerCase()}]: https://github.example/actions/runner-images/blob/main/${name}\n`,
  );
  return `| Image | Architecture | YAML Label | Included |\n| --- | --- | --- | --- |\n${rows.join("")}\n${links.join("")}`;
}

async function refresh(answers: Partial<Answers>): Promise<Refreshed> {
  const server = createServer(({ url = "" }, response) => {
    const body = bodyOf({ ...unchanged, ...answers }, url);
    response.writeHead(body === undefined ? 404 : 200).end(body);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  const root = `http://127.0.0.1:${typeof address === "object" ? (address?.port ?? 0) : 0}`;
  try {
    return await refreshed(current, { node: `${root}/dist`, registry: root, github: root, raw: root }, today);
  } finally {
    server.close();
  }
}

const undated = (text: string): string => text.replaceAll(/(AsOf = ")[^"]*/g, "$1");

/** The lines that are new. */
function added({ files }: Refreshed): readonly string[] {
  return tables.flatMap((path) => {
    const before = undated(current.get(path) ?? "").split("\n");
    return undated(files.get(path) ?? "")
      .split("\n")
      .filter((line) => !before.includes(line))
      .map((line) => line.trim());
  });
}

test("where nothing has changed the tables are written as they stand, with a new day", async () => {
  const { files, notes } = await refresh({});
  assert.deepEqual(notes, []);
  for (const path of tables) assert.equal(undated(files.get(path) ?? ""), undated(current.get(path) ?? ""), path);
  for (const name of ["nodeAsOf", "npmAsOf", "pinnedAsOf"])
    assert.ok(
      [...files.values()].some((text) => text.includes(`export const ${name} = "${today}";`)),
      name,
    );
});

test("releases of Node and npm join", async () => {
  const releases = [
    { version: "v27.0.0", date: "2027-04-20", npm: "13.0.0", lts: false },
    { version: "v26.99.0", date: "2026-11-20", npm: "12.3.0", lts: "Lithium" },
    { version: "v22.99.0", date: "2026-11-20", npm: "10.9.8", lts: "Jod" },
  ];
  const { time, versions } = unchanged.npm;
  const npm = {
    time: { ...time, "12.3.0": "2026-11-20T23:00:00.000Z", "11.5.0": "2026-01-01T00:00:00.000Z" },
    versions: { ...versions, "12.3.0": { engines: { node: "^24.15.0 || >=26.0.0" } } },
  };
  assert.deepEqual(added(await refresh({ node: [...releases, ...unchanged.node], npm })), [
    '["26.99.0", "12.3.0"],',
    '["27.0.0", "13.0.0"],',
    '{ major: 27, released: "2027-04-20", lts: undefined, open: true },',
    "12.2.1 2026-10-15, 11.21.2 2026-11-04, 12.2.2 2026-11-04, 12.3.0 2026-11-20`;",
    '12: "^24.15.0 || >=26.0.0",',
  ]);
});

test("an action's newest release of the same major version is pinned, a new major version told", async () => {
  const checkout = [
    ...(unchanged.tags["actions/checkout"] ?? []),
    ["v7.10.0", commit(6)],
    ["v8.0.0", commit(7)],
  ] as const;
  const found = await refresh({ tags: { ...unchanged.tags, "actions/checkout": checkout } });
  assert.deepEqual(added(found), [`{ name: "actions/checkout", version: "v7.10.0", commit: "${commit(6)}" },`]);
  assert.deepEqual(found.notes, ["actions/checkout v8.0.0 is there, v7.10.0 is pinned"]);
});

test("an image's new Node has a day, and labels that move or are new are listed", async () => {
  const images = {
    ...unchanged.images,
    "Ubuntu2404-Readme.md": { labels: "`ubuntu-24.04`", readme: readme("24.20.0", cached) },
    "Ubuntu2804-Readme.md": { labels: "`ubuntu-latest` or `ubuntu-28.04`", readme: readme("26.13.0", cached) },
  };
  const found = await refresh({ images });
  assert.deepEqual(added(found), [
    '"ubuntu-24.04": "2024-06-05 20, 2026-05-18 ?, 2026-06-03 22, 2026-11-21 24, 2027-04-30 ?",',
  ]);
  assert.deepEqual(found.notes, ["ubuntu-latest brings Node 26", "ubuntu-28.04 brings Node 26"]);
});

test("the tool cache has a new row where all images hold another line", async () => {
  const fuller = [...cached, "26.7.0"];
  const some = {
    ...unchanged.images,
    "Ubuntu2404-Readme.md": { labels: "`ubuntu-24.04`", readme: readme("22.23.2", fuller) },
  };
  assert.deepEqual(added(await refresh({ images: some })), []);
  const all = Object.fromEntries(
    Object.entries(unchanged.images).map(([name, image]) => [
      name,
      { ...image, readme: image.readme.replace("\n\n#### Python", "\n- 26.7.0\n\n#### Python") },
    ]),
  );
  assert.deepEqual(added(await refresh({ images: all })), [
    `{ since: "2026-11-21", oldest: [${fuller.map((each) => `"${each}"`).join(", ")}] },`,
  ]);
});

test("a source that fails, or says something else than it used to, ends it", async () => {
  await assert.rejects(refresh({ images: {} }), /lists no images/);
  await assert.rejects(refresh({ images: { "a.md": { labels: "`a`", readme: "no Node" } } }), /names no Node/);
  await assert.rejects(refresh({ tags: {} }), /has no tags/);
  await assert.rejects(refresh({ node: [{ version: 24 }] }), /isn't text/);
  await assert.rejects(refresh({ npm: { time: {}, versions: { "12.3.0": {} } } }), /isn't text/);
});
