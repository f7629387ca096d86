import { mayBeToken } from "../../data/token-forms.ts";
import semver from "semver";
import { unclearAt } from "../../reason.ts";
import { dirname } from "../../repository/paths.ts";
import type { Text } from "../../repository/value.ts";
import { actionMajor } from "../../repository/workflow/workflow.ts";
import type { Span } from "../../text.ts";
import type { Credential } from "../auth/credential.ts";
import type { Provenance } from "../auth/provenance.ts";
import { certain, known, unknown, type Fact } from "../fact.ts";
import { publishedPackages } from "../tool/packages.ts";
import type { Call, Tool } from "../tool/tool.ts";
import type { ToolVersion } from "../tool/tool-version.ts";
import { noOptions } from "./base.ts";
import { npmThatRuns } from "./npm.ts";

const firstWithOidc = "4.1.0";

/**
 * The action JS-DevTools/npm-publish, which runs the npm on the PATH with its own `token`
 * (docs/facts/tools.md#the-npm-publish-action).
 */
export const npmPublishAction: Tool = {
  name: "JS-DevTools/npm-publish",
  action: () => ({ runner: undefined }),
  firstWithOidc,
  oidc: { kind: "by-version", ends: "it demands a `token`", exchanges },
  read(call) {
    const { step, scope, command } = call;
    const { span } = command;
    const text = (key: string): string | undefined => {
      const written = step.with.texts.get(key)?.value;
      return written === undefined ? "" : scope.text(written);
    };
    if (text("dry-run") === "true") return undefined;
    const [folder, registry, access, provenance] = ["package", "registry", "access", "provenance"].map(text);
    if (!step.with.complete || folder === undefined || registry === undefined)
      return unclearAt(span, { kind: "not-constant", what: "inputs" });
    const directory = folder.endsWith("package.json") ? dirname(folder) : folder.replace(/\/$/, "");
    const inFolder = { ...command, directory: directory === "" ? "" : directory.replace(/^\.\//, "") };
    const asked: Provenance = provenance === "true" ? "asked" : "automatic";
    return {
      action: "publish",
      options: noOptions(),
      target: publishedPackages({ ...call, command: inFolder }, noOptions()),
      ...(registry === "" ? {} : { registry: known(registry, span) }),
      ...(access === undefined || access === "" ? {} : { access: known(access, span) }),
      ...(provenance === ""
        ? {}
        : {
            provenance:
              provenance === undefined ? unknown({ kind: "input", name: "provenance", span }) : known(asked, span),
          }),
      client(read) {
        const credential = tokenOf(call, step.with.texts.get("token"), span);
        const version = versionOf(step.uses, span);
        const oidcDecidedBy = { tool: npmPublishAction, version };
        const found = certain(version);
        if ("unknown" in version) return { npm: version, oidcDecidedBy, credential };
        const npm =
          found !== undefined && exchanges(found) === "yes"
            ? npmThatRuns({ ...call, runner: undefined }, read)
            : undefined;
        return { npm, oidcDecidedBy, credential };
      },
    };
  },
};

/** `@v3`, `@v4.0.2`, or what the comment after a commit says; a tag of a major version is its newest release. */
function versionOf(uses: Text | undefined, span: Span): Fact<ToolVersion> {
  const exact = semver.valid(/@v?(\d+\.\d+\.\d+)$/.exec(uses?.value ?? "")?.[1]);
  const major = uses && actionMajor(uses);
  const at = { where: "", written: uses };
  if (exact !== null) return known({ ...at, range: exact, shown: exact }, span);
  return major === undefined
    ? unknown({ kind: "tool-version", tool: npmPublishAction.name, span })
    : known({ ...at, range: `${major}`, shown: `v${major}` }, span);
}

function exchanges({ range }: ToolVersion): "yes" | "no" {
  return semver.intersects(range, `>=${firstWithOidc}`) ? "yes" : "no";
}

function tokenOf({ scope }: Call, written: Text | undefined, span: Text["span"]): Fact<Credential> {
  const given = written === undefined ? undefined : scope.meaning(written.value, written.span);
  if (given === undefined || given.kind === "unset" || (given.kind === "text" && given.value === ""))
    return known({ kind: "none" }, span);
  if (given.kind === "unknown") return unknown({ kind: "not-constant", what: "token", span: given.span });
  if (given.kind === "text" && !mayBeToken(given.value)) return known({ kind: "placeholder" }, given.span);
  const secret = given.kind === "secret" ? { secret: given.name } : {};
  return known({ kind: "token", name: "`token`", ...secret }, given.span);
}
