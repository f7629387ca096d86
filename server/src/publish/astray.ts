import { registryHost } from "../registry.ts";
import type { Located } from "../text.ts";
import { certain } from "./fact.ts";
import { optionText } from "./npm-command.ts";
import type { Publish } from "./publish.ts";
import { isNpmRegistry } from "./registry.ts";

/** Where an OIDC publish that is meant for npm's registry goes instead (facts on npm, c). */
export interface Astray {
  readonly registry: Located<string>;
  /** The scope whose registry beats what names npm's; else the address has a path behind npm's host. */
  readonly scope: string | undefined;
}

/**
 * Undefined unless the files say that npm's registry is meant: by its host, or by an option or a publishConfig that
 * a scope's registry beats. Whoever wants another registry may have the id-token for something else.
 */
export function astray({ registry, tool, idToken, credential, packages, options, npmrc }: Publish): Astray | undefined {
  const [found, ...others] = certain(packages) ?? [];
  const sent = certain(credential)?.kind;
  if (tool.name !== "npm" || found === undefined || found.private || others.length > 0 || !("known" in registry))
    return undefined;
  if (certain(idToken)?.granted !== true || sent === undefined || sent === "token") return undefined;
  const host = /^https?:\/\/([^/]+)(\/.*)?$/i.exec(registry.known.value.trim());
  const address = host?.[1]?.toLowerCase();
  if (address === undefined || npmrc.some(({ key }) => key.value.startsWith("//"))) return undefined;
  if (address === registryHost) return { registry: registry.known, scope: undefined };
  const meant = optionText(options, "registry") ?? found.publishConfig.texts.get("registry")?.value ?? "";
  const scope = /^(@[^/]+)\//.exec(found.name?.value ?? "")?.[1];
  return isNpmRegistry(meant) && scope !== undefined ? { registry: registry.known, scope } : undefined;
}
