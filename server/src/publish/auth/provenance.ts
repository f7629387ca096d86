import type { Command } from "../../repository/command/command.ts";
import type { Package } from "../../repository/package/package.ts";
import type { Span } from "../../text.ts";
import { certain, known, located, unknown, type Fact } from "../fact.ts";
import type { NpmCommand } from "../job/npm-command.ts";
import type { JobState } from "../job/state.ts";
import type { NpmConfig } from "./config.ts";

/**
 * - `asked`: explicitly, so that npm signs even where the exchange is refused.
 * - `off`: explicitly; `publishConfig.provenance: false` doesn't count, npm ignores it (docs/facts/npm.md#provenance).
 * - `automatic`: npm signs after an exchange, for a public repository and package.
 */
export type Provenance = "asked" | "off" | "automatic";

export function provenanceOf(
  command: Command,
  npm: NpmCommand,
  config: NpmConfig,
  machine: JobState,
  manifest: Package | undefined,
): Fact<Provenance> {
  const flag = npm.options.get("provenance");
  if (flag === true) return known("asked", command.span);
  if (flag === false) return known("off", command.span);
  if (flag !== undefined) return unknown({ kind: "not-constant", what: "--provenance", span: command.span });
  if (npm.options.has("provenance-file")) return known("asked", command.span);
  const own = manifest?.publishConfig.texts.get("provenance");
  if (own?.value === "true") return known("asked", own.span);
  const user = machine.provenance;
  if (user?.on === true) return known("asked", user.span);
  const set = config.setting("provenance");
  if (set === undefined) return known(user === undefined ? "automatic" : "off", user?.span ?? command.span);
  if ("unknown" in set) return set;
  return known(isOn(set) ? "asked" : "off", spanOf(set) ?? command.span);
}

function isOn(setting: Fact<string>): boolean {
  return (certain(setting) ?? "false").trim() !== "false";
}

function spanOf(setting: Fact<string>): Span | undefined {
  return located(setting)?.span;
}
