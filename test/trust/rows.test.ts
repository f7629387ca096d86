import assert from "node:assert/strict";
import test from "node:test";
import { readTable, rowProblems } from "./claim-rows.ts";

const tables = [
  "test/trust/claims.json",
  "test/trust/variants.json",
  ...(process.env["CLAIMS"] ?? "").split(",").filter((path) => path !== ""),
];

for (const path of tables) {
  const table = readTable(path);
  for (const row of table.rows)
    test(`claims, ${row.id}: ${row.about}`, () => {
      assert.deepEqual(rowProblems(row, table), []);
    });
}
