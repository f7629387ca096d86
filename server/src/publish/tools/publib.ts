import { registryHost } from "../../npm-host.ts";
import { known, unknown, type Fact } from "../fact.ts";
import type { Credential } from "../auth/credential.ts";
import type { NpmConfig } from "../auth/config.ts";
import { publishedPackages } from "../tool/packages.ts";
import type { Call, Reading, Tool } from "../tool/tool.ts";
import { noOptions, readingBy } from "./base.ts";

/**
 * publib of projen and jsii, for npm: it runs `npm publish` for each tarball in a folder, by OIDC where NPM_TRUSTED_PUBLISHER says so,
 * else with NPM_TOKEN alone (docs/facts/tools.md#publib). Those for other languages have other names.
 */
export const publib: Tool = {
  name: "publib",
  command: {
    words: ["publib-npm", "jsii-release-npm", "publib", "jsii-release"],
    package: "publib",
    publishes: () => true,
  },
  oidcVariable: "NPM_TRUSTED_PUBLISHER",
  read(call) {
    const { span } = call.command;
    const dry = call.scope.variable("PUBLIB_DRYRUN");
    if (dry.kind === "text" && dry.value !== "" && dry.value !== "false") return undefined;
    const reading = readingBy(call, "npm");
    const client: Reading["client"] = (read) => {
      const own = reading.client(read);
      const sent = tokenOf(call, read.config);
      return sent === undefined ? own : { ...own, credential: sent };
    };
    const target = publishedPackages(call, noOptions());
    return {
      ...reading,
      client,
      target: { ...target, packages: unknown({ kind: "packages", which: "published", span }) },
      registry: registryOf(call),
    };
  },
};

/** Undefined where it leaves that to npm. */
function tokenOf({ command: { span } }: Call, config: NpmConfig): Fact<Credential> | undefined {
  const trusted = config.variable("NPM_TRUSTED_PUBLISHER");
  if (trusted.kind === "text" && trusted.value !== "" && trusted.value !== "false") return undefined;
  if (trusted.kind === "unknown" || trusted.kind === "secret")
    return unknown({ kind: "named-variable", name: "NPM_TRUSTED_PUBLISHER", span });
  const token = config.variable("NPM_TOKEN");
  if (token.kind === "secret") return known({ kind: "token", name: "NPM_TOKEN", secret: token.name }, token.span);
  return unknown({ kind: "named-variable", name: "NPM_TOKEN", span });
}

function registryOf({ scope, command: { span } }: Call): Fact<string> {
  const named = scope.variable("NPM_REGISTRY");
  if (named.kind === "text" && named.value !== "")
    return known(/^https?:/.test(named.value) ? named.value : `https://${named.value}/`, named.span);
  if (named.kind === "unknown" || named.kind === "secret")
    return unknown({ kind: "named-variable", name: "NPM_REGISTRY", span });
  return known(`https://${registryHost}/`, span);
}
