import assert from "node:assert/strict";
import test from "node:test";
import type { Hover } from "vscode-languageserver-protocol/node";
import { registryHost } from "../../server/src/npm-host.ts";
import { folderWith } from "../host/folder.ts";
import { startSession } from "./session.ts";

const release = ".github/workflows/release.yml";
const workflow = `on: { push: { tags: [v*] } }
permissions: { id-token: write }
jobs:
  publish:
    runs-on: ubuntu-latest
    environment: "<img src=x>[a](b)\`npm"
    steps:
      - uses: actions/setup-node@v6
        with: { node-version: 24 }
      - run: npm run release
      - run: doppler run -- npm publish
`;
const manifest = '{ "name": "widgets",\n  "scripts": { "release": "npm publish" } }\n';

async function opened(setup: Parameters<typeof startSession>[0] = {}, text = workflow) {
  const folder = folderWith({ [release]: text, "package.json": manifest });
  const session = await startSession({
    rules: "real",
    folders: [folder.uri],
    options: { today: "2026-11-21" },
    ...setup,
  });
  await session.open(folder.at(release), text);
  return { session, folder, uri: folder.at(release) };
}

test("a publish says what was understood, with links to what decides it, and shows foreign text as it is", async () => {
  const { session, folder, uri } = await opened();
  const link = (line: number, path = release, name = `line ${line}`) => `([${name}](<${folder.at(path)}#L${line}>))`;
  assert.deepEqual((await session.hover(uri, 9, 20))?.split("  \n"), [
    `**npm publish** ${link(2, "package.json", "package.json:2")} · trusted publishing only`,
    `client: npm 11.16.0 or later, bundled with Node 24 ${link(9)}`,
    `packages: \`widgets\` ${link(1, "package.json", "package.json:1")}`,
    `registry: \`${registryHost}\``,
    `started by: \`push (tags: v*)\` ${link(1)}`,
    `environment: \`<img src=x>[a](b) npm\` ${link(6)}`,
    "open to: whoever can push a branch, unless the entry on npmjs.com names environment " +
      '"\\<img src=x\\>\\[a\\]\\(b\\)\\`npm": then as open as its settings, which no file shows',
    `credentials: \`id-token: write\` ${link(2)}, no token`,
    "outcome: npm gets the right to publish for its OIDC token if npmjs.com trusts this repository, `release.yml`, " +
      "environment `<img src=x>[a](b) npm`; else it stops with ENEEDAUTH",
    "note: a package that is new must be on npm before OIDC can publish it: `npm stage publish` with a session or " +
      "granular token creates it, as does a publish with a token",
    "note: a trusted publisher that hasn't published within 48 hours of its creation expires",
  ]);
  assert.equal(
    await session.hover(uri, 10, 20),
    "**May publish to npm** · not understood: `npm publish` run by `doppler`",
  );
  assert.equal(await session.hover(uri, 7, 20), undefined);
});

test("the script in package.json has the same, as the text is now", async () => {
  const { session, folder, uri } = await opened();
  const uriOfManifest = folder.at("package.json");
  await session.open(uriOfManifest, manifest, "json");
  const text = await session.hover(uriOfManifest, 1, 30);
  assert.match(text ?? "", /^\*\*npm publish\*\* · trusted publishing only {2}\nclient: .*release\.yml:9/);
  await session.change(uri, 2, workflow.replace("id-token", "contents"));
  assert.match((await session.hover(uriOfManifest, 1, 30)) ?? "", /^\*\*npm publish\*\* · neither /);
});

test("an editor without Markdown gets plain text", async () => {
  const { session, uri } = await opened({ textDocument: { hover: { contentFormat: ["plaintext"] } } });
  const params = { textDocument: { uri }, position: { line: 9, character: 20 } };
  const hover = await session.client.sendRequest<Hover>("textDocument/hover", params);
  assert.match(
    JSON.stringify(hover.contents),
    /^\{"kind":"plaintext","value":"npm publish \(package\.json:2\) · trusted/,
  );
  assert.deepEqual(hover.range, { start: { line: 9, character: 13 }, end: { line: 9, character: 28 } });
});

test("a secret that stands in the file isn't shown, and what is turned off says nothing", async () => {
  const secret = `npm_${"a1B2c3D4e5F6".repeat(3)}`;
  const shown = await opened({}, workflow.replace("<img src=x>", secret));
  const text = await shown.session.hover(shown.uri, 9, 20);
  assert.match(text ?? "", /environment: `•••\[a\]/);
  const { session, uri } = await opened({ settings: () => ({ enable: false }) });
  assert.equal(await session.hover(uri, 9, 20), undefined);
});
