// A session of Neovim with the settings of docs/editors.md: it shows a finding and applies a fix.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { brokenRepository } from "./fixtures.ts";

suite("Neovim", () => {
  test("shows a finding with the settings of docs/editors.md, and applies its fix", () => {
    const neovim = execFileSync("bash", ["test/install/neovim.sh"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    }).trim();
    const [, settings] =
      /<!-- test\/vscode\/neovim.*?```lua\n(.*?)```/s.exec(readFileSync("docs/editors.md", "utf8")) ?? [];
    assert.ok(settings);
    const { folder } = brokenRepository();
    const home = mkdtempSync(join(tmpdir(), "trusted-publishing-neovim-"));
    try {
      // As npm installs a package's command.
      mkdirSync(join(home, "bin"));
      chmodSync("dist/cli.js", 0o755);
      symlinkSync(resolve("dist/cli.js"), join(home, "bin/trusted-publishing"));
      writeFileSync(join(home, "settings.lua"), settings);
      writeFileSync(join(home, "session.lua"), session);
      const { status, stdout, stderr } = spawnSync(
        neovim,
        ["--headless", "-u", join(home, "settings.lua"), "-n", "-S", join(home, "session.lua")],
        {
          cwd: folder,
          encoding: "utf8",
          timeout: 100_000,
          env: { ...process.env, HOME: home, PATH: `${join(home, "bin")}${delimiter}${process.env["PATH"] ?? ""}` },
        },
      );
      const said = `${stdout}${stderr}`;
      assert.equal(status, 0, said);
      assert.match(said, /^FOUND .*can't request an OIDC token.*$/m);
      assert.match(said, /^FIX .*`id-token: write`$/m);
      assert.match(said, /^ {6}id-token: write$/m);
      assert.match(said, /^CLEAN$/m);
    } finally {
      for (const each of [folder, home]) rmSync(each, { recursive: true });
    }
  });
});

const session = `
local function say(text) io.stdout:write(text .. "\\n") end
local function fail(why) say("FAILED " .. why); vim.cmd("cquit 1") end
local function await(what, condition)
  if vim.wait(30000, condition, 50) then return end
  fail(what .. ": " .. vim.inspect(vim.diagnostic.get(0)))
end

vim.cmd("filetype on")
vim.cmd("edit .github/workflows/release.yml")
local buffer = vim.api.nvim_get_current_buf()
local errors = { severity = vim.diagnostic.severity.ERROR }
await("no finding", function() return #vim.diagnostic.get(buffer, errors) > 0 end)
local found = vim.diagnostic.get(buffer, errors)[1]
say("FOUND " .. found.message)

local place = { line = found.lnum, character = found.col }
local answers = vim.lsp.buf_request_sync(buffer, "textDocument/codeAction", {
  textDocument = { uri = vim.uri_from_bufnr(buffer) },
  range = { start = place, ["end"] = place },
  context = { diagnostics = {} },
}, 10000)
for id, answer in pairs(answers or fail("no answer")) do
  for _, action in ipairs(answer.result or {}) do
    if action.isPreferred then
      say("FIX " .. action.title)
      vim.lsp.util.apply_workspace_edit(action.edit, vim.lsp.get_client_by_id(id).offset_encoding)
    end
  end
end
say(table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\\n"))
await("the finding stays", function() return #vim.diagnostic.get(buffer, errors) == 0 end)
say("CLEAN")
vim.lsp.stop_client(vim.lsp.get_active_clients())
vim.cmd("qall!")
`;
