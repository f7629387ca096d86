import assert from "node:assert/strict";
import { test } from "node:test";
import {
  canExchange,
  nodeVersions,
  npmRefuses,
  npmVersions,
  runnerNode,
  type NodeVersions,
  type NpmVersions,
} from "../server/src/publish/job/versions.ts";

const january = "2026-01-15";
const november = "2026-11-21";

const show = ({ lowest, highest }: NpmVersions): string =>
  lowest === highest ? lowest : `${lowest} - ${highest ?? ""}`.trimEnd();
const line = (node: NodeVersions | undefined): string =>
  node === undefined ? "unknown" : `${node.label}, npm ${show(node.npm)}`;

const spelled: readonly (readonly [today: string, hosted: boolean, spelled: string, node: string])[] = [
  [november, true, "22", "Node 22, npm 10.9.8"],
  [november, true, "v22", "Node 22, npm 10.9.8"],
  [november, true, "22.x", "Node 22, npm 10.9.8"],
  [november, true, "24", "Node 24, npm 11.16.0 -"],
  [november, true, " 24.* ", "Node 24, npm 11.16.0 -"],
  [november, true, "^24.4.0", "Node 24, npm 11.16.0 -"],
  [november, true, ">=22", "Node 24, npm 11.16.0 -"],
  [november, true, ">=20.10.0", "Node 24, npm 11.16.0 -"],
  [november, true, "*", "Node 24, npm 11.16.0 -"],
  [november, true, "22 || 24", "Node 24, npm 11.16.0 -"],
  [november, true, ">=20 <24", "Node 22, npm 10.9.8"],
  [november, true, ">=22 <24.20", "Node >=22 <24.20, npm 10.5.1 - 11.17.0"],
  [november, true, "20", "Node 20, npm 10.8.2"],
  [november, true, "18", "Node 18, npm 10.8.2"],
  [november, true, "16", "Node 16, npm 1.0.0 - 8.19.4"],
  [november, true, "25", "Node 25, npm 11.12.1"],
  [november, true, "26", "Node 26, npm 11.19.0 -"],
  [november, true, ">=25", "Node 26, npm 11.19.0 -"],
  [november, true, ">=18 <20", "Node 18, npm 10.8.2"],
  [november, true, "24.4.0", "Node 24.4.0, npm 11.4.2"],
  [november, true, "v24.4.1", "Node 24.4.1, npm 11.4.2"],
  [november, true, "24.5.0", "Node 24.5.0, npm 11.5.1"],
  [november, true, "24.4.x", "Node 24.4.x, npm 11.4.2"],
  [november, true, "22.11.0", "Node 22.11.0, npm 10.9.0"],
  [november, true, "26.10.0", "Node 26.10.0, npm 11.19.0 -"],
  [november, true, "16.14.0", "Node 16.14.0, npm 1.0.0 - 8.19.4"],
  [november, true, "lts/*", "Node 26, npm 11.19.0 -"],
  [november, true, "lts/-1", "Node 24, npm 11.16.0 -"],
  [november, true, "lts/-2", "Node 22, npm 10.9.8"],
  [november, true, "lts/jod", "Node 22, npm 10.9.8"],
  [november, true, "lts/Krypton", "Node 24, npm 11.16.0 -"],
  [november, true, "lts/lithium", "Node 26, npm 11.19.0 -"],
  [november, true, "latest", "Node 26, npm 11.19.0 -"],
  [november, true, "current", "Node 26, npm 11.19.0 -"],
  [november, true, "node", "Node 26, npm 11.19.0 -"],
  [november, false, "24", "Node 24, npm 11.3.0 -"],
  [november, false, "22", "Node 22, npm 10.5.1 - 10.9.8"],
  [november, false, ">=22.9.0 <23", "Node >=22.9.0 <23, npm 10.8.3 - 10.9.8"],
  [november, false, "lts/*", "Node 26, npm 11.12.1 -"],
  [november, false, "^24.5.0", "Node ^24.5.0, npm 11.5.1 -"],
  [january, true, "lts/*", "Node 24, npm 11.6.1 -"],
  [january, true, "lts/-1", "Node 22, npm 10.9.4 - 10.9.8"],
  [january, true, "24", "Node 24, npm 11.6.1 -"],
  [january, true, "20", "Node 20, npm 10.8.2"],
  [january, true, ">=18", "Node 24, npm 11.6.1 -"],
  [january, true, "lts/lithium", "unknown"],
  [january, true, "latest", "Node 25, npm 11.12.1"],
  ...[
    "",
    "lts",
    "lts/x",
    "lts/-9",
    "stable",
    "22.0.0-nightly",
    "24-rc",
    "v8-canary",
    "27.0.0-alpha.0.1.1",
    "${{ x }}",
    "lts/*/x",
    "22 LTS",
    "9999999999999999999",
    "true",
  ].map((text) => [november, true, text, "unknown"] as const),
];

