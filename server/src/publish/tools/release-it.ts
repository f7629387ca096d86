import { insertKey, replaceValue } from "../../edit/edit.ts";
import { unclearAt } from "../../reason.ts";
import { startOfPath } from "../../repository/command/command.ts";
import { packageIn } from "../../repository/package/package.ts";
import type { Repository } from "../../repository/repository.ts";
import { releaseItLoginCheck, releaseItPublishes } from "../../repository/settings/release-config.ts";
import { rootsOf } from "../job/checkouts.ts";
import { readingBy } from "./base.ts";
import type { Configured, LoginCheck, Tool } from "./tool.ts";

/** release-it, which runs `npm publish`. */
export const releaseIt: Tool = {
  name: "release-it",
  command: {
    words: ["release-it"],
    package: "release-it",
    publishes: (texts) => !["--no-npm", "--no-npm.publish", "--npm.publish=false"].some((word) => texts.includes(word)),
  },
  tags: true,
  startedByHand: true,
  loginCheck: loginCheckOf,
  read(call) {
    const { repository, roots, command } = call;
    const directory = roots(command.directory);
    const publishes = directory === undefined ? "unknown" : releaseItPublishes(repository, directory);
    // Without a package.json its npm plugin is off.
    if (publishes === false || packageIn(repository, directory ?? "") === "absent") return undefined;
    const texts = call.words.map((word) => word.value ?? "");
    // These print something and end.
    if (texts.some((text) => /^(?:-v|-h|--version|--help|--release-version|--changelog)$/.test(text))) return undefined;
    const flagged = /^(?:-c|--config|--extends|--npm\.(?!skipChecks(?:=true)?$))/;
    if (publishes === "unknown" || texts.some((text) => flagged.test(text)))
      return unclearAt(startOfPath(command), { kind: "tool-settings-file", tool: releaseIt.name });
    return readingBy(call, "npm");
  },
};

/** Seen with release-it 19.2.4 and 21.1.2: its `npm whoami` fails without a token and with setup-node's placeholder. */
function loginCheckOf({ job, scope, command }: Configured, repository: Repository): LoginCheck | undefined {
  const directory = rootsOf(job, scope)(command.directory);
  const check = directory === undefined ? undefined : releaseItLoginCheck(repository, directory);
  const open = command.words.some(({ value }) => value === undefined || value.startsWith("--npm."));
  if (check === undefined || open) return undefined;
  const { settings, npm, skipChecks } = check;
  if (settings !== undefined)
    return {
      option: "npm.skipChecks",
      span: check.span ?? command.span,
      edits:
        npm?.value?.kind !== "mapping"
          ? insertKey(settings, "npm", [["skipChecks", true]])
          : skipChecks === undefined
            ? insertKey(npm.value, "skipChecks", true)
            : replaceValue(npm.value, skipChecks, true),
    };
  // An increment that a caller of the script puts behind it is still read as one (seen with both versions).
  const last = command.words.at(-1);
  const at = last && command.wordSpan(last);
  const edits = at && [{ span: { ...at, start: at.end }, text: " --npm.skipChecks" }];
  return { option: "--npm.skipChecks", span: command.span, edits };
}
