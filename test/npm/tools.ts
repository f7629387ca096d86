import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { nodeBinary, toolFolder } from "./clients.ts";
import type { Job } from "./job.ts";
import { nameOf, nodeOf, npmBeside, versionOf, type ToolVersion } from "./versions.ts";

/** What a tool is started by, before the words of its command line, and what it needs of the environment. */
export interface Started {
  readonly program: readonly string[];
  readonly words: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** The line that tells pnpm, yarn 1 and bun in `~/.npmrc` where the registry is: npm has a file of its own. */
export function homeOf(client: ToolVersion, home = ""): string | undefined {
  return nameOf(client) === "semantic-release" ? undefined : `${home}registry=https://REGISTRY/\n`;
}

/** A package manager as a tool finds it on the PATH. */
export function onPath(client: ToolVersion): string {
  const words = programOf(client).map((word) => `"${word}"`);
  return `#!/bin/sh\nexec ${words.join(" ")} "$@"\n`;
}

/** Makes the checkout ready for the tool. */
export async function prepare(job: Job, client: ToolVersion): Promise<Started> {
  const program = programOf(client);
  switch (nameOf(client)) {
    case "pnpm":
    case "bun":
      return { program, words: [], env: {} };
    case "yarn":
      return { program, words: [], env: yarnSettings(job) };
    default: {
      symlinkSync(join(toolFolder(client), "node_modules"), join(job.base, "checkout/node_modules"));
      const { exit, stderr } = await job.shell(history);
      if (exit !== 0) throw new Error(`git: ${stderr}`);
      return { program, words: wordsOf(client, job), env: { DEBUG_COLORS: "0", FORCE_COLOR: "0" } };
    }
  }
}

/** What of the command line depends on where the job is. */
function wordsOf(client: ToolVersion, job: Job): readonly string[] {
  return nameOf(client) === "semantic-release"
    ? ["--repository-url", `file://${job.base}/remote.git`, "--branches", "main"]
    : [];
}

/** The program of a tool, by its path. */
function programOf(client: ToolVersion): Started["program"] {
  const folder = toolFolder(client);
  const script = (path: string): Started["program"] => [nodeBinary(nodeOf(npmBeside)), join(folder, path)];
  switch (nameOf(client)) {
    case "pnpm":
      if (Number.parseInt(versionOf(client), 10) >= 12) return [join(folder, "pnpm")];
      return script(`bin/pnpm.${client.startsWith("pnpm 10.") ? "cjs" : "mjs"}`);
    case "yarn":
      return script("bin/yarn.js");
    case "bun":
      return [join(folder, "bin/bun")];
    case "changesets":
      return script("node_modules/@changesets/cli/bin.js");
    case "lerna":
      return script("node_modules/lerna/dist/cli.js");
    default:
      return script(`node_modules/${nameOf(client)}/bin/${nameOf(client)}.js`);
  }
}

/** Of yarn 2 and later; yarn 1 knows none of them. */
function yarnSettings(job: Job): Readonly<Record<string, string>> {
  return {
    YARN_ENABLE_TELEMETRY: "0",
    YARN_UNSAFE_HTTP_WHITELIST: "127.0.0.1",
    YARN_NPM_PUBLISH_REGISTRY: job.spelled("https://REGISTRY"),
  };
}

/** Version 1.0.0 is tagged, and a fix follows. */
const history = `
git init --quiet --initial-branch main
echo node_modules > .git/info/exclude
git config user.name octocat
git config user.email octocat@example.com
git add .
git commit --quiet --message "feat: begin"
git tag v1.0.0
git commit --quiet --allow-empty --message "fix: a mistake"
git init --quiet --bare --initial-branch main ../remote.git
git push --quiet --tags ../remote.git main
`;
