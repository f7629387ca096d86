import { registryHost } from "../../npm-host.ts";
import { filtered, monorepoPackages } from "../../repository/package/monorepo.ts";
import { yarnrcOf, type Yarnrc } from "../../repository/package/package-manager.ts";
import type { Text } from "../../repository/value.ts";
import type { Variable } from "../../repository/workflow/scope.ts";
import type { Span } from "../../text.ts";
import type { NpmConfig } from "../auth/config.ts";
import type { Credential } from "../auth/credential.ts";
import { ownCredential } from "../auth/credentials.ts";
import { doubted, known, unknown, type Fact } from "../fact.ts";
import { readNpmCommand } from "../job/npm-command.ts";
import { yarnAt } from "../tool/manager.ts";
import { monorepoTarget } from "../tool/monorepo-target.ts";
import { clientByVersion } from "../tool/oidc.ts";
import { committedManifests, publishedPackages } from "../tool/packages.ts";
import type { Call, Client, Tool } from "../tool/tool.ts";
import { setBySteps } from "../tool/yarn-settings.ts";

/** `yarn npm publish` of yarn 2 and later, alone or through `yarn workspace` and `yarn workspaces foreach`. */
export const yarn: Tool = {
  name: "yarn",
  title: "yarn npm publish",
  command: {
    words: ["yarn"],
    publishes(texts) {
      const at = texts.indexOf("npm");
      // `yarn workspace widgets exec npm publish` runs npm, in a folder of its own.
      if (at >= 0 && texts[at + 1] === "publish")
        return texts[at - 1] !== "exec" || { kind: "wrapped-publish", names: "npm publish", by: "`yarn`" };
      return (
        /^workspaces?$/.test(texts[0] ?? "") && texts.includes("publish") && { kind: "tool", name: "yarn publish" }
      );
    },
  },
  again: (_, left) => ({
    resumes: left.length < 2,
    says: "`yarn npm publish` stops at a version that npm has, unless it is given `--tolerate-republish`.",
    ...(left.length < 2
      ? {}
      : { commands: ["yarn workspaces foreach --all --no-private --topological npm publish --tolerate-republish"] }),
  }),
  firstWithOidc: "4.10.1",
  signs: { stopsWith: "YN0091" },
  installsByToken: true,
  tokenSetting(repository, directory) {
    const rc = yarnrcOf(repository, directory);
    return typeof rc === "object" ? rc.settings("npmAuthToken") : undefined;
  },
  oidc: {
    kind: "by-version",
    ends: 'it never asks for an OIDC token and stops with "No authentication configured for request"',
    tokenFirst: "yes",
    // Another yarn of the next major version rewrites its lock file and settings.
    withinMajor: true,
  },
  read(call) {
    const start = call.words.findIndex((word) => word.value === "npm");
    const options = readNpmCommand(call.words.slice(start + 1));
    const [first, name] = call.words.map((word) => word.value);
    const foreach = first === "workspaces";
    const target =
      foreach || first === "workspace"
        ? monorepoTarget(call, {
            list: (root) => {
              const all = monorepoPackages(call.repository, root);
              // Which packages `--from`, `--since` and the like pick isn't read.
              if (foreach) return isAll(call.words.slice(0, start)) ? all : undefined;
              return all && filtered(all, root, [name]);
            },
          })
        : publishedPackages(call, options);
    const directory = call.roots(call.command.directory);
    const rc = directory === undefined ? "unknown" : yarnrcOf(call.repository, directory);
    const [manifest] = committedManifests(target, call.machine);
    const source = manifest ?? (typeof target.source === "object" ? target.source : undefined);
    const asked =
      options.options.get("provenance") === true || source?.publishConfig.texts.get("provenance")?.value === "true";
    const { span } = call.command;
    return {
      action: "publish",
      options,
      target,
      client: ({ config }) => clientOf(call, config, rc),
      // Unlike npm it signs only on request.
      provenance: known(asked || signs(call, rc) ? "asked" : "off", span),
      registry: registryOf(call, rc, source?.publishConfig.texts.get("registry")),
    };
  },
};

function signs({ scope }: Call, rc: YarnrcAt): boolean {
  const variable = scope.variable("YARN_NPM_PUBLISH_PROVENANCE");
  const text = variable.kind === "text" ? variable.value : setting(rc, "npmPublishProvenance");
  return text === "true" || text === "1";
}

function isAll(words: Call["words"]): boolean {
  return words.every((word) =>
    /^(?:workspaces|foreach|--all|--no-private|--verbose|--topological|--topological-dev|--parallel|-[Aptvi]+)$/.test(
      word.value ?? "",
    ),
  );
}

/** What `.yarnrc.yml` says, from the folder upwards. */
type YarnrcAt = Yarnrc | "absent" | "unknown";

function clientOf(call: Call, config: NpmConfig, rc: YarnrcAt): Client {
  const client = clientByVersion(call, yarn, yarnAt(call), () => ({ npm: undefined }));
  const doubt = call.machine.doubts.get("credentials");
  const credential = doubted(tokenOf(call, config, rc), doubt);
  return { ...client, credential };
}

/**
 * Yarn reads its own settings only: `YARN_NPM_AUTH_TOKEN` before `npmAuthToken` (docs/facts/tools.md#yarn). An empty one is none.
 */
