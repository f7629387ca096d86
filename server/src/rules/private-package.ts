import { isNpmRegistry } from "../npm-host.ts";
import { certain } from "../publish/fact.ts";
import { modeOf } from "../publish/mode.ts";
import type { Rule } from "../rule.ts";

export const privatePackage: Rule<"job"> = {
  id: "private-package",
  stops: "client",
  severities: ["error"],
  summary: "A published package isn't marked private.",
  about: "job",
  needs: { tool: "known", registry: "likely", packages: "likely", private: "committed" },
  *check({ elsewhere }) {
    for (const publish of elsewhere) {
      const { tool, options, packages, registry, command } = publish;
      const [found, ...others] = certain(packages) ?? [];
      // With `-w` npm passes over private packages, as other tools do.
      const several = ["workspace", "workspaces", "include-workspace-root"].some((name) => options.options.has(name));
      if (tool.isNpm !== true || found === undefined || certain(found.private) !== true || others.length > 0 || several)
        continue;
      const entry = found.manifest.block.entries.find(({ key }) => key.value === "private");
      if (entry === undefined || !isNpmRegistry(certain(registry) ?? "")) continue;
      const mode = modeOf(publish);
      yield {
        severity: "error",
        span: command.span,
        message: `${found.manifest.file.path} is private, and npm ${mode === "none" || mode === "unknown" ? "doesn't publish it" : "stops with EPRIVATE"}.`,
        related: [{ span: entry.key.span, message: "The package is marked private here." }],
      };
    }
  },
};
