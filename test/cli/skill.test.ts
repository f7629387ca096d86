import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import test from "node:test";
import { exampleIn, folderOf, runIn } from "./folder.ts";

const skill = readFileSync("SKILL.md", "utf8");
/** The commands in fences, and those in the text. */
const commands = [...skill.matchAll(/^(npx trusted-publishing .*)$|`([^`\n]*npx trusted-publishing [^`\n]*)`/gm)].map(
  ([, alone, inText]) => alone ?? inText ?? "",
);

const log = "npm error code ENEEDAUTH\nnpm error need auth This command requires you to be logged in.\n";

for (const command of commands)
  test(`SKILL.md: ${command} runs as written`, (context) => {
    const bin = folderOf(context, {
      npx: `#!/bin/sh\n[ "$1" = trusted-publishing ] || exit 9\nshift\nexec "${process.execPath}" "${resolve("dist/cli.js")}" "$@"\n`,
      gh: `#!/bin/sh\n[ "$*" = "run view 123 --log" ] && cat << 'EOF'\n${log}EOF\n`,
    });
    for (const name of ["npx", "gh"]) chmodSync(join(bin, name), 0o755);
    const { status, stdout, stderr } = spawnSync(
      "bash",
      ["-c", command.replace("RULE-ID", "npm-too-old").replace("RUN-ID", "123")],
      { cwd: exampleIn(context), encoding: "utf8", input: "", env: { PATH: `${bin}:/usr/bin:/bin` } },
    );
    assert.ok(status === 0 || status === 1, `${status}: ${stderr}`);
    if (command.includes("--format json")) assert.equal(typeof JSON.parse(stdout), "object");
    // A server whose input has ended has nothing to say.
    else if (!command.endsWith(" mcp")) assert.notEqual(stdout, "");
  });

test("SKILL.md has commands, and names them as the skill's format asks", () => {
  assert.ok(commands.length >= 11);
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
