import { removeEntry } from "../edit.ts";
import type { Credential } from "../publish/credentials.ts";
import { exchangeOf } from "../publish/exchange.ts";
import { ifRefused } from "../publish/outcome.ts";
import type { Publish } from "../publish/publish.ts";
import { publishesOf } from "../publish/publishes.ts";
import { tokenPlaces, type TokenPlaces } from "../publish/token-places.ts";
import type { TextOr } from "../repository/value.ts";
import type { Fix, Rule } from "../rule.ts";
import { sameSpan } from "../text.ts";

export const strayAuthToken: Rule = {
  id: "stray-auth-token",
  severities: ["warning"],
  summary: "A publish through OIDC has no token to fall back to.",
  *check(repository) {
    const { publishes } = publishesOf(repository);
    for (const publish of publishes) {
      const { mode, credential } = publish;
      if (mode !== "oidc-with-fallback" || !("known" in credential)) continue;
      const { value, span } = credential.known;
      // A committed line is npmrc-auth-token's, and what isn't a secret is no token that works.
      if (value.kind !== "token" || value.secret === undefined || value.via?.by === "commit") continue;
      // Only of npm, called or run by a tool, is it known that the token comes second.
      if (publish.npm === undefined || exchangeOf(publish) !== "yes" || isForFirst(publish, publishes)) continue;
      const places = tokenPlaces(publish);
      const fix = places === undefined ? undefined : fixOf(publish, nameOf(value), places, publishes);
      yield {
        severity: "warning",
        span,
        message: messageOf(value, places),
        related:
          places?.own === true || sameSpan(span, publish.command.span)
            ? []
            : [{ span: publish.command.span, message: "The package is published here." }],
        fixes: fix === undefined ? [] : [fix],
      };
    }
  },
};

type Token = Extract<Credential, { readonly kind: "token" }>;

function nameOf({ variable, secret }: Token): string {
  return variable !== undefined && /^\w+$/.test(variable) ? variable : `\`${secret ?? "the token"}\``;
}

function messageOf(token: Token, places: TokenPlaces | undefined): string {
  const shared = places?.install === undefined ? "" : ` \`${places.install}\` gets it as well.`;
  return `npm publishes by OIDC here and turns to ${nameOf(token)} only if that is refused. ${ifRefused("A bad token")}${shared}`;
}

/** A package's first publish can't go through OIDC: a token behind a condition, beside a publish without one, is for that. */
function isForFirst(publish: Publish, publishes: readonly Publish[]): boolean {
  return publishes.some(
    (other) =>
      other.workflow === publish.workflow &&
      other.mode === "oidc-only" &&
      (publish.command.conditional ||
        isOwn(publish.step.if, other.step.if) ||
        (other.job !== publish.job && isOwn(publish.job.if, other.job.if))),
  );
}

function isOwn(condition: TextOr, other: TextOr): boolean {
  if (condition === undefined || condition === "unreadable") return condition !== undefined;
  return typeof other !== "object" || other.value !== condition.value;
}

function fixOf(publish: Publish, name: string, places: TokenPlaces, publishes: readonly Publish[]): Fix | undefined {
  // Another publish that gets the token may live by it.
  if (!places.own && publishes.some((each) => each.workflow === publish.workflow && !each.mode.startsWith("oidc")))
    return undefined;
  const edits = places.entries.map(({ mapping, entry, holder }) => removeEntry(mapping, entry, [holder]));
  if (edits.includes(undefined)) return undefined;
  const install = places.install === undefined ? undefined : `; \`${places.install}\` may need it`;
  const others = install ?? (places.own ? "" : ", and that no other step needs it");
  return {
    title: `Remove ${name} (check the trusted publisher first${others})`,
    kind: "manual",
    edits: edits.flatMap((each) => each ?? []),
  };
}
