import { isPrivate, type Published } from "../publish/tool/published.ts";
import { isNpmRegistry } from "../npm-host.ts";
import { certain } from "../publish/fact.ts";
import { modeOf } from "../publish/mode.ts";
import type { Publish } from "../publish/publish.ts";
import { publishedHere } from "../publish/published-here.ts";
import { committedNpmrc } from "../publish/read-by-npm.ts";
import type { Package } from "../repository/package/package.ts";
import type { Repository } from "../repository/repository.ts";
import { npmrcIn, type NpmrcSetting } from "../repository/settings/npmrc.ts";
import type { Rule } from "../rule.ts";

export const npmrcIgnored: Rule<"publish"> = {
  id: "npmrc-ignored",
  severities: ["warning"],
  summary: "Settings that a publish needs aren't in a workspace package's `.npmrc`, which npm ignores.",
  about: "publish",
  needs: {
    tool: "known",
    registry: "likely",
    idToken: "likely",
    credential: "likely",
    packages: "likely",
    name: "likely",
    publishConfig: "likely",
  },
  *check(publish, { repository }) {
    for (const [{ key, value, variables }, each] of ignoredSettings(repository, publish)) {
      const secret =
        key.value.startsWith("//") && variables.length === 0 && value.span !== key.span && value.value !== "";
      yield {
        severity: "warning",
        span: key.span,
        message: messageOf(key.value, each.directory, publish.config.folder ?? ""),
        related: [publishedHere(publish.command.span)],
        redact: secret ? [value.span] : [],
      };
    }
  },
};

function messageOf(key: string, directory: string, root: string): string {
  const credential = key.startsWith("//");
  const name = credential ? key.replace(/^.*:/, "") : key;
  const instead = credential
    ? `It reads credentials from the \`.npmrc\` ${root === "" ? "of the root" : `in ${root}`}`
    : "It reads `publishConfig` in package.json";
  return `npm ignores the \`.npmrc\` of a workspace: \`${name}\` does nothing where ${directory} is published. ${instead}.`;
}

/**
 * The settings of published workspaces' own `.npmrc` files that would decide something if npm read them, which it does only
 * in the root (docs/facts/npm.md#ignored-npmrc-files). `--workspaces=false` makes npm take the workspace for a project, by
 * running npm 11.19.1.
 */
function ignoredSettings(
  repository: Repository,
  publish: Publish,
): readonly (readonly [setting: NpmrcSetting, of: Package])[] {
  const { tool, options, config } = publish;
  const { folder, project } = config;
  if (
    tool.isNpm !== true ||
    folder === undefined ||
    project === "unknown" ||
    committedNpmrc(publish).length < project.length
  )
    return [];
  if (["prefix", "global", "userconfig"].some((name) => options.options.has(name))) return [];
  if (options.options.get("workspaces") === false || config.setting("workspaces") !== undefined) return [];
  return (certain(publish.packages) ?? []).flatMap((each) => {
    const { manifest } = each;
    if (manifest.directory === folder || isPrivate(each)) return [];
    return (npmrcIn(repository, manifest.directory) ?? [])
      .filter((setting) => decides(setting, publish, each) && !project.some((other) => same(other, setting)))
      .map((setting) => [setting, manifest] as const);
  });
}

/** Not what says the same as the publish does without it, or what package.json or an option decides. */
function decides({ key, value }: NpmrcSetting, publish: Publish, each: Published): boolean {
  const { options, config } = publish;
  const mode = modeOf(publish);
  const name = key.value;
  if (name === "registry" || /^@[^:]+:registry$/.test(name)) {
    const own =
      name === "registry" || certain(each.name)?.value.startsWith(`${name.slice(0, -":registry".length)}/`) === true;
    return own && !isNpmRegistry(value.value) && !given(name);
  }
  if (/^\/\/.*:_(?:auth|authToken|password)$/i.test(name)) return mode === "none" || mode === "token";
  return /^(?:access|provenance|tag)$/.test(name) && !given(name);

  function given(setting: string): boolean {
    return (
      options.options.has(setting) ||
      certain(each.publishConfig)?.texts.has(setting) !== false ||
      config.setting(setting) !== undefined
    );
  }
}

function same(a: NpmrcSetting, b: NpmrcSetting): boolean {
  return a.key.value === b.key.value && a.value.value === b.value.value;
}
