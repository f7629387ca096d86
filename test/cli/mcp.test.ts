import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { test, type TestContext } from "node:test";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { exampleIn, folderOf } from "./folder.ts";

/** The official client, connected to a server in a folder that may read `readable` alone, write nothing and start nothing. */
async function clientIn(context: TestContext, folder: string, named: readonly string[] = [], readable = folder) {
  const client = new Client({ name: "test", version: "1.0.0" });
  context.after(() => client.close());
  const limit = Number(process.versions.node.split(".")[0]) < 23 ? "--experimental-permission" : "--permission";
  const reads = [readable, resolve("dist")].map((path) => `--allow-fs-read=${join(path, "*")}`);
  const server = [limit, ...reads, resolve("dist/cli.js"), "mcp", ...named];
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args: server, cwd: folder, stderr: "pipe" }),
  );
  return {
    tools: async () => (await client.listTools()).tools,
    call: async (name: string, given: Readonly<Record<string, unknown>> = {}) => {
      const { content, isError } = await client.callTool({ name, arguments: given });
      const texts = (content as readonly { readonly text: string }[]).map(({ text }) => text);
      return { texts, isError: isError === true, json: () => JSON.parse(texts[0] ?? "") as Record<string, unknown> };
    },
  };
}

const release = ".github/workflows/release.yml";

test("the official client finds four tools that only read", async (context) => {
  const { tools } = await clientIn(context, exampleIn(context));
  const listed = await tools();
  assert.deepEqual(
    listed.map(({ name }) => name),
    ["check", "claims", "explain", "plan_migration"],
  );
  for (const { annotations, inputSchema, description = "" } of listed) {
    assert.equal(annotations?.readOnlyHint, true);
    assert.equal(annotations?.openWorldHint, false);
    assert.ok(description.length > 40);
    // Some clients' models accept no alternatives there.
    assert.deepEqual(Object.keys(inputSchema).toSorted(), ["additionalProperties", "properties", "type"]);
  }
});

test("each tool answers with what its command prints as JSON", async (context) => {
  const folder = exampleIn(context);
  const { call } = await clientIn(context, folder);
  const printed = (...args: readonly string[]): string =>
    spawnSync(process.execPath, [resolve("dist/cli.js"), ...args, "--format", "json"], {
      cwd: folder,
      encoding: "utf8",
      env: {},
    }).stdout;
  const workflow = { workflow: "release.yml" };
  assert.equal((await call("check")).texts[0], printed("check"));
  assert.equal(
    (await call("claims", { ...workflow, triggers: ["push"] })).texts[0],
    printed("claims", release, "--trigger=push"),
  );
  assert.equal((await call("plan_migration", workflow)).texts[0], printed("migrate", release, "--dry-run"));
  assert.equal((await call("explain", { code: "E404" })).texts[0], printed("explain", "E404"));
  assert.equal((await call("explain", { code: "npm-too-old" })).isError, false);
});

test("explain takes a log as text or as a file", async (context) => {
  const folder = exampleIn(context);
  const log = "npm error code ENEEDAUTH\nnpm error need auth This command requires you to be logged in.\n";
  writeFileSync(join(folder, "run.log"), log);
  const { call } = await clientIn(context, folder);
  const byText = await call("explain", { log });
  assert.match(byText.texts.join("\n"), /"causes": \[/);
  assert.deepEqual((await call("explain", { file: "run.log" })).texts, byText.texts);
  const foreign = await call("explain", { log: "All is well.\n" });
  assert.deepEqual([foreign.texts, foreign.isError], [["Not a failure of publishing to npm that I know."], false]);
});

test("arguments that can't be used are the protocol's error for them", async (context) => {
  const { call } = await clientIn(context, exampleIn(context));
  const refused = (name: string, given: Readonly<Record<string, unknown>>, words: RegExp): Promise<void> =>
    assert.rejects(call(name, given), (error: Error & { readonly code?: number }) => {
      assert.equal(error.code, -32602);
      assert.match(error.message, words);
      return true;
    });
  await refused("publish", {}, /There is no tool "publish"\./);
  await refused("check", { folder: 1 }, /folder must be string/);
  await refused("check", { fix: true }, /must NOT have additional properties/);
  await refused("check", { folder: "nowhere" }, /There is no nowhere in /);
  await refused("claims", { workflow: "../../../etc/passwd" }, /workflow must match pattern/);
  await refused("explain", {}, /one of log, file and code/);
  await refused("explain", { log: "x", code: "E404" }, /one of log, file and code/);
  await refused("explain", { code: "--run" }, /code must match pattern/);
});

test("what a command refuses is the tool's failure, with its sentence", async (context) => {
  const { call } = await clientIn(context, exampleIn(context));
  const { texts, isError } = await call("check", { packages: ["--help"] });
  assert.deepEqual([texts, isError], [["No package here is called --help: --package takes a name."], true]);
});

test("nothing outside of the folder is read, whichever way it is named", async (context) => {
  const outside = folderOf(context, {
    ".git/HEAD": "",
    "secret.log": "npm error code E404\n",
    "inner/package.json": "{}",
  });
  const folder = exampleIn(context);
  symlinkSync(outside, join(folder, "link"));
  symlinkSync(join(outside, "secret.log"), join(folder, "link.log"));
  const { call } = await clientIn(context, folder);
  for (const place of [outside, "link", "link/inner", "..", "../x", "/", "/etc"])
    await assert.rejects(call("check", { folder: place }), /-32602: .* isn't inside /, place);
  for (const file of ["link.log", join(outside, "secret.log"), "../secret.log"])
    await assert.rejects(call("explain", { file }), /-32602: .* isn't inside /, file);
  // A package's folder doesn't stand for the repository around it.
  const inner = await clientIn(context, join(outside, "inner"), [], outside);
  await assert.rejects(inner.call("check"), /belongs to the repository .*, which isn't inside /);
});

test("a folder that is named takes the place of the current one", async (context) => {
  const folder = folderOf(context);
  mkdirSync(join(folder, "one/.github/workflows"), { recursive: true });
  writeFileSync(join(folder, "one", release), readFileSync(join("test/example", release)));
  const { call } = await clientIn(context, folder, ["one"]);
  assert.match((await call("check")).texts.join("\n"), /release\.yml/);
  await assert.rejects(call("check", { folder: ".." }), /isn't inside/);
});

test("what mcp can't be started with is one sentence, and 2", (context) => {
  const folder = folderOf(context, { file: "" });
  const start = (...args: readonly string[]) => {
    const { status, stderr } = spawnSync(process.execPath, [resolve("dist/cli.js"), "mcp", ...args], {
      cwd: folder,
      encoding: "utf8",
      input: "",
    });
    return [status, stderr];
  };
  assert.deepEqual(start(), [0, ""]);
  assert.deepEqual(start("nowhere"), [2, "nowhere can't be read: there is no such file or folder.\n"]);
  assert.deepEqual(start("file"), [2, "file is no folder.\n"]);
  assert.deepEqual(start("--port", "1"), [
    2,
    "mcp takes one folder, and no options: see trusted-publishing mcp --help.\n",
  ]);
});

test("only mcp loads the SDK", () => {
  for (const bundle of ["dist/cli.js", "dist/core.js", "dist/server.js", "dist/worker.js"])
    assert.doesNotMatch(readFileSync(bundle, "utf8"), /modelcontextprotocol/, bundle);
});
