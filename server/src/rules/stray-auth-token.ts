import { manifestsOf } from "../publish/tool/published.ts";
import { removeEntry } from "../edit/edit.ts";
import type { Fix } from "../finding.ts";
import { newerTool } from "../fixes/newer-tool.ts";
import { tokenPlaces, type TokenPlaces } from "../fixes/token-places.ts";
import type { Credential } from "../publish/auth/credential.ts";
import { every } from "../publish/every.ts";
import { exchangeOf } from "../publish/exchange.ts";
import { certain, located } from "../publish/fact.ts";
import { isForFirst } from "../publish/first-publish.ts";
import { usesOidc, modeOf } from "../publish/mode.ts";
import { ifRefused, ifTokenFirst } from "../publish/outcome/outcome.ts";
import type { Publish } from "../publish/publish.ts";
import { publishedHere } from "../publish/published-here.ts";
import { sendsTokenFirst, lacksOf } from "../publish/tool/oidc.ts";
import { isInExpressions, ofPublish } from "../publish/variable-readers.ts";
import { isInScript, isOneCommand } from "../repository/command/own-words.ts";
import type { Context, Rule } from "../rule.ts";
import { sameSpan } from "../text.ts";
import { isProven } from "../trust/proof.ts";

export const strayAuthToken: Rule<"publish"> = {
  id: "stray-auth-token",
  stops: "exchange",
  severities: ["warning", "error"],
  summary: "A publish through OIDC has no token to fall back to.",
  about: "publish",
  needs: {
    tool: "known",
    toolVersion: "likely",
    client: "likely",
    registry: "likely",
    idToken: "likely",
    credential: "likely",
    provenance: "likely",
    environment: "likely",
    jobNpm: "likely",
    packages: "likely",
    name: "likely",
  },
  *check(publish, context) {
    const { credential } = publish;
    const tokenFirst = sendsTokenFirst(publish);
    const lacks = lacksOf(publish);
    const sent = located(credential);
    if (modeOf(publish) !== "oidc-with-fallback" || sent === undefined) return;
    const { value, span } = sent;
    // What isn't a secret is no token that works, or one that is written out, which is literal-token's.
    if (
      value.kind !== "token" ||
      value.secret === undefined ||
      isForFirst(publish, [...context.publishes, ...context.unsure], "maybe")
    )
      return;
    // Where npm turns to a committed line, that is npmrc-auth-token's.
    if (!tokenFirst && (value.via?.by === "commit" || !fallsBack(publish))) return;
    const places = tokenPlaces(publish);
    const fix = lacks?.kind === "too-old" ? newerTool(lacks) : places && fixOf(context, publish, nameOf(value), places);
    yield {
      severity: tokenFirst ? "error" : "warning",
      span,
      message: messageOf(publish, value, places),
      related:
        places?.own === true || sameSpan(span, publish.command.span) ? [] : [publishedHere(publish.command.span)],
      fixes: fix === undefined ? [] : [fix],
    };
  },
};

type Token = Extract<Credential, { readonly kind: "token" }>;

function nameOf({ variable, secret }: Token): string {
  return variable !== undefined && /^\w+$/.test(variable) ? variable : `\`${secret ?? "the token"}\``;
}

/** Only of npm, called or run by a tool, is it known that the token comes second, and that it hides why an exchange was refused. */
function fallsBack(publish: Publish): boolean {
  const { npm, tool, toolDoubt } = publish;
  return npm !== undefined && exchangeOf(publish) === "yes" && tool.tellsRefusal !== true && toolDoubt === undefined;
}

function messageOf(publish: Publish, token: Token, places: TokenPlaces | undefined): string {
  const shared = places?.install === undefined ? "" : ` \`${places.install}\` gets it as well.`;
  if (sendsTokenFirst(publish)) return ifTokenFirst(publish, nameOf(token)) + shared;
  return `npm publishes through OIDC here and falls back to ${nameOf(token)} only if that is refused. ${ifRefused("A bad token")}${shared}`;
}

function fixOf(context: Context, publish: Publish, name: string, places: TokenPlaces): Fix | undefined {
  // Another publish that gets the token may live by it.
  if (!places.own && !every(context, (each) => each.workflow !== publish.workflow || usesOidc(each))) return undefined;
  const edits = places.entries.map(({ mapping, entry, holder }) => removeEntry(mapping, entry, [holder]));
  if (edits.includes(undefined)) return undefined;
  if (places.own && isNeedless(context, publish))
    return {
      title: `Remove ${name}`,
      // What sends a token first has published by it so far.
      kind: sendsTokenFirst(publish) ? "review" : "safe",
      edits: edits.flatMap((each) => each ?? []),
    };
  const install = places.install === undefined ? undefined : `; \`${places.install}\` may need it`;
  const own = isAlone(publish) ? "" : ", and that nothing else needs it";
  const others = install ?? (places.own ? own : ", and that no other step needs it");
  return {
    title: `Remove ${name} (check the trusted publisher first${others})`,
    kind: "manual",
    edits: edits.flatMap((each) => each ?? []),
  };
}

/** Whether the step does nothing but publish. */
function isAlone({ step: { run }, command }: Publish): boolean {
  return run !== undefined && isOneCommand(run) && isInScript(run, command.span);
}

/**
 * Whether a step publishes without its own token whenever it does with it: the declared publishers prove that of every way in which it
 * runs, and nothing else in it can have use for the token.
 */
function isNeedless(context: Context, publish: Publish): boolean {
  const { step, credential, workflow } = publish;
  const name = certain(credential)?.variable ?? "";
  return (
    isAlone(publish) &&
    !isInExpressions(name, workflow) &&
    every(
      context,
      (each) =>
        each.step !== step ||
        (modeOf(each) === "oidc-with-fallback" &&
          exchangeOf(each) === "yes" &&
          isProven(context.repository, each) &&
          certain(manifestsOf(each.packages))?.every(
            ({ scripts }) => !ofPublish.some((script) => scripts.texts.has(script)),
          ) === true),
    )
  );
}
