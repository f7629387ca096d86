import { registryHost } from "../npm-host.ts";
import { pnpmWorkspace } from "../repository/package/package-manager.ts";
import type { Package } from "../repository/package/package.ts";
import type { Repository } from "../repository/repository.ts";
import { commandLine, shellWord } from "../shell-word.ts";
import { trustCommand } from "./settings.ts";
import type { Trusted } from "../fixes/declare-publisher.ts";

/** npm's own registry as an option: an .npmrc may name a company's. */
export const registryOption = `--registry=https://${registryHost}/`;

/**
 * The three lines that create a package which npm doesn't have: stage it with a login, or with a token that may only stage, approve
 * it, and let npm trust the workflow (docs/facts/npm.md#first-publish). pnpm stages the packages of its workspaces, as npm would
 * send `workspace:` as it is written.
 */
export function firstStage(
  repository: Repository,
  { directory, publishConfig }: Pick<Package, "directory" | "publishConfig">,
  name: string,
  trusted: Trusted,
): readonly string[] {
  const client = pnpmWorkspace(repository, "") === "absent" ? "npm" : "pnpm";
  const access = name.startsWith("@") && !publishConfig.texts.has("access") ? ["--access", "public"] : [];
  const stage = commandLine(`${client} stage publish`, ...access, registryOption);
  return [
    directory === "" ? stage : `(cd ${shellWord(directory)} && ${stage})`,
    `npm stage approve ID ${registryOption}`,
    `${trustCommand(name, trusted)} ${registryOption}`,
  ];
}
