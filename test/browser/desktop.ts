import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  StreamMessageReader,
  StreamMessageWriter,
  createProtocolConnection,
} from "vscode-languageserver-protocol/node";
import { everythingSaid } from "./answers.ts";
import type { Files } from "./repositories.ts";

/** The repository as a clone on disk: its remote is in `.git`. The caller removes the folder. */
export function cloneOf(files: Files): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "trusted-publishing-clone-")));
  const git = {
    ".git/HEAD": "ref: refs/heads/main\n",
    ".git/config": '[remote "origin"]\n\turl = https://github.com/acme/widgets.git\n',
  };
  for (const [path, text] of Object.entries({ ...files, ...git })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** What the desktop's server says of the repository, which it reads from disk. */
export async function saidOnDesktop(files: Files): Promise<unknown> {
  const folder = cloneOf(files);
  const server = spawn(process.execPath, ["dist/server.js", "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  try {
    return await everythingSaid(
      createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin)),
      pathToFileURL(folder).href,
      files,
    );
  } finally {
    server.kill();
    rmSync(folder, { recursive: true });
  }
}
