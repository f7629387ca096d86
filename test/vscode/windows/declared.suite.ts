import assert from "node:assert/strict";
import { extension } from "./editor.ts";

suite("A folder in which a trusted publisher is declared", () => {
  test("activates the extension by itself", () => {
    assert.ok(extension().isActive);
  });
});