for (const [today, hosted, text, node] of spelled) {
  test(`${hosted ? "hosted" : "self-hosted"}, ${today}: node-version ${JSON.stringify(text)} is ${node}`, () =>
    assert.equal(line(nodeVersions(text, { today, hosted })), node));
}

const runners: readonly (readonly [today: string, label: string, node: string])[] = [
  [november, "ubuntu-latest", "Node 24, npm 11.16.0 -"],
  [november, "Ubuntu-Latest", "Node 24, npm 11.16.0 -"],
  [november, "ubuntu-24.04", "Node 22, npm 10.9.8"],
  [november, "ubuntu-24.04-arm", "Node 22, npm 10.9.8"],
  [november, "ubuntu-26.04", "Node 24, npm 11.16.0 -"],
  [november, "ubuntu-slim", "Node 24, npm 11.16.0 -"],
  [november, "windows-latest", "Node 22, npm 10.9.8"],
  [november, "windows-2025-vs2026", "Node 22, npm 10.9.8"],
  [november, "windows-11-vs2026-arm", "Node 24, npm 11.16.0 -"],
  [november, "macos-latest", "Node 24, npm 11.16.0 -"],
  [november, "macos-latest-large", "Node 24, npm 11.16.0 -"],
  [november, "macos-15-intel", "Node 22, npm 10.9.8"],
  [november, "macos-26-xlarge", "Node 24, npm 11.16.0 -"],
  [november, "ubuntu-20.04", "unknown"],
  [november, "self-hosted", "unknown"],
  [november, "ubuntu-latest-8-cores", "unknown"],
  [november, "constructor", "unknown"],
  ["2026-10-18", "ubuntu-latest", "Node 22, npm 10.9.8"],
  ["2026-10-19", "ubuntu-latest", "unknown"],
  ["2026-11-19", "ubuntu-latest", "unknown"],
  ["2026-11-20", "ubuntu-latest", "Node 24, npm 11.16.0 -"],
  ["2027-06-01", "ubuntu-24.04", "unknown"],
  [january, "ubuntu-latest", "Node 20, npm 10.8.2"],
  [january, "macos-latest", "Node 22, npm 10.9.4 - 10.9.8"],
  [january, "macos-26", "Node 24, npm 11.6.1 -"],
];

for (const [today, label, node] of runners) {
  test(`${today}: ${label} brings ${node}`, () => assert.equal(line(runnerNode(label, today)), node));
}

const specs: readonly (readonly [today: string, spec: string | undefined, node: string, npm: string])[] = [
  [november, undefined, "", "12.2.2 -"],
  [november, "latest", "", "12.2.2 -"],
  [november, "latest", "20", "12.2.2 -"],
  [november, undefined, "20", "11.21.2 -"],
  [november, "", "20", "11.21.2 -"],
  [november, ">=11.5.1", "20", "11.21.2 -"],
  [november, ">=11.5.1", "26", "12.2.2 -"],
  [november, ">=11.5.1", "24.14.0", "11.21.2 -"],
  [november, "*", "18", "10.9.9"],
  [november, "^12", "20", "12.2.2 -"],
  [november, "11", "", "11.21.2 -"],
  [november, "^11.5.1", "", "11.21.2 -"],
  [november, "~11.4.0", "", "11.4.2"],
  [november, "11.5", "", "11.5.2"],
  [november, "10", "", "10.9.9"],
  [november, "9", "", "9.9.4"],
  [november, "~9.5", "", "9.5.1"],
  [november, "11.5.1", "", "11.5.1"],
  [november, "v11.5.1", "", "11.5.1"],
  [november, "7", "", "unknown"],
  [november, "^13", "", "unknown"],
  ...["next", "next-11", "next-12", "latest-11", "github:npm/cli", "$VERSION", "constructor"].map(
    (spec) => [november, spec, "", "unknown"] as const,
  ),
  [january, "latest", "", "11.7.0 -"],
  [january, "11", "", "11.7.0 -"],
  [january, "12", "", "unknown"],
  ["2025-07-23", "latest", "", "11.4.2 -"],
  ["2025-07-25", "latest", "", "11.5.1 -"],
];

