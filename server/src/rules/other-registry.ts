import { isPrivate } from "../publish/tool/published.ts";
import { registryHost, isNpmRegistry } from "../npm-host.ts";
import { certain, located } from "../publish/fact.ts";
import { optionText } from "../publish/job/npm-command.ts";
import type { Publish } from "../publish/publish.ts";
import { publishedHere } from "../publish/published-here.ts";
import { committedNpmrc } from "../publish/read-by-npm.ts";
import type { Rule } from "../rule.ts";
import type { Located } from "../text.ts";

export const otherRegistry: Rule<"job"> = {
  id: "other-registry",
  stops: "exchange",
  severities: ["error"],
  summary: "A publish through OIDC goes to npm's own registry.",
  about: "job",
  needs: {
    tool: "known",
    registry: "likely",
    idToken: "likely",
    credential: "likely",
    packages: "likely",
    name: "likely",
    publishConfig: "likely",
  },
  *check({ elsewhere }) {
    for (const publish of elsewhere) {
      const found = wrongRegistryOf(publish);
      if (found === undefined) continue;
      const { registry, scope } = found;
      yield {
        severity: "error",
        span: registry.span,
        message:
          scope === undefined
            ? "This address has a path after npm's host. npm exchanges the OIDC token with the host and then publishes under the path, where there is no registry."
            : `The registry of ${scope} beats the one that the publish names. npm asks it for the OIDC exchange and publishes there, not to npm's registry.`,
        related: [publishedHere(publish.command.span)],
      };
    }
  },
};

/** Where an OIDC publish that is meant for npm's registry goes instead (docs/facts/npm.md#the-registry). */
interface WrongRegistry {
  readonly registry: Located<string>;
  /** The scope whose registry beats what names npm's; else the address has a path after npm's host. */
  readonly scope: string | undefined;
}

/**
 * Undefined unless the files say that npm's registry is meant: by its host, or by an option or a publishConfig that
 * a scope's registry beats. Whoever wants another registry may have the id-token for something else.
 */
function wrongRegistryOf(publish: Publish): WrongRegistry | undefined {
  const { registry, tool, idToken, credential, packages, options } = publish;
  const [found, ...others] = certain(packages) ?? [];
  const sent = certain(credential)?.kind;
  const named = located(registry);
  if (tool.isNpm !== true || found === undefined || isPrivate(found) || others.length > 0 || named === undefined)
    return undefined;
  if (certain(idToken)?.granted !== true || sent === undefined || sent === "token") return undefined;
  const host = /^https?:\/\/([^/]+)(\/.*)?$/i.exec(named.value.trim());
  const address = host?.[1]?.toLowerCase();
  if (address === undefined || committedNpmrc(publish).some(({ key }) => key.value.startsWith("//"))) return undefined;
  if (address === registryHost) return { registry: named, scope: undefined };
  const meant = optionText(options, "registry") ?? certain(found.publishConfig)?.texts.get("registry")?.value ?? "";
  const scope = /^(@[^/]+)\//.exec(certain(found.name)?.value ?? "")?.[1];
  return isNpmRegistry(meant) && scope !== undefined ? { registry: named, scope } : undefined;
}
