import assert from "node:assert/strict";
import { once } from "node:events";
import test from "node:test";
import { folderWith } from "../host/folder.ts";
import { startSession, type Session } from "./session.ts";

/** Workflows that are edited in turns: what was sent of several the server checks at once, each with its own edit. */
const paths = Array.from({ length: 10 }, (_, index) => `.github/workflows/release-${index}.yml`);

/** Something new for everything that the server remembers by its text: scripts, expressions, now and then a version. */
const workflow = (edit: number): string => `# Edited ${edit} times.
on: { release: { types: [published] } }
jobs:
  publish:
    runs-on: ubuntu-latest
    if: github.event.release.id != ${edit}
    permissions: { contents: read }
    steps:
      - uses: actions/setup-node@v6
        with: { node-version: 22.${edit % 20} }
      - run: npm publish --tag "edit-${edit}"
`;

/** All in CI; elsewhere as many as show a leak of what grows with each. */
const most = process.env["SEED"] === undefined ? 5000 : 1500;

test("thousands of edits leave the server's memory as 500 did", async (context) => {
  const unsaved = Object.fromEntries(paths.map((path) => [path, workflow(0)]));
  const folder = folderWith({ ...unsaved, "package.json": '{ "name": "@acme/widgets" }\n' });
  const session = await startSession({
    folders: [folder.uri],
    rules: "real",
    // Optimised code takes memory too, and is none of the edits'.
    node: ["--expose-gc", "--no-opt", "--import", meter],
  });
  const uris = paths.map((path) => folder.at(path));
  let heard = 0;
  /** The edits whose findings came. */
  const checked = new Set<number>();
  const areChecked = (edits: readonly number[]): Promise<void> =>
    session.until(() => {
      for (const { version = 0, diagnostics } of session.published.slice(heard)) {
        assert.ok(diagnostics.length > 0);
        checked.add(version - 1);
      }
      heard = session.published.length;
      return edits.every((edit) => checked.has(edit));
    }, `edits ${edits.join()}`);
  await Promise.all(uris.map((uri) => session.open(uri, workflow(0))));
  const type = async (from: number, to: number): Promise<number> => {
    for (let before = from; before < to; before += uris.length) {
      const edits = uris.map((_, index) => before + index + 1);
      // The first version is that of opening.
      await Promise.all(
        uris.map((uri, index) => session.change(uri, before + index + 2, workflow(before + index + 1))),
      );
      await areChecked(edits);
      // Weak tables take the size of what comes between two collections, and keep it.
      if (before % 100 === 0) await heapOf(session, 1);
    }
    return heapOf(session, 4);
  };
  const few = await type(0, 500);
  const begun = performance.now();
  const many = await type(500, most);
  const took = (performance.now() - begun) / (most - 500);
  const grown = (100 * (many - few)) / few;
  context.diagnostic(
    `heap after 500 edits ${shown(few)}, after ${most} ${shown(many)}: ${grown.toFixed(1)} %; ${took.toFixed(2)} ms an edit`,
  );
  const all = Array.from({ length: most }, (_, index) => index + 1);
  assert.ok(all.every((edit) => checked.has(edit)));
  assert.ok(grown < 5, `memory grew by ${grown.toFixed(1)} %`);
});

/** The size of the server's heap in bytes, once so many collections have found nothing more. */
async function heapOf({ process }: Session, collections: number): Promise<number> {
  const answer = once(process, "message");
  process.send(collections);
  const [size] = (await answer) as [number];
  return size;
}

function shown(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(2)} MiB`;
}

// What is freed may only be found in a later collection.
const meter = `data:text/javascript,${encodeURIComponent(`
  process.on("message", async (collections) => {
    let least = Infinity;
    for (let unchanged = 0; unchanged < collections; unchanged++) {
      gc();
      await new Promise(setImmediate);
      const { heapUsed } = process.memoryUsage();
      if (heapUsed < least * 0.999 && least < Infinity) unchanged = 0;
      least = Math.min(least, heapUsed);
    }
    process.send(least);
  });
`)}`;
