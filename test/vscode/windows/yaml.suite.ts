import assert from "node:assert/strict";
import { extension, findingsAre } from "./editor.ts";

suite("A repository whose workflow ends in .yaml", () => {
  test("activates the extension by itself", async () => {
    assert.ok(extension().isActive);
    await findingsAre(".github/workflows/release.yaml", ["id-token-write"]);
  });
});
