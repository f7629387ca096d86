import { memo, type Located } from "../../text.ts";
import type { Credential } from "../auth/credential.ts";
import { located, unknown, type Fact } from "../fact.ts";
import type { NpmAt } from "../job/npm.ts";
import type { Call, Client, Lacks, OidcDecider, Tool } from "./tool.ts";
import type { ToolVersion } from "./tool-version.ts";
import { versionReaches } from "./version.ts";

/** The facts about a publish on which it depends what its tool does with OIDC. */
interface OidcFacts {
  readonly oidcDecidedBy: OidcDecider | undefined;
  readonly npm: Fact<NpmAt> | undefined;
  readonly credential: Fact<Credential>;
}

/** Whether the tool's own version lets it publish through OIDC, the npm that it runs aside. */
export const toolExchanges = memo(({ oidcDecidedBy, npm }: OidcFacts): "yes" | "no" | "unknown" => {
  if (oidcDecidedBy === undefined) return "yes";
  const { tool, version } = oidcDecidedBy;
  if (tool?.oidc?.kind === "never") return "no";
  const found = located(version);
  return tool === undefined || found === undefined ? "unknown" : versionExchanges(tool, found.value, npm);
});

/** The version that decides that; undefined where it isn't known, or decides nothing. */
export function decidingVersion(publish: OidcFacts): Located<ToolVersion> | undefined {
  const version = publish.oidcDecidedBy?.version;
  return version === undefined || toolExchanges(publish) === "unknown" ? undefined : located(version);
}

/** Why the tool publishes through no OIDC, with npm of any version; undefined where it does, or may. */
export const lacksOf = memo((publish: OidcFacts): Lacks | undefined => {
  const { tool, version } = publish.oidcDecidedBy ?? {};
  if (tool?.oidc?.kind === "never") return tool.oidc;
  const found = version && located(version);
  if (tool?.oidc === undefined || found === undefined || toolExchanges(publish) !== "no") return undefined;
  const { ends, withinMajor } = tool.oidc;
  return {
    kind: "too-old",
    of: tool.name,
    version: found,
    minimum: tool.firstWithOidc ?? "",
    ends: typeof ends === "string" ? ends : ends(publish.credential),
    ...(withinMajor && { withinMajor }),
  };
});

/** Whether the tool sends a token that reaches it, and asks for an OIDC token only without one. */
export function sendsTokenFirst(publish: OidcFacts): boolean {
  const oidc = publish.oidcDecidedBy?.tool?.oidc;
  return oidc?.kind === "by-version" && oidc.tokenFirst !== undefined && oidc.tokenFirst === toolExchanges(publish);
}

/** The client of a tool that publishes through OIDC from a version on, and `good` of those versions. */
export function clientByVersion(call: Call, tool: Tool, version: Fact<ToolVersion>, good: () => Client): Client {
  const oidcDecidedBy = { tool, version };
  if ("unknown" in version) return { npm: version, oidcDecidedBy };
  const found = located(version);
  if (found === undefined)
    return { npm: unknown({ kind: "several-versions", span: call.command.span }), oidcDecidedBy };
  const answer = versionExchanges(tool, found.value, undefined);
  if (answer === "yes") return { oidcDecidedBy, ...good() };
  if (answer === "no") return { npm: undefined, oidcDecidedBy };
  return { npm: unknown({ kind: "old-version", shown: found.value.shown, span: found.span }), oidcDecidedBy };
}

function versionExchanges(tool: Tool, version: ToolVersion, npm: Client["npm"]): "yes" | "no" | "unknown" {
  const judge = tool.oidc?.kind === "by-version" ? tool.oidc.exchanges : undefined;
  return judge === undefined ? versionReaches(version, tool.firstWithOidc ?? "") : judge(version, npm);
}
