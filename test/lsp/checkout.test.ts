import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { folderWith } from "../host/folder.ts";
import { startSession, type Session } from "./session.ts";

const created = 1;
const changed = 2;
const deleted = 3;

test("a checkout that changes 200 files settles to what a fresh server finds", async (context) => {
  const [before, after] = [branch(0), branch(1)];
  const folder = folderWith({ ".git/config": "", ...before });
  const open = [workflowPath(0), workflowPath(1), workflowPath(2), "packages/p0/package.json"];
  const session = await startSession({ folders: [folder.uri], rules: "real" });
  const openAll = async (own: Session) => {
    // One is edited and not saved, and what an editor holds comes before the disk.
    for (const path of open) await own.open(folder.at(path), (path === open[1] ? before : after)[path] ?? "");
    const isOut = (path: string) => own.published.some(({ uri, version }) => uri === folder.at(path) && version === 1);
    await own.until(() => open.every(isOut), "diagnostics of the open files");
    // What was found with them is out once a request is answered.
    await own.actions(folder.at(workflowPath(0)), 0, 0);
  };
  await openAll(session);
  const first = shown(session);

  const begun = performance.now();
  const changes = [];
  for (const path of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const text = after[path];
    if (text === before[path]) continue;
    changes.push({ uri: folder.at(path), type: text === undefined ? deleted : path in before ? changed : created });
    if (text === undefined) rmSync(join(folder.path, path));
    else folder.write(path, text);
    // An editor tells of it in parts, while the files still change.
    if (changes.length % 50 === 0) await touched(session, changes.slice(-50));
  }
  await touched(session, changes.slice(changes.length - (changes.length % 50)));
  const freshBegun = performance.now();
  const fresh = await startSession({ folders: [folder.uri], rules: "real" });
  await openAll(fresh);
  const freshTook = performance.now() - freshBegun;
  await session.until(() => shown(session) === shown(fresh), `what a fresh server finds: ${shown(fresh)}`);
  const took = performance.now() - begun;
  // Nor does it change its mind.
  await session.actions(folder.at(workflowPath(0)), 0, 0);
  assert.equal(shown(session), shown(fresh));
  assert.notEqual(shown(session), first);
  assert.ok(changes.length >= 200);
  context.diagnostic(
    `${changes.length} files changed, settled in ${took.toFixed(0)} ms; a fresh server took ${freshTook.toFixed(0)} ms`,
  );
});

function touched(session: Session, changes: readonly { readonly uri: string; readonly type: number }[]): Promise<void> {
  return session.client.sendNotification("workspace/didChangeWatchedFiles", { changes });
}

/** The last word about each file, where there is one to say. */
function shown({ published }: Session): string {
  const last = new Map(published.map(({ uri, diagnostics }) => [uri, diagnostics]));
  return [...last]
    .filter(([, diagnostics]) => diagnostics.length > 0)
    .map((own) => JSON.stringify(own))
    .toSorted()
    .join("\n");
}

function workflowPath(number: number): string {
  return `.github/workflows/release-${number}.yml`;
}

/** Of 300 workflows and packages, what a branch holds: a third is the same on both, the rest differs, comes or goes. */
function branch(which: 0 | 1): Readonly<Record<string, string>> {
  const files: Record<string, string> = { "package.json": '{ "name": "widgets", "private": true }\n' };
  for (let number = 0; number < 150; number++) {
    const kind = number % 6;
    if (kind === 3 + which) continue;
    const variant = kind < 2 ? 0 : which;
    const repository = (number + variant) % 2 === 0 ? "" : ', "repository": "github:acme/widgets"';
    files[`packages/p${number}/package.json`] = `{ "name": "@acme/p${number}", "version": "1.0.0"${repository} }\n`;
    const permission = (number >> 1) + variant;
    files[workflowPath(number)] = workflow(number, 22 + 2 * variant, permission % 2 === 0 ? "read" : "write");
  }
  return files;
}

function workflow(number: number, node: number, idToken: "read" | "write"): string {
  return `on: { release: { types: [published] } }
jobs:
  publish:
    runs-on: ubuntu-latest
    permissions: { contents: read${idToken === "write" ? ", id-token: write" : ""} }
    steps:
      - uses: actions/checkout@v6
      - uses: actions/setup-node@v6
        with: { node-version: ${node} }
      - run: npm publish
        working-directory: packages/p${number}
`;
}
