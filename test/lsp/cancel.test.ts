import assert from "node:assert/strict";
import test from "node:test";
import { CancellationTokenSource, ResponseError } from "vscode-languageserver-protocol/node";
import { folderWith } from "../host/folder.ts";
import { startSession } from "./session.ts";

const release = ".github/workflows/release.yml";

test("a client that cancels everything gets an answer to everything", async (context) => {
  const folder = folderWith({ [release]: "bad", "package.json": "bad" });
  const session = await startSession({ folders: [folder.uri] });
  const uri = folder.at(release);
  await session.open(uri, "bad");
  const range = { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } };
  const requests = [
    ["textDocument/codeAction", { textDocument: { uri }, range, context: { diagnostics: [] } }],
    [
      "textDocument/codeAction",
      { textDocument: { uri }, range, context: { diagnostics: [], only: ["source.fixAll"] } },
    ],
    // What it doesn't offer is refused, cancelled or not.
    ["textDocument/hover", { textDocument: { uri }, position: range.start }],
    ["textDocument/diagnostic", { textDocument: { uri } }],
  ] as const;
  const counts = { answered: 0, cancelled: 0, refused: 0 };
  const answers = Array.from({ length: 200 }, async (_, index) => {
    const [method, params] = requests[index % requests.length] ?? assert.fail();
    const source = new CancellationTokenSource();
    // Some come while the document changes.
    if (index % 10 === 0) void session.change(uri, index + 2, `${"bad ".repeat(index)}both`);
    const answer = session.client.sendRequest(method, params, source.token);
    source.cancel();
    counts[await answer.then(() => "answered" as const, named)]++;
  });
  // What was never asked, or has long been answered, may be cancelled as well.
  for (const id of [-1, 0, 1, "none"]) await session.client.sendNotification("$/cancelRequest", { id });
  await Promise.all(answers);
  context.diagnostic(`200 requests cancelled: ${JSON.stringify(counts)}`);
  assert.equal(counts.answered + counts.cancelled + counts.refused, 200);
  assert.ok(counts.cancelled > 0 && counts.refused <= 100, JSON.stringify(counts));
  await session.change(uri, 300, "bad");
  await session.messages(uri, ["This word is bad."], 300);
  assert.equal((await session.actions(uri, 0, 0)).length, 4);
});

function named(error: unknown): "cancelled" | "refused" {
  assert.ok(error instanceof ResponseError);
  if (error.code === -32800) return "cancelled";
  assert.equal(error.code, -32601, error.message);
  return "refused";
}
