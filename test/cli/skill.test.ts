import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import test from "node:test";
import { exampleIn, runIn } from "./folder.ts";

const skill = readFileSync("SKILL.md", "utf8");
const commands = [...skill.matchAll(/^npx trusted-publishing (.*)$/gm)].map(([, words = ""]) => words);

for (const command of commands)
  test(`SKILL.md: ${command} runs as written`, async (context) => {
    const { code, out, told } = await runIn(exampleIn(context), command.split(" "));
    assert.ok(code === 0 || code === 1, `${code}: ${told.join("\n")}`);
    if (command.includes("--format json")) assert.equal(typeof JSON.parse(out), "object");
  });

test("SKILL.md has commands, and names them as the skill's format asks", () => {
  assert.ok(commands.length >= 7);
  assert.match(skill, /^---\nname: [a-z-]{1,64}\ndescription: .{50,1024}\n---\n/);
});

test("what SKILL.md says of JSON is there", async (context) => {
  const { out } = await runIn(exampleIn(context), ["check", "--format", "json"]);
  const [repository] = (
    JSON.parse(out) as { readonly repositories: readonly { readonly packages: readonly object[] }[] }
  ).repositories;
  for (const each of repository?.packages ?? assert.fail(out))
    for (const name of ["verdict", "obstacles", "asks"]) assert.ok(name in each, name);
});

test("the links of llms.txt lead to files", () => {
  const links = [...readFileSync("llms.txt", "utf8").matchAll(/\]\(([^)]+)\)/g)].map(([, path = ""]) => path);
  assert.ok(links.length > 0);
  assert.deepEqual(
    links.filter((path) => !existsSync(path)),
    [],
  );
});
