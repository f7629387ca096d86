import type { Fix } from "../finding.ts";
import { isPrivate } from "../publish/tool/published.ts";
import { registryHost, isNpmRegistry } from "../npm-host.ts";
import { certain, located } from "../publish/fact.ts";
import { usesIdToken } from "../publish/id-token-use.ts";
import { optionText } from "../publish/job/npm-command.ts";
import type { Publish } from "../publish/publish.ts";
import { publishedHere } from "../publish/published-here.ts";
import { committedNpmrc } from "../publish/read-by-npm.ts";
import type { Rule } from "../rule.ts";
import { textOf, type Located } from "../text.ts";

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
      yield {
        severity: "error",
        span: found.registry.span,
        message: messageOf(found),
        related: [publishedHere(publish.command.span)],
        fixes: fixesOf(found),
      };
    }
  },
};

function messageOf({ registry, why }: WrongRegistry): string {
  const there = "npm asks it for the OIDC exchange and publishes there";
  if (why === "mirror")
    return `\`${registry.value}\` is a mirror of npm's registry that only reads: ${there}, which fails.`;
  if (why === "path")
    return "This address has a path after npm's host. npm exchanges the OIDC token with the host and then publishes under the path, where there is no registry.";
  return why === "project"
    ? `This registry beats the one that setup-node writes for its \`registry-url\`. ${there}, not to npm's registry.`
    : `The registry of ${why.scope} beats the one that the publish names. ${there}, not to npm's registry.`;
}

/** npm's registry in the place of its mirror: what is installed is the same. */
function fixesOf({ registry: { value, span }, why }: WrongRegistry): readonly Fix[] {
  const address = `https://${registryHost}/`;
  return why === "mirror" && textOf(span) === value
    ? [{ title: "Name npm's own registry", kind: "review", edits: [{ span, text: address }] }]
    : [];
}

/** Where an OIDC publish that is meant for npm's registry goes instead (docs/facts/npm.md#the-registry). */
interface WrongRegistry {
  readonly registry: Located<string>;
  /**
   * A scope's registry, or that of the project's `.npmrc`, beats what names npm's; or it is a copy of npm's registry to install from; or the
   * address has a path after npm's host.
   */
  readonly why: { readonly scope: string } | "project" | "mirror" | "path";
}

/**
 * Undefined unless the files say that npm's registry is meant: by its host or that of its mirror, or by an option, a publishConfig or
 * setup-node's `registry-url`, which a scope's registry beats, and the project's beats setup-node's. Whoever wants another registry may have the id-token for something else.
 */
function wrongRegistryOf(publish: Publish): WrongRegistry | undefined {
  const { registry, tool, idToken, credential, packages, options, jobState } = publish;
  const [found, ...others] = certain(packages) ?? [];
  const sent = certain(credential)?.kind;
  const named = located(registry);
  if (tool.isNpm !== true || found === undefined || isPrivate(found) || others.length > 0 || named === undefined)
    return undefined;
  const granted = certain(idToken);
  if (granted?.granted !== true || sent === undefined || sent === "token") return undefined;
  const host = /^https?:\/\/([^/]+)(\/.*)?$/i.exec(named.value.trim());
  const address = host?.[1]?.toLowerCase();
  const project = committedNpmrc(publish);
  if (address === undefined || project.some(({ key }) => key.value.startsWith("//"))) return undefined;
  if (address === registryHost) return { registry: named, why: "path" };
  if (mirrors.has(address)) return { registry: named, why: "mirror" };
  const setUp = jobState.registries.findLast(({ scope: own }) => (own ?? "") === "")?.value;
  const meant =
    optionText(options, "registry") ?? certain(found.publishConfig)?.texts.get("registry")?.value ?? setUp ?? "";
  if (!isNpmRegistry(meant)) return undefined;
  const beating = project.find(
    ({ value }) => value.span.file === named.span.file && value.span.start === named.span.start,
  );
  if (beating?.key.value === "registry")
    return usesIdToken(granted, publish.job) ? undefined : { registry: named, why: "project" };
  const scope = /^(@[^/]+)\//.exec(certain(found.name)?.value ?? "")?.[1];
  return scope === undefined ? undefined : { registry: named, why: { scope } };
}

/** Copies of npm's registry that take no publishes; the first is the address that Yarn has had for it from its first version on. */
const mirrors: ReadonlySet<string> = new Set(["registry.yarnpkg.com", "registry.npmmirror.com"]);
