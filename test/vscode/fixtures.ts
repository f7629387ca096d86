import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { spellRegistry } from "../pages/registry.ts";

const broken = "test/vscode/workspace";

/** What one window of the tests opens: a folder of its own under the temporary folder. */
export interface Fixture {
  /** Holds everything that the window's suite may touch. */
  readonly folder: string;
  /** The folder or `.code-workspace` file to open; undefined for an empty window. */
  readonly opened: string | undefined;
}

/** A copy of the broken repository, with a git remote. */
export function brokenRepository(): Fixture {
  const folder = temporaryFolder();
  cpSync(broken, folder, { recursive: true });
  write(folder, git);
  return { folder, opened: folder };
}

/** A repository that publishes, with what was left on the way to it. */
export function leftoversRepository(): Fixture {
  const folder = temporaryFolder();
  cpSync("test/vscode/leftovers", folder, { recursive: true });
  const release = ".github/workflows/release.yml";
  write(folder, { ...git, [release]: spellRegistry(readFileSync(join(folder, release), "utf8")) });
  return { folder, opened: folder };
}

/** A repository with a git remote and these files. */
export function repositoryWith(files: Readonly<Record<string, string>>): Fixture {
  return opened({ ...git, ...files });
}

/** By the name of the suite in `windows/`: the windows that the extension-host tests open. */
export const windows: Readonly<Record<string, () => Fixture>> = {
  broken: brokenRepository,
  /** Its only workflow ends in `.yaml`. */
  yaml: () => opened({ ".github/workflows/release.yaml": releaseWorkflow() }),
  /** Only a declared publisher, in a folder below, says that there is something to check. */
  declared: () => opened({ "packages/widgets/.github/trusted-publishers.json": "{}\n" }),
  /** A project without releases. */
  quiet: () => opened({ "package.json": manifest, "compose.yml": "services: {}\n", ".npmrc": "fund=false\n" }),
  /** A workflow opened by itself. */
  lone: () => ({
    ...opened({ "away/.github/workflows/release.yml": releaseWorkflow(), "away/notes.yml": "a: 1\n" }),
    opened: undefined,
  }),
  /** Two repositories in one window, one with settings of its own. */
  several: () => {
    const { folder } = opened({
      "all.code-workspace": JSON.stringify({ folders: [{ path: "one" }, { path: "two" }] }),
      "one/.github/workflows/release.yml": releaseWorkflow(),
      "two/.github/workflows/release.yml": releaseWorkflow(),
      "two/.vscode/settings.json": JSON.stringify({ "trustedPublishing.rules": { "id-token-write": "warning" } }),
    });
    return { folder, opened: join(folder, "all.code-workspace") };
  },
};

const manifest = JSON.stringify({ name: "widgets", version: "1.0.0" });

/** As much of a `.git` as git itself asks for. */
const git = {
  ".git/HEAD": "ref: refs/heads/main\n",
  ".git/config":
    '[core]\n\trepositoryformatversion = 0\n[remote "origin"]\n\turl = https://github.com/acme/widgets.git\n',
  ".git/objects/info/packs": "",
  ".git/refs/heads/.keep": "",
};

function releaseWorkflow(): string {
  return readFileSync(join(broken, ".github/workflows/release.yml"), "utf8");
}

function opened(files: Readonly<Record<string, string>>): Fixture {
  const folder = temporaryFolder();
  write(folder, files);
  return { folder, opened: folder };
}

function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), "trusted-publishing-window-"));
}

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
