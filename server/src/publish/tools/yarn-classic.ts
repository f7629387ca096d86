import { commandIndex } from "../../data/option-values.ts";
import { unclearAt } from "../../reason.ts";
import { startOfPath } from "../../repository/command/command.ts";
import { declaredManager, managerByLock, yarnrcOf } from "../../repository/package/package-manager.ts";
import { join, upwards } from "../../repository/paths.ts";
import type { Repository } from "../../repository/repository.ts";
import { readNpmCommand } from "../job/npm-command.ts";
import type { Tool } from "../tool/tool.ts";
import { readingByToken } from "../tool/without-oidc.ts";

/** `yarn publish` of yarn 1, which has no OIDC; later versions have no such command of their own. */
export const yarnClassic: Tool = {
  name: "yarn publish",
  subject: "yarn",
  packs: "as written",
  command: { words: ["yarn"], publishes: (texts) => texts[commandIndex("yarn", texts)] === "publish" },
  oidc: { kind: "never", ends: undefined, instead: "`npm publish` of npm 11.5.1 or later can" },
  read(call) {
    const { repository, roots, command } = call;
    const options = readNpmCommand(call.words);
    if (options.options.has("cwd"))
      return unclearAt(startOfPath(command), { kind: "tool-options", tool: yarnClassic.name });
    const directory = roots(command.directory);
    const declared = directory === undefined ? undefined : declaredManager(repository, directory);
    const isOld = declared === undefined || (declared.name === "yarn" && declared.range?.startsWith("1.") === true);
    if (
      directory === undefined ||
      !isOld ||
      managerByLock(repository, directory) !== "yarn" ||
      isBerry(repository, directory)
    )
      return unclearAt(startOfPath(command), { kind: "tool", name: yarnClassic.name });
    return readingByToken(call, {
      tool: yarnClassic,
      options,
      variable: "NPM_AUTH_TOKEN",
    });
  },
};

function isBerry(repository: Repository, directory: string): boolean {
  const locks = upwards(directory).map((folder) => repository.file(join(folder, "yarn.lock")));
  const lock = locks.find((state) => state !== "absent");
  return yarnrcOf(repository, directory) !== "absent" || typeof lock !== "object" || /^__metadata:/m.test(lock.text);
}
