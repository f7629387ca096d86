import assert from "node:assert/strict";
import test from "node:test";
import type { Rule } from "../server/src/rule.ts";
import { ruleGroups, rules } from "../server/src/rules/index.ts";
import { drawnIndex } from "./explain/pages.ts";
import { keepCurrent, readText } from "./pages/current.ts";
import { ruleSetting, withRuleSettings, withRulesTable } from "./pages/generated.ts";
import { toy } from "./pages/toy.ts";

test("README.md lists the rules", () => {
  const text = withRulesTable(readText("README.md"), ruleGroups);
  assert.ok(text !== undefined, "README.md has no lines <!-- rules:start --> and <!-- rules:end --> to hold the table");
  keepCurrent("README.md", text);
});

test("docs/index.md lists the pages by what a log says and by what the files hold", () => {
  keepCurrent("docs/index.md", drawnIndex(rules));
});

test("README.md, the action and the hook name the version that they come with", () => {
  const { version } = JSON.parse(readText("package.json")) as { readonly version: string };
  for (const path of ["README.md", "action.yml", ".pre-commit-hooks.yaml"])
    keepCurrent(path, readText(path).replaceAll(/(trusted-publishing@v?)\d[\w.-]*/g, `$1${version}`));
});

test("package.json has a setting for each rule", () => {
  const text = withRuleSettings(readText("package.json"), rules);
  assert.ok(text !== undefined, "package.json contributes no setting trustedPublishing.rules");
  keepCurrent("package.json", text);
});

test("the table and the settings say which rules are pedantic", () => {
  const fussy: Rule = { ...toy(), severities: ["warning", "info"], pedantic: true };
  const readme = withRulesTable("<!-- rules:start -->\n<!-- rules:end -->\n", groupOf(fussy)) ?? "";
  assert.match(readme, /\| warning, info \(pedantic\) \|/);
  assert.match(
    JSON.stringify(ruleSetting(fussy)),
    /`old`\. \*Pedantic: .*`#trustedPublishing\.pedantic#`\.\* \[More\]/,
  );
});

test("the table stands between the markers, whatever stood there", () => {
  const table =
    "<!-- rules:start -->\n\n### Some\n\n| Rule | Severity | What it checks |\n| --- | --- | --- |\n" +
    "| [`toy`](docs/rules/toy.md) | error | No word is `old`. |\n\n<!-- rules:end -->";
  assert.equal(
    withRulesTable("a\n<!-- rules:start -->\nold\n<!-- rules:end -->\nb\n", groupOf(toy())),
    `a\n${table}\nb\n`,
  );
  assert.equal(withRulesTable(`a\n${table}\nb\n`, groupOf(toy())), `a\n${table}\nb\n`);
  assert.equal(withRulesTable("a\n", groupOf(toy())), undefined);
  assert.equal(withRulesTable("<!-- rules:end --><!-- rules:start -->", groupOf(toy())), undefined);
});

test("settings replace those of rules that are gone, and nothing else of the manifest", () => {
  const own = (properties: object): string =>
    `${JSON.stringify({ contributes: { configuration: [{ title: "A" }, { properties: { "trustedPublishing.rules": { type: "object", properties, scope: "resource" } } }] }, files: ["a"] }, null, 2)}\n`;
  const expected = withRuleSettings(own({}), [toy()]);
  assert.equal(expected, own({ toy: ruleSetting(toy()) }));
  assert.equal(withRuleSettings(own({ gone: { type: "string" } }), [toy()]), expected);
  assert.equal(withRuleSettings(expected ?? "", [toy()]), expected);
  assert.equal(withRuleSettings("{}", [toy()]), undefined);
});

function groupOf(...of: readonly Rule[]): readonly { readonly title: string; readonly rules: readonly Rule[] }[] {
  return [{ title: "Some", rules: of }];
}
