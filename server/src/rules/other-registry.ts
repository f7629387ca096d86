import { astray } from "../publish/astray.ts";
import { publishesOf } from "../publish/publishes.ts";
import type { Rule } from "../rule.ts";

export const otherRegistry: Rule = {
  id: "other-registry",
  severities: ["error"],
  summary: "A publish through OIDC goes to npm's registry itself.",
  *check(repository) {
    for (const publish of publishesOf(repository).elsewhere) {
      const found = astray(publish);
      if (found === undefined) continue;
      const { registry, scope } = found;
      yield {
        severity: "error",
        span: registry.span,
        message:
          scope === undefined
            ? "This address has a path behind npm's host. npm trades the OIDC token with the host and then publishes under the path, where npm's registry isn't."
            : `The registry of ${scope} beats the one that the publish names. npm asks it for the OIDC exchange and publishes there, not to npm's registry.`,
        related: [{ span: publish.command.span, message: "The package is published here." }],
      };
    }
  },
};
