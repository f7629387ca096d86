import semver from "semver";
import type { Fix, Related } from "../finding.ts";
import { idTokenFix } from "../fixes/grant-id-token.ts";
import { certain, located, possibilities } from "../publish/fact.ts";
import { modeOf } from "../publish/mode.ts";
import { ifUnsigned, inWords } from "../publish/outcome/outcome.ts";
import type { Publish } from "../publish/publish.ts";
import { publishedHere } from "../publish/published-here.ts";
import { toolExchanges } from "../publish/tool/oidc.ts";
import type { Published } from "../publish/tool/published.ts";
import type { Package } from "../repository/package/package.ts";
import type { Text } from "../repository/value.ts";
import type { Rule } from "../rule.ts";
import type { Span } from "../text.ts";

export const provenanceUnavailable: Rule<"publish"> = {
  id: "provenance-unavailable",
  stops: "registry",
  severities: ["error"],
  summary: "Provenance is requested only where npm can sign it.",
  about: "publish",
  needs: {
    tool: "known",
    toolVersion: "likely",
    client: "likely",
    registry: "likely",
    idToken: "likely",
    credential: "likely",
    provenance: "likely",
    access: "committed",
    packages: "likely",
    name: "likely",
    publishConfig: "committed",
  },
  *check(publish) {
    for (const unsigned of unsignedOf(publish)) {
      const fix = fixOf(publish, unsigned);
      yield {
        severity: "error",
        span: unsigned.asked,
        message: messageOf(publish, unsigned),
        related: relatedTo(publish, unsigned),
        fixes: fix === undefined ? [] : [fix],
      };
    }
  },
};

function messageOf(publish: Publish, { why }: Unsigned): string {
  if (why === "id-token")
    return `Provenance is requested here, and job "${publish.job.id.value}" can't request an OIDC token. ${ifUnsigned(publish)}`;
  const name = why.restricted.name?.value ?? "The package";
  return `Provenance is requested here, and \`${name}\` is published with restricted access. npm signs only what is public: for a package that is new or private it ${inWords("EUSAGE access") ?? "stops"}.`;
}

function relatedTo({ command }: Publish, { asked, why }: Unsigned): readonly Related[] {
  const published = command.span === asked ? [] : [publishedHere(command.span)];
  return why === "id-token" || why.access === command.span
    ? published
    : [...published, { span: why.access, message: "The access is restricted here." }];
}

/** With the permission npm would sign, which the registry takes only from a public repository: a person should look. */
function fixOf(publish: Publish, { why }: Unsigned): Fix | undefined {
  const idToken = certain(publish.idToken);
  const fix = why === "id-token" && idToken !== undefined ? idTokenFix(publish, idToken) : undefined;
  return fix && { ...fix, kind: "review" };
}

/**
 * Why npm or yarn can't sign what it is asked to sign (docs/facts/npm.md#provenance, docs/facts/tools.md#yarn):
 * the job has no id-token, or a package is published with restricted access.
 */
interface Unsigned {
  /** Where provenance is asked for. */
  readonly asked: Span;
  readonly why: "id-token" | { readonly restricted: Package; readonly access: Span };
}

function unsignedOf(publish: Publish): readonly Unsigned[] {
  const { npm, options, idToken, credential } = publish;
  const clients = npm === undefined ? undefined : possibilities(npm);
  const byTool = publish.tool.signs !== undefined && toolExchanges(publish) === "yes";
  // npm 9.5.0 is the first that signs, and a prebuilt bundle needs no id-token.
  if (!byTool && clients?.every(({ value }) => semver.gte(value.versions.lowest, "9.5.0")) !== true) return [];
  if (options.options.has("provenance-file") || publish.config.setting("provenance-file") !== undefined) return [];
  const packages = certain(publish.packages) ?? [];
  const granted = certain(idToken);
  if (granted === undefined || certain(credential) === undefined) return [];
  if (!granted.granted) {
    const asked = askedFor(publish, packages);
    // Without a token as well the publish is `id-token-write`'s.
    return modeOf(publish) === "token" && asked !== undefined && !granted.refusedByCaller
      ? [{ asked, why: "id-token" }]
      : [];
  }
  if (certain(publish.provenance) !== "asked" && !packages.some((each) => settingOf(each, "provenance") !== undefined))
    return [];
  return packages.flatMap((each) => {
    const access = restricted(publish, each);
    const asked = access && askedFor(publish, [each]);
    return asked === undefined || access === undefined ? [] : [{ asked, why: { restricted: each.manifest, access } }];
  });
}

function askedFor({ provenance, packages: all }: Publish, packages: readonly Published[]): Span | undefined {
  const own = packages.map((each) => settingOf(each, "provenance")).find((text) => text?.value === "true")?.span;
  if (certain(provenance) === "automatic") return own;
  const found = located(provenance);
  if (found?.value !== "asked") return undefined;
  const { span } = found;
  // What the first package asks for, the others don't.
  const ofPackage = certain(all)?.some(({ manifest }) => manifest.file === span.file) === true;
  return ofPackage ? own : span.start === span.end ? undefined : span;
}

function settingOf({ publishConfig }: Published, name: string): Text | undefined {
  return certain(publishConfig)?.texts.get(name);
}

/** Where a scoped package's access is said to be restricted: for the whole publish, else in its own publishConfig. */
function restricted({ access, command, packages }: Publish, each: Published): Span | undefined {
  if (certain(each.name)?.value.startsWith("@") !== true) return undefined;
  const given = access && located(access);
  if (access !== undefined && given === undefined) return undefined;
  const own = settingOf(each, "access");
  if (given?.value !== "restricted" && own?.value !== "restricted") return undefined;
  const ofPackage =
    given === undefined || certain(packages)?.some(({ manifest }) => manifest.file === given.span.file) === true;
  const declared = !ofPackage && (given.span === command.span || own === undefined) ? given : own;
  return declared?.value === "restricted" ? declared.span : undefined;
}
