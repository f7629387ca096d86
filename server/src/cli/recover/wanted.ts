import { certain, possibleValues } from "../../publish/fact.ts";
import type { Publish } from "../../publish/publish.ts";
import { asCommitted, type Published } from "../../publish/tool/published.ts";
import type { LeftOver } from "../../publish/tool/again.ts";
import type { WantedRelease } from "../../npm-site/release-state.ts";
import { monorepoPackages } from "../../repository/package/monorepo.ts";
import { isPackageName } from "../../repository/package/publishable.ts";
import type { Repository } from "../../repository/repository.ts";

/** A package of a release, and the publish that was to bring it to npm. */
export interface WantedHere extends WantedRelease, LeftOver {
  readonly publish: Publish | undefined;
}

/**
 * What the publishes of a repository are to bring to npm, each package once; of one whose packages aren't known, all of the
 * workspace that may be published. `tagged` is the version of the newest git tag.
 */
export function wantedOf(
  repository: Repository,
  publishes: readonly Publish[],
  tagged: string | undefined,
): readonly WantedHere[] {
  const workspace = (monorepoPackages(repository, "") ?? []).map(asCommitted);
  const all = publishes.flatMap((publish) => {
    const known = possibleValues(publish.packages).flat();
    return (known.length > 0 ? known : workspace)
      .filter((each) => !each.manifest.private)
      .map((each) => wantedBy(publish, each, tagged));
  });
  return [...new Map(all.filter(({ name }) => isPackageName(name)).map((each) => [each.name, each])).values()];
}

function wantedBy(publish: Publish, each: Published, tagged: string | undefined): WantedHere {
  const { manifest } = each;
  const said = certain(each.version)?.value;
  const written = said ?? ("unknown" in each.version ? (tagged ?? manifest.version?.value) : manifest.version?.value);
  // Tools that make the version in the job leave a placeholder in the file.
  const version = written === undefined || written.startsWith("0.0.0") ? tagged : written;
  return {
    name: manifest.name?.value ?? "",
    version,
    tag: tagOf(publish, each),
    directory: manifest.directory,
    publish,
  };
}

/** The tag that a publish gives; undefined where the tool may choose another one. */
function tagOf({ options, config, tool }: Publish, { manifest }: Published): string | undefined {
  const given = options.options.get("tag");
  if (given !== undefined) return typeof given === "boolean" ? undefined : given.value;
  const own = manifest.publishConfig.texts.get("tag");
  if (own !== undefined) return own?.value;
  const setting = config.setting("tag");
  if (setting !== undefined) return certain(setting);
  return tool.isNpm === true ? "latest" : undefined;
}
