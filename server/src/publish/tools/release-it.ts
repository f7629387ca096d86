import { insertKey, replaceValue } from "../../edit/edit.ts";
import { startOfPath } from "../../repository/command/command.ts";
import { packageIn } from "../../repository/package/package.ts";
import { join } from "../../repository/paths.ts";
import type { Repository } from "../../repository/repository.ts";
import { releaseConfig, settingIn, type ReleaseConfig } from "../../repository/settings/release-config.ts";
import { lineOf, readableText } from "../../repository/value.ts";
import { located } from "../fact.ts";
import { rootsOf } from "../job/checkouts.ts";
import type { LoginCheck } from "../tool/checks.ts";
import type { Call, Configured, GivenToNpm, Tool } from "../tool/tool.ts";
import { reaches, toolVersion } from "../tool/version.ts";
import { readingBy } from "./base.ts";

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
  again: () => ({
    resumes: false,
    says: "release-it would make another version. With `--no-increment` it publishes the one that package.json has.",
    commands: ["npx release-it --ci --no-increment --no-git"],
  }),
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
    const isOpen = publishes === "unknown" || texts.some((text) => flagged.test(text));
    const unsure = { kind: "tool-settings-file", tool: releaseIt.name, span: startOfPath(command) } as const;
    const given = directory === undefined ? undefined : givenRegistry(call, directory);
    return { ...readingBy(call, "npm"), ...(given && { given }), ...(isOpen && { unsure }) };
  },
};

const firstToSplit = "21.0.0";

/** Before version 21 it gives the option and the address of `publishConfig.registry` as one argument (docs/facts/tools.md#release-it). */
function givenRegistry(call: Call, directory: string): GivenToNpm | undefined {
  const own = packageIn(call.repository, directory);
  const registry = typeof own === "string" ? undefined : own.publishConfig.texts.get("registry")?.value;
  const version = registry === undefined ? undefined : located(toolVersion(call, releaseIt.name));
  if (version === undefined || reaches(version.value.range, firstToSplit) !== "no") return undefined;
  return {
    arguments: [{ text: `--registry ${registry ?? ""}` }],
    by: { name: releaseIt.name, version, until: firstToSplit },
  };
}

function configIn(repository: Repository, directory: string): ReleaseConfig {
  return releaseConfig(repository, directory, "release-it", /^\.release-it\..*$/);
}

/** Whether it publishes to npm, as its configuration says. */
export function releaseItPublishes(repository: Repository, directory: string): boolean | "unknown" {
  const config = configIn(repository, directory);
  if (config === "unknown" || settingIn(config.settings, "extends")?.value !== undefined) return "unknown";
  const npm = settingIn(config.settings, "npm")?.value;
  if (npm?.kind === "scalar" && npm.value === false) return false;
  if (!/^(?:npm)?$/.test(readableText(npm, "publishPackageManager")?.value ?? "")) return "unknown";
  return readableText(npm, "publish")?.value !== "false";
}

/**
 * Its `npm whoami` fails without a token and with setup-node's placeholder; only `npm.skipChecks` turns it off. Later versions read
 * their file and package.json, or one in `.config`, all together (seen with release-it 19.2.4 and 21.1.2).
 */
function loginCheckOf({ job, scope, command }: Configured, repository: Repository): LoginCheck | undefined {
  const directory = rootsOf(job, scope)(command.directory);
  const open = command.words.some(({ value }) => value === undefined || value.startsWith("--npm."));
  const config = directory === undefined || open ? "unknown" : soleConfig(repository, directory);
  if (config === "unknown" || settingIn(config.settings, "extends") !== undefined) return undefined;
  const { settings, key } = config;
  const npm = settingIn(settings, "npm");
  const skipChecks = settingIn(npm?.value, "skipChecks");
  const off = skipChecks?.value?.kind === "scalar" && skipChecks.value.value === false;
  if ((npm !== undefined && npm.value?.kind !== "mapping") || (skipChecks !== undefined && !off)) return undefined;
  if (settings === undefined) return { option: "--npm.skipChecks", span: command.span, edits: asOption(command) };
  return {
    option: "npm.skipChecks",
    span: (skipChecks ?? npm)?.key.span ?? key ?? lineOf({ ...settings.span, end: settings.span.start + 1 }),
    edits:
      npm?.value?.kind !== "mapping"
        ? insertKey(settings, "npm", [["skipChecks", true]])
        : skipChecks === undefined
          ? insertKey(npm.value, "skipChecks", true)
          : replaceValue(npm.value, skipChecks, true),
  };
}

/** The configuration where it is all in one place that can be read. */
function soleConfig(repository: Repository, directory: string): ReleaseConfig {
  const own = packageIn(repository, directory);
  const names = [repository.directory(directory), repository.directory(join(directory, ".config"))];
  const files = names
    .flatMap((each) => (each === "absent" ? [] : each))
    .filter((name) => name.startsWith(".release-it"));
  const inPackage = typeof own === "object" && settingIn(own.block, "release-it")?.value !== undefined;
  if (names.includes("unknown") || files.length > (inPackage ? 0 : 1)) return "unknown";
  const config = configIn(repository, directory);
  return config !== "unknown" && files.length > 0 && config.settings === undefined ? "unknown" : config;
}

/** An increment that a caller of the script puts after it is still read as one (seen with both versions). */
function asOption({ words, wordSpan }: Configured["command"]): LoginCheck["edits"] {
  const last = words.at(-1);
  const at = last && wordSpan(last);
  return at && [{ span: { ...at, start: at.end }, text: " --npm.skipChecks" }];
}