for (const [today, spec, on, npm] of specs) {
  test(`${today}: npm@${spec ?? ""}${on && ` on Node ${on}`} is ${npm}`, () => {
    const node = on === "" ? undefined : nodeVersions(on, { today, hosted: true });
    const versions = npmVersions(spec, today, node);
    assert.equal(versions === undefined ? "unknown" : show(versions), npm);
  });
}

/** What `npm install -g npm@…` does, as seen by running it on these versions of Node. */
const refusals: readonly (readonly [npm: string, node: string, refused: boolean | undefined])[] = [
  ["12.2.0", "18.20.8", true],
  ["12.2.0", "20.20.2", true],
  ["12.2.0", "22.14.0", true],
  ["12.2.0", "22.22.1", true],
  ["12.2.0", "22.23.3", false],
  ["12.2.0", "24.14.0", true],
  ["12.2.0", "24.21.0", false],
  ["12.2.0", "25.9.0", true],
  ["12.2.0", "26.10.0", false],
  ["11.21.2", "18.20.8", true],
  ["11.21.2", "20.9.0", true],
  ["11.21.2", "20.17.0", false],
  ["11.21.2", "22.8.0", true],
  ["12.2.0", "22", false],
  ["12.2.0", "lts/*", false],
  ["13.0.0", "22", undefined],
];

for (const [npm, on, refused] of refusals) {
  test(`npm ${npm} ${refused === true ? "refuses" : "accepts"} Node ${on}`, () => {
    const node = nodeVersions(on, { today: november, hosted: true });
    assert.ok(node);
    assert.equal(npmRefuses({ lowest: npm, highest: npm }, node), refused);
  });
}

test("whether npm refuses a self-hosted runner's Node depends on its release", () => {
  const node = nodeVersions("22", { today: november, hosted: false });
  assert.ok(node);
  assert.equal(npmRefuses({ lowest: "12.2.0", highest: undefined }, node), undefined);
});

const exchanges: readonly (readonly [lowest: string, highest: string | undefined, publish: string, stage: string])[] = [
  ["10.9.8", "10.9.8", "no", "no"],
  ["11.4.2", "11.4.2", "no", "no"],
  ["11.4.2", "11.5.1", "unknown", "no"],
  ["11.5.0", "11.5.0", "unknown", "no"],
  ["11.5.1", "11.5.1", "yes", "no"],
  ["11.5.1", undefined, "yes", "unknown"],
  ["11.3.0", undefined, "unknown", "unknown"],
  ["11.14.1", "11.14.1", "yes", "no"],
  ["11.15.0", "11.15.0", "yes", "yes"],
  ["11.21.2", undefined, "yes", "yes"],
  ["12.0.0", "12.0.0", "no", "no"],
  ["12.0.1", "12.0.1", "yes", "yes"],
];

for (const [lowest, highest, publish, stage] of exchanges) {
  test(`npm ${lowest} - ${highest ?? ""} publishes: ${publish}, stages: ${stage}`, () => {
    assert.equal(canExchange({ lowest, highest }, "publish"), publish);
    assert.equal(canExchange({ lowest, highest }, "stage"), stage);
  });
}

test("nothing throws on any spelling or day", () => {
  for (const text of [
    "",
    " ",
    "a",
    "-",
    "1-2",
    "^",
    ">",
    "lts/",
    "lts/*",
    "x",
    "*",
    "99",
    "22.",
    "\u0000",
    "^^1",
    "1 || ||",
  ]) {
    for (const today of ["", "x", "1970-01-01", november, "9999-12-31"]) {
      nodeVersions(text, { today, hosted: true });
      nodeVersions(text, { today, hosted: false });
      npmVersions(text, today);
      runnerNode(text, today);
      runnerNode("ubuntu-latest", today);
    }
  }
});