function tokenOf(call: Call, config: NpmConfig, rc: YarnrcAt): Fact<Credential> {
  const {
    scope,
    command: { span },
  } = call;
  const own = config.variable("YARN_NPM_AUTH_TOKEN");
  if (own.kind === "secret") {
    // After it, another one may be in `.yarnrc.yml`.
    const alone =
      (rc === "absent" || (rc !== "unknown" && !rc.hasScopes && tokenIn(rc) === undefined)) &&
      setBySteps(call, "npmAuthToken") === undefined;
    const variable = alone ? { variable: "YARN_NPM_AUTH_TOKEN" } : {};
    return known({ kind: "token", name: "YARN_NPM_AUTH_TOKEN", secret: own.name, ...variable }, own.span);
  }
  if (own.kind === "unknown") return unknown(own.reason);
  if (own.kind === "text")
    return known(own.value === "" ? { kind: "none" } : { kind: "token", name: "YARN_NPM_AUTH_TOKEN" }, own.span);
  if (rc === "unknown" || (rc !== "absent" && rc.hasScopes))
    return unknown({ kind: "tool-settings", file: ".yarnrc.yml", what: "tokens", span });
  const other = scope
    .variables()
    .find((name) => /^YARN_(?:NPM_(?:AUTH_IDENT|SCOPES|REGISTRIES)|RC_FILENAME)$/.test(name));
  if (other !== undefined) return unknown({ kind: "named-variable", name: other, span });
  const text = rc === "absent" ? undefined : tokenIn(rc);
  const step = setBySteps(call, "npmAuthToken");
  if (step !== undefined) return "unknown" in step ? step : setToken(step.value, step.span);
  if (setBySteps(call, "npmAuthIdent") !== undefined) return unknown({ kind: "yarn-step", chooses: "setting", span });
  if (text === undefined) return ownCredential(scope) ?? known({ kind: "none" }, span);
  const reference = /^\$\{(\w+)(:?-([^}]*))?\}$/.exec(text.value);
  if (reference === null)
    return text.value.includes("${")
      ? unknown({ kind: "tool-settings", file: ".yarnrc.yml", what: "token", span: text.span })
      : known({ kind: "token", name: "npmAuthToken" }, text.span);
  const [, name = "", otherwise, value = ""] = reference;
  const variable = config.variable(name);
  if (variable.kind === "unknown") return unknown(variable.reason);
  // Without a default, yarn stops at a variable that isn't set: it can't just go.
  if (variable.kind === "secret")
    return known(
      {
        kind: "token",
        name,
        secret: variable.name,
        ...(otherwise === undefined || value !== "" ? {} : { variable: name }),
      },
      variable.span,
    );
  if (variable.kind === "unset" && otherwise === undefined)
    return unknown({ kind: "named-variable", name, span: text.span });
  const filled =
    variable.kind === "text" && (variable.value !== "" || otherwise?.startsWith("-") === true) ? variable.value : value;
  return known(filled === "" ? { kind: "none" } : { kind: "token", name }, text.span);
}

function tokenIn(rc: Yarnrc): Text | undefined {
  return rc.settings("npmAuthToken") ?? rc.settings("npmAuthIdent");
}

/** The token of `yarn config set npmAuthToken …`. */
function setToken(value: Variable, writer: Span): Fact<Credential> {
  if (value.kind === "unknown") return unknown(value.reason);
  if (value.kind === "unset" || (value.kind === "text" && value.value === "")) return known({ kind: "none" }, writer);
  const secret = value.kind === "secret" ? { secret: value.name } : {};
  const via = { level: "project", by: "step", span: writer } as const;
  return known({ kind: "token", name: "npmAuthToken", via, ...secret }, value.span);
}

function setting(rc: YarnrcAt, key: string): string | undefined {
  return typeof rc === "string" ? undefined : rc.settings(key)?.value;
}

/** Its default, a mirror, stands for npm's registry when it publishes. */
function registryOf(call: Call, rc: YarnrcAt, own: Text | undefined): Fact<string> {
  const {
    scope,
    command: { span },
  } = call;
  if (own !== undefined) return known(own.value, own.span);
  for (const name of ["YARN_NPM_PUBLISH_REGISTRY", "YARN_NPM_REGISTRY_SERVER"]) {
    const variable = scope.variable(name);
    if (variable.kind === "text") return known(variable.value, variable.span);
    if (variable.kind !== "unset") return unknown({ kind: "named-variable", name, span: variable.span });
  }
  if (rc === "unknown" || (rc !== "absent" && rc.hasScopes))
    return unknown({ kind: "tool-settings", file: ".yarnrc.yml", what: "registries", span });
  for (const key of ["npmPublishRegistry", "npmRegistryServer"]) {
    const step = setBySteps(call, key);
    if (step !== undefined && "unknown" in step) return step;
    const value = step?.value;
    if (value?.kind === "text") return known(value.value, value.span);
    if (value !== undefined) return unknown({ kind: "yarn-step", chooses: "setting", span });
    if (setting(rc, key) !== undefined) break;
  }
  const text = setting(rc, "npmPublishRegistry") ?? setting(rc, "npmRegistryServer");
  if (text === undefined || /^https:\/\/registry\.yarnpkg\.com\/?$/.test(text))
    return known(`https://${registryHost}/`, span);
  return text.includes("${")
    ? unknown({ kind: "tool-settings", file: ".yarnrc.yml", what: "registry", span })
    : known(text, span);
}
