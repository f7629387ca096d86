import { isNpmRegistry } from "../npm-host.ts";
import type { Reason } from "../reason.ts";
import { startOfPath } from "../repository/command/command.ts";
import { areLikelyPrivate, arePrivate } from "./tool/published.ts";
import { certain, doubtAbout } from "./fact.ts";
import type { Publish } from "./publish.ts";

/** Where a publish goes: to npm's registry, or to another one, or, since every package is private, nowhere. */
export function goesTo({
  registry,
  packages,
}: Pick<Publish, "registry" | "packages">): "npm" | "elsewhere" | "unknown" {
  const address = certain(registry);
  if (arePrivate(packages)) return "elsewhere";
  if (address === undefined || areLikelyPrivate(packages)) return "unknown";
  return isNpmRegistry(address) ? "npm" : "elsewhere";
}

/** Why nothing is said of a publish: what is called, where it goes, or how it is started isn't known. */
export function whyNotUnderstood(publish: Publish): Reason | undefined {
  const { toolDoubt, registry, callPath, command } = publish;
  if (toolDoubt !== undefined) return toolDoubt.reason;
  const doubt = doubtAbout(registry);
  if (doubt !== undefined) return doubt.reason;
  return callPath.uncalled === true && goesTo(publish) !== "elsewhere"
    ? { kind: "uncalled-workflow", span: startOfPath(command) }
    : undefined;
}
