import assert from "node:assert/strict";
import test from "node:test";
import { failuresIn } from "../../client/src/failure-links.ts";

test("a terminal's line has a link where it names how a publish failed", () => {
  const lines: readonly (readonly [string, readonly string[]])[] = [
    ["npm error code E404", ["E404"]],
    ["npm ERR! code ENEEDAUTH", ["ENEEDAUTH"]],
    ["10:00 npm error code MODULE_NOT_FOUND", ["MODULE_NOT_FOUND"]],
    ["➤ YN0033: No authentication configured for request", ["YN0033"]],
    ["[semantic-release] › ✘  ENONPMTOKEN No npm token specified.", ["ENONPMTOKEN"]],
    ["npm error code 128", []],
    ["npm notice E404", []],
    [`${"x".repeat(3000)} npm error code E404`, []],
  ];
  for (const [line, codes] of lines)
    assert.deepEqual(
      failuresIn(line).map(({ code }) => code),
      codes,
    );
  const [link] = failuresIn("  npm error code E404 ");
  assert.deepEqual(link, { start: 2, length: 19, code: "E404" });
});
