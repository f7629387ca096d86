import assert from "node:assert/strict";
import { extension, open, seen } from "./editor.ts";

suite("A project without releases", () => {
  test("starts no server for a package.json, be it open", async () => {
    await open("package.json");
    const { serverPid } = await extension().activate();
    assert.equal(serverPid, undefined);
  });

  test("starts no server for other YAML", async () => {
    await open("compose.yml");
    const { serverPid } = await extension().activate();
    assert.equal(serverPid, undefined);
  });

  test("starts the server for its .npmrc, in a language of its own", async () => {
    const { document } = await open(".npmrc");
    assert.equal(document.languageId, "npmrc");
    const started = await extension().activate();
    await seen(
      started.onDidChangeServer,
      () => started.serverPid,
      (pid) => pid !== undefined,
      () => "no server was started",
    );
  });
});
