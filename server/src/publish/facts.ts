import { doubted, possibleValues, known, map, unknown, type Fact } from "./fact.ts";
import { manifestFields } from "./job/state.ts";
import type { NpmVersions } from "./job/versions.ts";
import type { Publish } from "./publish.ts";
import type { Published } from "./tool/published.ts";
import { triggersOf } from "./triggers.ts";

/** What is known of a publish, each fact by its name; undefined for one that doesn't apply. Values are texts as npm or GitHub spell them. */
export function factsOf(publish: Publish): Readonly<Record<string, Fact<string> | undefined>> {
  const { tool, toolDoubt, oidcDecidedBy, npm, action, command, options, registry, access } = publish;
  const { span } = command;
  const triggers = triggersOf(publish);
  const tag = options.options.get("tag");
  const open: Fact<string> = unknown(toolDoubt?.reason ?? { kind: "not-constant", what: "option", span });
  return {
    tool: doubted(known(tool.name, span), toolDoubt),
    toolVersion: oidcDecidedBy && map(oidcDecidedBy.version, ({ shown }) => shown),
    client: npm && map(npm, ({ versions }) => spanOf(versions)),
    action: doubted(known(action, span), toolDoubt),
    registry,
    idToken: map(publish.idToken, ({ granted }) => (granted ? "write" : "none")),
    credential: map(publish.credential, ({ kind }) => kind),
    provenance: publish.provenance,
    access,
    tag:
      tag === undefined
        ? options.complete
          ? undefined
          : open
        : typeof tag === "object" && tag.value !== undefined
          ? known(tag.value, span)
          : open,
    environment: publish.environment,
    triggers:
      triggers === undefined || publish.callPath.uncalled === true
        ? unknown({ kind: "unreadable", what: "triggers", span })
        : known(triggers.map(({ value }) => value).join(" "), span),
    packages: map(publish.packages, (all) => all.map(({ manifest }) => manifest.file.path).join(" ")),
  };
}

/** What is known of each package that is, or may be, published, by the path of its package.json. */
export function packageFacts({ packages }: Publish): ReadonlyMap<string, Readonly<Record<string, Fact<string>>>> {
  const all = new Set(possibleValues(packages).flat());
  return new Map(Array.from(all, (each) => [each.manifest.file.path, fieldsOf(each)]));
}

function fieldsOf(each: Published): Readonly<Record<string, Fact<string>>> {
  const text = (field: (typeof manifestFields)[number]): Fact<string> => {
    switch (field) {
      case "private":
        return map(each.private, String);
      case "repository":
        return map(each.repository, (value) => (value.kind === "url" ? value.url.value : value.kind));
      case "publishConfig":
        return map(each.publishConfig, ({ texts }) => [...texts.keys()].join(" "));
      case "dependencies":
        return map(each.dependencies, (all) => all.map(([name]) => name).join(" "));
      default:
        return map(each[field], (value) => value?.value ?? "");
    }
  };
  return Object.fromEntries(manifestFields.map((field) => [field, text(field)]));
}

function spanOf({ lowest, highest }: NpmVersions): string {
  if (highest === undefined) return `${lowest} or later`;
  return lowest === highest ? lowest : `${lowest} - ${highest}`;
}
